using System.Text.Json;
using Stanch.Scanning.Checking;
using Stanch.Sources;

namespace Stanch.Scanning.Reports;

/// <summary>The receipt as a JSON object: one for the JSON, JSON-lines and SARIF reports. Described in schema/report.schema.json.</summary>
internal static class ReceiptJson
{
    public static void Write(Utf8JsonWriter json, Receipt receipt, Verdict verdict)
    {
        var c = receipt.Coverage;
        json.WriteStartObject();
        json.WriteString("verdict", verdict.Word);
        json.WriteBoolean("partial", receipt.Partial);
        json.WriteNumber("secrets", verdict.Secrets);
        json.WriteNumber("places", verdict.Places);
        Strings(json, "targets", receipt.Targets);
        Strings(json, "scope", receipt.Scope);
        json.WriteNumber("repositories", c.Repositories);
        json.WriteNumber("refs", c.Refs);
        json.WriteNumber("commits", c.Commits);
        json.WriteNumber("tags", c.Tags);
        json.WriteNumber("blobs", c.Blobs);
        json.WriteNumber("unreachable_blobs", c.UnreachableBlobs);
        json.WriteNumber("files", c.Files);
        json.WriteNumber("bytes", c.Bytes);
        json.WriteNumber("containers", c.Containers);
        json.WriteNumber("entries", c.Entries);
        json.WriteNumber("inflated", c.Inflated);
        if (c.Images > 0 || c.UniqueLayers > 0)
        {
            json.WriteNumber("images", c.Images);
            json.WriteNumber("layers", c.Layers);
            json.WriteNumber("unique_layers", c.UniqueLayers);
            json.WriteNumber("repeated_files", c.RepeatedFiles);
        }
        json.WriteStartArray("skipped");
        foreach (var (reason, count) in c.SkipCounts.OrderBy(s => s.Key)) Skipped(json, c, reason, count);
        json.WriteEndArray();
        json.WriteStartObject("limits");
        foreach (var (limit, count) in c.Limits.OrderBy(l => l.Key, StringComparer.Ordinal)) json.WriteNumber(limit, count);
        json.WriteEndObject();
        json.WriteStartObject("ignored");
        foreach (var (reason, count) in receipt.Ignored.OrderBy(i => i.Key, StringComparer.Ordinal)) json.WriteNumber(reason, count);
        json.WriteEndObject();
        json.WriteStartArray("thresholds");
        foreach (var threshold in receipt.Thresholds) Threshold(json, threshold);
        json.WriteEndArray();
        if (receipt.Checks is { } checks) Checks(json, checks);
        Strings(json, "notes", receipt.Notes);
        json.WriteString("engine_version", receipt.EngineVersion);
        json.WriteString("catalog_hash", receipt.CatalogHash);
        json.WriteNumber("detectors", receipt.Detectors);
        json.WriteString("started", Units.Instant(receipt.Started));
        json.WriteNumber("duration_seconds", Math.Round(receipt.Duration.TotalSeconds, 3));
        json.WriteEndObject();
    }

    private static void Checks(Utf8JsonWriter json, CheckReceipt checks)
    {
        json.WriteStartObject("checks");
        json.WriteNumber("secrets", checks.Secrets);
        json.WriteStartObject("verdicts");
        foreach (var (word, count) in checks.Verdicts.OrderBy(v => v.Key, StringComparer.Ordinal)) json.WriteNumber(word, count);
        json.WriteEndObject();
        json.WriteNumber("requests", checks.Requests);
        Strings(json, "hosts", checks.Hosts);
        if (checks.Reused > 0) json.WriteNumber("reused", checks.Reused);
        json.WriteEndObject();
    }

    private static void Skipped(Utf8JsonWriter json, Coverage coverage, SkipReason reason, long count)
    {
        json.WriteStartObject();
        json.WriteString("reason", SkipWords.Id(reason));
        json.WriteBoolean("loss", Coverage.IsLoss(reason));
        json.WriteNumber("count", count);
        json.WriteStartArray("named");
        foreach (var skip in ReceiptLines.Named(coverage, reason))
        {
            json.WriteStartObject();
            json.WriteString("what", skip.What);
            if (skip.Detail.Length > 0) json.WriteString("detail", skip.Detail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Threshold(Utf8JsonWriter json, ThresholdInForce used)
    {
        json.WriteStartObject();
        json.WriteNumber("confidence", used.Threshold.AtLeast);
        if (used.Threshold.Preset.Length > 0) json.WriteString("preset", used.Threshold.Preset);
        json.WriteString("set_by", used.SetBy);
        json.WriteNumber("below", used.Below);
        if (used.Repositories.Count > 0) Strings(json, "repositories", used.Repositories);
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyCollection<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
