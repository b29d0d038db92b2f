using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Hooks;

public enum HookVerdict
{
    /// <summary>All of it was looked at, and it brings nothing new.</summary>
    Passed,
    Blocked,
    /// <summary>The time was up before all of it was looked at, and nothing was found until then.</summary>
    Unfinished,
    /// <summary>Something could not be looked at, and nothing was found in the rest.</summary>
    Failed,
}

/// <summary>What a hook says of a finished scan.</summary>
/// <param name="Result">With what is new only; null: there was none.</param>
/// <param name="Old">Secrets that stand in the changed files, and stood there before: stopping the change would not keep them in.</param>
/// <param name="Failures">Why it is not whole, one line each.</param>
public sealed record HookJudgement(HookVerdict Verdict, ScanResult? Result, IReadOnlyList<Finding> Old, IReadOnlyList<string> Failures)
{
    public static HookJudgement Of(ScanOutcome outcome, ScanRequest request, bool timeIsUp)
    {
        if (outcome.Result is not { } result) return new HookJudgement(HookVerdict.Failed, null, [], outcome.Errors);
        var old = StoodBefore(result.Findings, request);
        List<Finding> fresh = [.. result.Findings.Except(old)];
        var lost = Lost(result.Receipt.Coverage, timeIsUp);
        // What ran out of time is said as that, unless something else is amiss too.
        var verdict = fresh.Count > 0 ? HookVerdict.Blocked : !result.Receipt.Partial ? HookVerdict.Passed
            : timeIsUp && result.Receipt.Coverage.Limits.Count == 0 && result.Receipt.Coverage.SkipCounts.Keys.All(r => !Coverage.IsLoss(r) || r == SkipReason.Interrupted) ? HookVerdict.Unfinished
            : HookVerdict.Failed;
        return new HookJudgement(verdict, result with { Findings = fresh }, old, lost);
    }

    private static List<Finding> StoodBefore(IReadOnlyList<Finding> findings, ScanRequest request)
    {
        if (findings.Count == 0 || request.Place is not { } place || !GitRepository.TryOpen(place, out var repository, out _)) return [];
        using (repository)
        using (var earlier = new EarlierContent(repository))
        {
            return [.. findings.Where(f =>
            {
                if (f.File.StartsWith('<')) return false;
                var before = f.Commit is null ? request.Staged ? earlier.BeforeNextCommit() : []
                    : ObjectId.TryParse(f.Commit.Id, out var commit) ? earlier.ParentsOf(commit) : [];
                return earlier.Holds(before, [f.File, .. f.OtherPaths], f.Secret.Bytes);
            })];
        }
    }

    private static List<string> Lost(Coverage coverage, bool timeIsUp)
    {
        const int shown = 5;
        List<string> lost = [.. coverage.Skips.Where(s => Coverage.IsLoss(s.Reason)).Take(shown)
            .Select(s => s.Reason == SkipReason.Interrupted && timeIsUp ? s.Detail : $"{SkipWords.Id(s.Reason)}: {s.What}{(s.Detail.Length > 0 ? $" ({s.Detail})" : "")}")];
        lost.AddRange(coverage.Limits.Keys.Order(StringComparer.Ordinal).Take(shown).Select(l => $"a limit was hit: {l}"));
        return lost;
    }
}
