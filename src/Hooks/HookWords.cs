using System.Globalization;
using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Hooks;

/// <summary>What a hook says to whoever waits for it.</summary>
public sealed class HookWords(HookKind kind)
{
    private string Act => kind is HookKind.PreCommit or HookKind.CommitMsg ? "commit" : "push";
    private string Again => kind is HookKind.PreCommit or HookKind.CommitMsg ? "git commit ..." : "git push ...";

    public IEnumerable<string> Blocked(HookJudgement judged)
    {
        var secrets = judged.Result!.Findings.Select(f => f.Fingerprint).Distinct().Count();
        var done = kind switch { HookKind.PrePush => "Nothing was pushed.", HookKind.PreReceive => "Nothing of it was kept.", _ => "Nothing was committed." };
        yield return $"{Act} {(kind == HookKind.PreReceive ? "refused" : "stopped")}: {Units.Count(secrets, "secret")} in it. {done}";
        foreach (var loss in judged.Failures) yield return $"and not all of it was looked at: {Printable.Of(loss, 300)}";
        if (kind == HookKind.PreCommit && CommandLine.Word($"{judged.Result.Findings[0].File}:{judged.Result.Findings[0].LineStart}") is { } at)
            yield return $"to move it out of the code: stanch fix {at} --env NAME, then git add the file and commit again";
        yield return $"if it is no secret: stanch ignore {judged.Result.Findings[0].Fingerprint} --reason false-positive; if it is one that may stand there: --reason and why"
            + (kind is HookKind.PreReceive or HookKind.PrePush ? ", and commit .stanch.yaml" : "");
        if (kind == HookKind.PreReceive) yield break;
        yield return $"to {Act} all the same: {Bypass.Variable}='why' {Again}; it is recorded, and the server and CI look again";
    }

    public IEnumerable<string> Failed(IReadOnlyList<string> reasons, HookPolicy policy)
    {
        foreach (var mistake in policy.Mistakes) yield return mistake;
        foreach (var reason in reasons) yield return Printable.Of(reason, 500);
        if (policy.AllowFailure)
        {
            yield return $"the {Act} was NOT fully checked for secrets; it goes on, since git config {HookPolicy.FailureSetting} is 'allow'";
            yield break;
        }
        yield return $"{Act} {(kind == HookKind.PreReceive ? "refused" : "stopped")}: it could not be checked for secrets, for the reason above.";
        yield return kind == HookKind.PreReceive
            ? $"whoever runs this server can let such pushes through: git config {HookPolicy.FailureSetting} allow"
            : $"put that right, or {Act} all the same: {Bypass.Variable}='why' {Again}. To never be stopped by it: git config {HookPolicy.FailureSetting} allow";
    }

    public static IEnumerable<string> Unfinished(IReadOnlyList<string> reasons, TimeSpan budget, bool allowed)
    {
        var seconds = budget.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        yield return $"the {seconds} s that this server allows were not enough: {Printable.Of(string.Join("; ", reasons), 500)}; nothing was found until then";
        yield return allowed
            ? $"the push was NOT fully checked for secrets; it goes on, since git config {HookPolicy.UnfinishedSetting} is 'allow' here"
            : $"push refused: it was not fully checked. Push it in smaller parts (git push REMOTE COMMIT:BRANCH), or ask for a larger git config {HookPolicy.BudgetSetting} on the server";
    }

    public IEnumerable<string> Passed(Receipt receipt)
    {
        var coverage = receipt.Coverage;
        var what = kind switch
        {
            HookKind.PreCommit => Units.Count(coverage.Blobs, "staged file"),
            HookKind.CommitMsg => "the message",
            _ => $"{Units.Count(coverage.Commits, "commit")}, {Units.Count(coverage.Blobs, "new version of a file", "new versions of files")}",
        };
        var ignored = receipt.Ignored.Values.Sum();
        yield return $"no secrets in {what} ({Units.Bytes(coverage.Bytes)}, {Units.Duration(receipt.Duration)}{(ignored > 0 ? $", {ignored} ignored" : "")})";
    }

    /// <summary>What holds whatever was decided.</summary>
    public IEnumerable<string> Notes(HookJudgement judged)
    {
        if (judged.Old.Count == 0) yield break;
        var places = judged.Old.Select(f => $"{f.File}:{f.LineStart}").Distinct(StringComparer.Ordinal).ToList();
        yield return $"{Units.Count(judged.Old.Select(f => f.Fingerprint).Distinct().Count(), "secret")} stood in these files before, so stopping this {Act} would not keep {(places.Count == 1 ? "it" : "them")} in: "
            + $"{Printable.Of(string.Join(", ", places.Take(5)), 300)}{(places.Count > 5 ? " ..." : "")}; stanch scan says what to do";
    }
}
