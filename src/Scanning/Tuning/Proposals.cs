using Stanch.Scanning.Ignoring;

namespace Stanch.Scanning.Tuning;

/// <summary>
/// Rules for one repository from what its people marked as false positives. A rule is proposed only if it speaks for two values at least: one is hidden by its own entry. Of the rules
/// that hide the same false positives the narrowest is taken, and one that hides anything else only for what no other one covers.
/// </summary>
public static class Proposals
{
    private const int LeastEvidence = 2;

    /// <param name="findings">Of a scan of one repository that told what is known (<see cref="ScanRequest.TellKnown"/>).</param>
    /// <returns>The risky ones first, then by how much they hide.</returns>
    public static IReadOnlyList<Proposal> From(IEnumerable<Finding> findings)
    {
        // What a rule hides already needs no other one, and proves nothing against one. A nested repository has a file of its own.
        var open = findings.Where(f => f.Known is not { By: IgnoredBy.FalseAlarm } && f.Repository.Length == 0)
            .OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.LineStart).ThenBy(f => f.ColumnStart).ToList();
        return [.. open.GroupBy(f => f.Detector.Id, StringComparer.Ordinal).SelectMany(Of)
            .OrderByDescending(p => p.Risky).ThenByDescending(p => p.MarkedValues).ThenBy(p => p.Rule.Key, StringComparer.Ordinal)];
    }

    private static IEnumerable<Proposal> Of(IGrouping<string, Finding> detector)
    {
        List<Finding> all = [.. detector];
        var marked = all.Where(IsMarked).ToList();
        List<Proposal> candidates = [.. RuleCandidates.For(detector.Key, marked).Select(r => Weighed(r, all)).Where(p => p.MarkedValues >= LeastEvidence)];
        var left = marked.Select(f => f.Fingerprint).ToHashSet(StringComparer.Ordinal);
        while (true)
        {
            var best = candidates.Select((p, i) => (Proposal: p, Order: i, New: p.Marked.Select(f => f.Fingerprint).Distinct(StringComparer.Ordinal).Count(left.Contains)))
                .Where(c => c.New >= LeastEvidence)
                .OrderBy(c => c.Proposal.Risky).ThenByDescending(c => c.New).ThenBy(c => c.Proposal.Unmarked.Count + c.Proposal.Otherwise.Count).ThenBy(c => c.Order)
                .Select(c => c.Proposal).FirstOrDefault();
            if (best is null) yield break;
            yield return best;
            left.ExceptWith(best.Marked.Select(f => f.Fingerprint));
        }
    }

    private static bool IsMarked(Finding finding) => finding.Known is { } known && FalsePositive.IsSaid(known.Reason);

    private static Proposal Weighed(FalseAlarmRule rule, IReadOnlyList<Finding> all)
    {
        var hidden = all.Where(f => rule.Hides(f.Detector.Id, f.Name, RuleCandidates.PathsOf(f))).ToList();
        var marked = hidden.Where(IsMarked).ToList();
        var values = marked.Select(f => f.Fingerprint).Distinct(StringComparer.Ordinal).Count();
        return new Proposal(rule with { Reason = $"proposed by stanch tune: {values} values here were marked as false positives" },
            [.. hidden.Where(f => f.Known is null)], [.. hidden.Where(f => f.Known is not null && !IsMarked(f))], marked);
    }
}
