namespace Stanch.Scanning.Reports;

/// <summary>The outcome of a run in one line.</summary>
internal sealed class Verdict
{
    private readonly string losses;

    public Verdict(ScanResult result, IReadOnlyList<SecretGroup> secrets)
    {
        Secrets = secrets.Count;
        Places = result.Findings.Count;
        Partial = result.Receipt.Partial;
        Nothing = result.Receipt.Coverage.Nothing;
        BySeverity = string.Join(", ", secrets.GroupBy(s => s.Severity).OrderByDescending(g => g.Key)
            .Select(g => $"{Units.Count(g.Count())} {SeverityWords.Of(g.Key)}"));
        losses = Lost(result.Receipt);
    }

    public int Secrets { get; }
    public int Places { get; }
    public bool Partial { get; }
    /// <summary>Nothing was read at all: "clean" would be a hollow word.</summary>
    public bool Nothing { get; }
    /// <summary><c>1 critical, 2 low</c>; empty without secrets.</summary>
    public string BySeverity { get; }

    /// <summary>As a machine reads it.</summary>
    public string Word => Partial ? "partial" : Secrets > 0 ? "found" : Nothing ? "nothing" : "clean";

    public string Found => Secrets == 0
        ? "no secrets"
        : $"{Units.Count(Secrets, "secret")} in {Units.Count(Places, "place")}";

    public string Line
    {
        get
        {
            if (Partial) return $"PARTIAL: {Found}{(Secrets > 0 ? "" : " in what was scanned")}; {losses}";
            if (Secrets > 0) return $"{Found}: {BySeverity}";
            return Nothing ? "NOTHING was scanned: 0 bytes were read" : "clean: no secrets in anything that was scanned";
        }
    }

    private static string Lost(Receipt receipt)
    {
        var lost = receipt.Coverage.SkipCounts.Where(s => Sources.Coverage.IsLoss(s.Key)).Sum(s => s.Value);
        var limits = receipt.Coverage.Limits.Values.Sum();
        var parts = new List<string>();
        if (lost > 0) parts.Add($"{Units.Count(lost, "thing")} not scanned");
        if (limits > 0) parts.Add($"{Units.Count(limits, "limit")} hit");
        return string.Join(", ", parts);
    }
}
