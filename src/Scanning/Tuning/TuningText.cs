using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Scanning.Tuning;

/// <summary>Proposals for whoever has to decide: first what each would hide that nobody called false.</summary>
public static class TuningText
{
    private const int Shown = 10;

    /// <param name="findings">Those that the proposals were made from.</param>
    public static IEnumerable<string> Of(IReadOnlyList<Proposal> proposals, IReadOnlyList<Finding> findings, Receipt receipt)
    {
        var marked = findings.Where(f => f.Known is { } known && FalsePositive.IsSaid(known.Reason)).ToList();
        if (marked.Count == 0)
        {
            yield return "No value that this scan found is marked as a false positive: stanch ignore FINGERPRINT --reason false-positive";
            yield break;
        }
        yield return $"{Units.Count(Values(marked), "value")} marked as {(Values(marked) == 1 ? "a false positive" : "false positives")}, in {Units.Count(marked.Count, "place")}";
        if (receipt.Partial) yield return "THE SCAN WAS NOT WHOLE: what it did not see may be hidden too; 'stanch scan' names what was lost";
        foreach (var proposal in proposals)
            foreach (var line in Proposal(proposal)) yield return line;
        var covered = proposals.SelectMany(p => p.Marked).Select(f => f.Fingerprint).ToHashSet(StringComparer.Ordinal);
        var left = marked.Where(f => !covered.Contains(f.Fingerprint)).ToList();
        yield return "";
        if (left.Count > 0) yield return $"No rule speaks for {Units.Count(Values(left), "value")} of them and another one alike; their own entries hide them.";
    }

    /// <summary>The rule in words: <c>generic/password in /test/**</c>.</summary>
    public static string Words(Ignoring.FalseAlarmRule rule) =>
        Printable.Of($"{rule.Detector}{(rule.Path is { } path ? $" in {path}" : "")}{(rule.Name is { } name ? $" given to {name}" : "")}", 300);

    private static IEnumerable<string> Proposal(Proposal proposal)
    {
        yield return "";
        yield return $"{proposal.Id}  {(proposal.Risky ? "RISKY  " : "")}{Words(proposal.Rule)}";
        foreach (var line in Places("would also hide what is reported now and nobody marked", proposal.Unmarked)) yield return line;
        foreach (var line in Places("would also hide what is ignored for another reason", proposal.Otherwise)) yield return line;
        foreach (var line in Places("hides false positives", proposal.Marked)) yield return line;
    }

    private static IEnumerable<string> Places(string what, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0) yield break;
        yield return $"        {what}: {Units.Count(Values(findings), "value")} in {Units.Count(findings.Count, "place")}";
        foreach (var finding in findings.Take(Shown))
        {
            var why = finding.Known is { } known && !FalsePositive.IsSaid(known.Reason) ? $"  ({Printable.Of(known.Reason, 80)})" : "";
            yield return $"          {Place.At(finding)}  {Printable.Of(finding.Redacted)}  {(finding.InCurrentTree ? "" : "in history  ")}confidence {Units.Percent(finding.Confidence)}{why}";
        }
        if (findings.Count > Shown) yield return $"          and {Units.Count(findings.Count - Shown)} more";
    }

    private static int Values(IReadOnlyList<Finding> findings) => findings.Select(f => f.Fingerprint).Distinct(StringComparer.Ordinal).Count();
}
