using System.Text;
using Stanch.Catalog;
using Stanch.Providers.Checks;

namespace Stanch.Scanning.Checking;

/// <summary>Asks of every secret of a finished run whether it works. One value is asked about once, wherever it stands.</summary>
/// <param name="journal">What an earlier run has asked already, and where this one's verdicts go.</param>
public sealed class FindingChecks(Checker checker, int parallel, VerdictJournal journal)
{
    /// <summary>Sets of parts that one value is tried with: a file full of account names must not make a guessing game.</summary>
    private const int MostSets = 3;

    private int done;

    public int Total { get; private set; }
    public int Done => Volatile.Read(ref done);

    /// <summary>The same run with a verdict for every finding, and what was sent in its receipt.</summary>
    public ScanResult Run(ScanResult result, CancellationToken stop)
    {
        var secrets = result.Findings.GroupBy(f => (f.Detector, Convert.ToHexString(f.Secret.Bytes))).Select(g => g.ToList()).ToList();
        Total = secrets.Count;
        var verdicts = new Dictionary<Finding, CheckVerdict>(ReferenceEqualityComparer.Instance);
        var guard = new Lock();
        // By provider: one that asks for a pause must not keep the others waiting.
        Task.WhenAll(secrets.GroupBy(s => s[0].Detector.Provider).Select(ofProvider => Parallel.ForEachAsync(ofProvider, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (places, _) =>
        {
            var verdict = await Check(places, stop);
            lock (guard) foreach (var place in places) verdicts[place] = verdict;
            Interlocked.Increment(ref done);
        }))).GetAwaiter().GetResult();
        var findings = result.Findings.Select(f => f with { Verdict = verdicts[f] }).ToList();
        var counts = secrets.Select(s => verdicts[s[0]]).GroupBy(v => v.Word).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return new ScanResult(findings, result.Receipt with { Checks = new CheckReceipt(Total, counts, checker.Requests, checker.Hosts, journal.Reused) });
    }

    /// <summary>The best that any of its sets of parts gives: a secret that works with one account works.</summary>
    private async Task<CheckVerdict> Check(List<Finding> places, CancellationToken stop)
    {
        CheckVerdict? best = null;
        foreach (var parts in Sets(places))
        {
            var key = journal.Key(places[0].Detector.Id, places.Min(p => p.Fingerprint)!, parts, checker.AddressFor(places[0].Detector));
            var verdict = journal.Find(key);
            if (verdict is null) journal.Add(key, verdict = await checker.Check(new Credential(places[0].Detector, places[0].Secret.Reveal(), parts), stop));
            if (best is null || Rank(verdict) > Rank(best)) best = verdict;
        }
        return best!;
    }

    private static int Rank(CheckVerdict verdict) => verdict.Life switch { Life.Live => 4, Life.Restricted => 3, Life.Unknown when verdict.Evidence is not null => 2, Life.Dead => 1, _ => 0 };

    private static IEnumerable<Dictionary<string, string>> Sets(List<Finding> places)
    {
        var sets = places.Select(p => p.Parts.DistinctBy(part => part.Name, StringComparer.Ordinal).ToDictionary(part => part.Name, part => part.Value.Reveal(), StringComparer.Ordinal))
            .DistinctBy(s => string.Join('\0', s.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"))).OrderByDescending(s => s.Count).ToList();
        return sets.Where((set, i) => !sets.Take(i).Any(larger => set.All(p => larger.TryGetValue(p.Key, out var value) && value == p.Value))).Take(MostSets);
    }
}

/// <summary>What the checks of a run came to and what was sent for them.</summary>
/// <param name="Secrets">Different values.</param>
/// <param name="Verdicts">By <c>live</c>, <c>dead</c>, …: so many values.</param>
/// <param name="Requests">Repeated ones and those of made-up values among them.</param>
/// <param name="Reused">Verdicts of an earlier run that was broken off.</param>
public sealed record CheckReceipt(int Secrets, IReadOnlyDictionary<string, int> Verdicts, int Requests, IReadOnlyCollection<string> Hosts, int Reused = 0);
