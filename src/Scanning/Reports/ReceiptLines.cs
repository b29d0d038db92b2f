using Stanch.Scanning.Checking;
using Stanch.Sources;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>One statement of the receipt for people.</summary>
/// <param name="Label">One word.</param>
/// <param name="Items">Fit to be shown; belong together with commas, or on lines of their own.</param>
/// <param name="Loss">It says that the scan is not whole.</param>
internal sealed record ReceiptLine(string Label, IReadOnlyList<string> Items, bool Loss = false)
{
    public string Text => string.Join(", ", Items);
}

/// <summary>The receipt in words: said once, laid out by each format for people.</summary>
internal static class ReceiptLines
{
    private const int LongestName = 120;

    /// <param name="receipt">What to tell.</param>
    /// <param name="named">How many of the things lost for one reason are named.</param>
    public static IReadOnlyList<ReceiptLine> Of(Receipt receipt, int named)
    {
        var coverage = receipt.Coverage;
        var lines = new List<ReceiptLine> { new("scanned", Targets(receipt)), new("read", Read(receipt)), new("with", With(receipt)) };
        if (coverage.Containers > 0) lines.Add(new("opened", Opened(coverage)));
        var chosen = coverage.SkipCounts.Where(s => !Coverage.IsLoss(s.Key)).OrderByDescending(s => s.Value).ThenBy(s => s.Key)
            .Select(s => SkipWords.Counted(s.Key, s.Value)).ToArray();
        if (chosen.Length > 0) lines.Add(new("skipped", chosen));
        foreach (var (reason, count) in coverage.SkipCounts.Where(s => Coverage.IsLoss(s.Key)).OrderBy(s => s.Key))
            lines.Add(new("lost", [Loss(coverage, reason, count, named)], Loss: true));
        foreach (var (limit, count) in coverage.Limits.OrderBy(l => l.Key, StringComparer.Ordinal))
            lines.Add(new("limit", [$"{Printable.Of(limit, LongestName)} ({Units.Count(count, "time")})"], Loss: true));
        var ignored = receipt.Ignored.OrderBy(i => i.Key, StringComparer.Ordinal)
            .Select(i => $"{Units.Count(i.Value)} by {Printable.Of(i.Key, LongestName)}").ToArray();
        if (ignored.Length > 0) lines.Add(new("ignored", ignored));
        foreach (var threshold in receipt.Thresholds) lines.Add(new("threshold", Threshold(threshold)));
        if (receipt.Checks is { } checks) lines.Add(new("checked", [.. Checked(checks)]));
        foreach (var note in receipt.Notes) lines.Add(new("note", [Printable.Of(note, 400)]));
        return lines;
    }

    /// <summary>What providers were asked, and what they said.</summary>
    public static IEnumerable<string> Checked(CheckReceipt checks)
    {
        const int shown = 6;
        var verdicts = checks.Verdicts.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{Units.Count(v.Value)} {v.Key}");
        yield return $"{Units.Count(checks.Secrets, "value")}{(checks.Secrets > 0 ? $": {string.Join(", ", verdicts)}" : "")}";
        if (checks.Reused > 0) yield return $"{Units.Count(checks.Reused, "verdict")} of a run that was broken off; --fresh asks anew";
        if (checks.Requests == 0) yield return "nothing was sent";
        else yield return $"{Units.Count(checks.Requests, "request")} to {string.Join(", ", checks.Hosts.Take(shown).Select(h => Printable.Of(h, LongestName)))}{(checks.Hosts.Count > shown ? $" and {Units.Count(checks.Hosts.Count - shown)} more" : "")}";
    }

    /// <summary>Named skips of one reason in an order that does not depend on which thread met them first.</summary>
    public static IEnumerable<Skip> Named(Coverage coverage, SkipReason reason) => coverage.Skips.Where(s => s.Reason == reason)
        .OrderBy(s => s.What, StringComparer.Ordinal).ThenBy(s => s.Detail, StringComparer.Ordinal);

    private static string[] Targets(Receipt receipt)
    {
        const int shown = 5;
        var targets = receipt.Targets.Take(shown).Select(t => Printable.Of(t, LongestName)).ToList();
        if (receipt.Targets.Count > shown) targets.Add($"{Units.Count(receipt.Targets.Count - shown)} more");
        targets[^1] += $" ({Printable.Of(string.Join(", ", receipt.Scope), LongestName)})";
        return [.. targets];
    }

    private static string[] Read(Receipt receipt)
    {
        var c = receipt.Coverage;
        var items = new List<string>();
        if (c.Repositories > 1) items.Add(Units.Count(c.Repositories, "repository", "repositories"));
        if (c.Refs > 0) items.Add(Units.Count(c.Refs, "ref"));
        if (c.Images > 0) items.Add(Units.Count(c.Images, "image"));
        if (c.Images > 0 || c.UniqueLayers > 0) items.Add($"{Units.Count(c.Layers, "layer")} ({Units.Count(c.UniqueLayers)} read)");
        if (c.Commits > 0) items.Add(Units.Count(c.Commits, "commit"));
        if (c.Tags > 0) items.Add(Units.Count(c.Tags, "tag"));
        if (c.Blobs > 0) items.Add(Units.Count(c.Blobs, "blob") + (c.UnreachableBlobs > 0 ? $" ({Units.Count(c.UnreachableBlobs)} unreachable)" : ""));
        if (c.Files > 0 || c.Blobs == 0) items.Add(Units.Count(c.Files, "file"));
        if (c.RepeatedFiles > 0) items.Add($"{Units.Count(c.RepeatedFiles, "file")} again with the same content");
        var seconds = receipt.Duration.TotalSeconds;
        // Of a small scan the rate only tells what starting costs.
        var rate = seconds > 0 && c.Bytes >= 1_000_000 ? $" ({Units.Bytes(c.Bytes / seconds)}/s)" : "";
        items.Add($"{Units.Bytes(c.Bytes)} in {Units.Duration(receipt.Duration)}{rate}");
        return [.. items];
    }

    private static string[] Opened(Coverage c) =>
        [Units.Count(c.Containers, "container"), Units.Count(c.Entries, "entry", "entries"), $"{Units.Bytes(c.Inflated)} inflated"];

    private static string[] With(Receipt receipt) =>
    [
        Units.Count(receipt.Detectors, "detector"),
        $"catalog {Printable.Of(receipt.CatalogHash.Length > 12 ? receipt.CatalogHash[..12] : receipt.CatalogHash)}",
        $"Stanch {Printable.Of(receipt.EngineVersion, LongestName)}",
        $"on {Units.Day(receipt.Started)}",
    ];

    private static string[] Threshold(ThresholdInForce used)
    {
        var preset = used.Threshold.Preset.Length > 0 && used.Threshold.Preset != used.SetBy ? $"{used.Threshold.Preset}, " : "";
        var items = new List<string> { $"confidence {Units.Percent(used.Threshold.AtLeast)} or more ({preset}{Printable.Of(used.SetBy, LongestName)})" };
        if (used.Repositories.Count > 0) items.Add($"in {Units.Count(used.Repositories.Count, "repository", "repositories")}: {Printable.Of(string.Join(' ', used.Repositories), LongestName)}");
        items.Add(used.Below == 0 ? "nothing was below" : $"{Units.Count(used.Below, "secret")} below {(used.Below == 1 ? "was" : "were")} not reported");
        return [.. items];
    }

    private static string Loss(Coverage coverage, SkipReason reason, long count, int named)
    {
        var names = Named(coverage, reason).Take(named)
            .Select(s => s.Detail.Length == 0 ? Printable.Of(s.What, LongestName) : $"{Printable.Of(s.What, LongestName)} ({Printable.Of(s.Detail, LongestName)})")
            .ToList();
        if (names.Count > 0 && count > names.Count) names.Add($"and {Units.Count(count - names.Count)} more");
        return names.Count == 0 ? SkipWords.Counted(reason, count) : $"{SkipWords.Counted(reason, count)}: {string.Join(", ", names)}";
    }
}
