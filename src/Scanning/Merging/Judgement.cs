using Stanch.Catalog;
using Stanch.Detection.Telling;
using Stanch.Scanning.Content;
using Stanch.Scanning.Ignoring;
using Stanch.Sources;

namespace Stanch.Scanning.Merging;

/// <summary>Turns what was seen into findings: merged, without what is known, named by fingerprint, in order.</summary>
/// <param name="whole">Everything was scanned, so an entry that hides nothing now hides nothing at all.</param>
internal sealed class Judgement(ScanRequest request, ProviderCatalog catalog, PathRules rules, IReadOnlyList<Origin> origins, bool whole)
{
    internal sealed record Verdict(IReadOnlyList<Finding> Findings, IReadOnlyDictionary<string, int> Ignored, IReadOnlyList<ThresholdInForce> Thresholds, IReadOnlyList<string> Notes, string? Unwritten);

    private readonly Dictionary<string, int> ignored = new(StringComparer.Ordinal);
    private readonly List<string> notes = [];
    private readonly Thresholds thresholds = new(request);

    public Verdict Of(Sightings sightings)
    {
        var merge = new Merge(rules, request.Unreachable);
        var secrets = new List<Secret>();
        foreach (var seen in sightings.Values)
        {
            if (merge.Of(seen) is { } secret) secrets.Add(secret);
        }
        var below = secrets.RemoveAll(s => SeverityOf(s.Detector) < request.MinSeverity);
        // Here and not by one of many threads, whose exceptions come wrapped.
        if (secrets.Count > 0) OpenSsl.Require();
        // The slow hash is nearly all of the work here, and each policy keeps it for what follows.
        Parallel.ForEach(secrets, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, request.Workers) }, secret =>
        {
            foreach (var origin in secret.Occurrences.Select(o => o.Origin).Distinct()) origin.Policy.FingerprintOf(secret.Value.Bytes);
        });

        var findings = new List<Finding>();
        var baseline = new List<(string Fingerprint, string Detector)>();
        var shown = new KnownTexts(secrets);
        foreach (var secret in secrets) Judge(secret, shown, findings, baseline);
        findings.Sort(Order);
        Tell(merge, below);
        var unwritten = request.WriteBaseline is { } file ? Baseline.Write(file, origins[0].Policy.Salt, baseline)?.ToString() : null;
        return new Verdict(findings, ignored, thresholds.InForce(origins), notes, unwritten);
    }

    private void Judge(Secret secret, KnownTexts shown, List<Finding> findings, List<(string, string)> baseline)
    {
        foreach (var places in secret.Occurrences.GroupBy(o => o.Origin))
        {
            var policy = places.Key.Policy;
            var known = request.ShowIgnored ? null : policy.Decide(secret.Value.Bytes);
            var judged = places.Select(o => (Place: o, Known: KnownAs(secret, o, known))).ToList();
            var open = judged.Where(p => p.Known is null).ToList();
            // A baseline holds what is reported: what is less sure is new on the day on which somebody asks for more.
            if (open.Count > 0 && !thresholds.Passes(secret, places.Key)) judged.RemoveAll(p => p.Known is null);
            else if (open.Count > 0 || known is { By: IgnoredBy.Baseline }) baseline.Add((origins[0].Policy.FingerprintOf(secret.Value.Bytes), secret.Detector.Id));
            foreach (var by in judged.Where(p => p.Known is not null).GroupBy(p => IgnorePolicy.NameOf(p.Known!.By))) ignored[by.Key] = ignored.GetValueOrDefault(by.Key) + by.Count();
            if (!request.TellKnown) judged.RemoveAll(p => p.Known is not null);
            if (judged.Count == 0) continue;
            var fingerprint = policy.FingerprintOf(secret.Value.Bytes);
            findings.AddRange(judged.Select(p => Finding(secret, p.Place, fingerprint, shown) with { Known = p.Known }));
        }
    }

    private Ignored? KnownAs(Secret secret, Occurrence at, Ignored? byValue)
    {
        if (request.ShowIgnored) return null;
        if (at.Image?.Package is { } package) return new Ignored(IgnoredBy.Package, package);
        return at.Origin.Policy.DecidePlace(secret.Detector.Id, at.Name, at.HasPath ? [.. at.OtherPaths.Select(at.Origin.InPolicy).Prepend(at.RulePath)] : []) ?? byValue;
    }

    private Finding Finding(Secret secret, Occurrence at, string fingerprint, KnownTexts shown) => new()
    {
        Detector = secret.Detector, ProviderName = NameOf(secret.Detector), Confidence = secret.Confidence,
        File = at.File, Entry = at.Entry, Repository = at.Origin.Name, Name = at.Name,
        LineStart = at.Place.Start.Line, LineEnd = at.Place.End.Line, ColumnStart = at.Place.Start.Column, ColumnEnd = at.Place.End.Column,
        Image = at.Image is { } image ? image with { Uses = [.. image.Uses.Select(u => u with { Instruction = shown.Redact(u.Instruction) })] } : null,
        Commit = at.Commit, OtherPaths = at.OtherPaths, InCurrentTree = at.InCurrentTree, Unreachable = at.Unreachable,
        Parts = [.. at.Match.Parts.Select(p => new FindingPart(p.Name, new SecretValue(p.Value)))],
        Tells = [.. Facts.Of(secret.Detector, secret.Value.Bytes, at.Match.Parts).Where(f => !shown.HoldsSecret(f.Value))],
        Entropy = secret.Entropy, Decoded = at.Match.Decoded, Secret = secret.Value, Fingerprint = fingerprint, Snippet = shown.Redact(at.Place.Snippet),
    };

    /// <summary>A user's own rule belongs to no provider of the catalog.</summary>
    private string NameOf(Detector detector) => catalog.Providers.FirstOrDefault(p => p.Id == detector.Provider)?.Name ?? detector.Provider;

    private static Severity SeverityOf(Detector detector) => detector.Public && detector.Severity > Severity.Low ? Severity.Low : detector.Severity;

    private static int Order(Finding a, Finding b)
    {
        var order = b.Severity.CompareTo(a.Severity);
        if (order == 0) order = string.CompareOrdinal(a.Detector.Id, b.Detector.Id);
        if (order == 0) order = string.CompareOrdinal(a.Fingerprint, b.Fingerprint);
        if (order == 0) order = string.CompareOrdinal(a.Repository, b.Repository);
        if (order == 0) order = string.CompareOrdinal(a.File, b.File);
        if (order == 0) order = a.LineStart.CompareTo(b.LineStart);
        if (order == 0) order = a.ColumnStart.CompareTo(b.ColumnStart);
        return order != 0 ? order : string.CompareOrdinal(a.Commit?.Id, b.Commit?.Id);
    }

    private void Tell(Merge merge, int below)
    {
        if (merge.UnreachableSecrets > 0)
            notes.Add($"{merge.UnreachableSecrets} more {(merge.UnreachableSecrets == 1 ? "secret stands" : "secrets stand")} only in objects that no branch or tag leads to any more; --all-objects reports them");
        if (merge.Unattributed > 0)
            notes.Add($"{merge.Unattributed} of the secrets found in history {(merge.Unattributed == 1 ? "has" : "have")} no commit or path here: the run ended before the history was walked");
        if (below > 0) notes.Add($"{below} {(below == 1 ? "secret" : "secrets")} less severe than '{request.MinSeverity.ToString().ToLowerInvariant()}' {(below == 1 ? "was" : "were")} found and not reported");
        if (request.ShowIgnored) return;
        // Several origins may share one policy's file, but each has its own policy.
        foreach (var note in origins.SelectMany(o => o.Policy.Notes(whole)).Distinct()) notes.Add(note);
    }
}
