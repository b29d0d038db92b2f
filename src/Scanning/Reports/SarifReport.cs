using System.Globalization;
using System.Text.Json;
using Stanch.Sources;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>SARIF 2.1.0: one run, a rule for each detector that found something, a result for each place.</summary>
internal sealed class SarifReport : IReport
{
    public string Name => "sarif";

    public void Write(ScanResult result, ReportOptions options, Stream output)
    {
        using var json = new Utf8JsonWriter(output, ReadableJson.Indented);
        var rules = result.Findings.DistinctBy(f => f.Detector.Id, StringComparer.Ordinal).OrderBy(f => f.Detector.Id, StringComparer.Ordinal).ToArray();
        var indexes = rules.Index().ToDictionary(r => r.Item.Detector.Id, r => r.Index, StringComparer.Ordinal);

        json.WriteStartObject();
        json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Stanch");
        json.WriteString("version", result.Receipt.EngineVersion);
        json.WriteStartArray("rules");
        foreach (var rule in rules) SarifRule.Write(json, rule, options);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        Invocation(json, result.Receipt);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(SarifResult.Root);
        SarifText.Message(json, "description", "The folder or repository that was scanned.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in result.Findings)
        {
            SarifResult.Write(json, finding, indexes[finding.Detector.Id], options.ShowSecrets);
            if (json.BytesPending > JsonReport.FlushAt) json.Flush();
        }
        json.WriteEndArray();
        json.WriteStartObject("properties");
        json.WritePropertyName("receipt");
        ReceiptJson.Write(json, result.Receipt, new Verdict(result, SecretGroup.Of(result.Findings)));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
        output.Flush();
    }

    private static void Invocation(Utf8JsonWriter json, Receipt receipt)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", !receipt.Partial);
        json.WriteString("startTimeUtc", Utc(receipt.Started));
        json.WriteString("endTimeUtc", Utc(receipt.Started + receipt.Duration));
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var (reason, count) in receipt.Coverage.SkipCounts.Where(s => Coverage.IsLoss(s.Key)).OrderBy(s => s.Key))
            Losses(json, receipt.Coverage, reason, count);
        foreach (var (limit, count) in receipt.Coverage.Limits.OrderBy(l => l.Key, StringComparer.Ordinal))
            Notification(json, "error", "limit", $"Limit hit {Units.Count(count, "time")}: {limit}");
        foreach (var note in receipt.Notes) Notification(json, "note", "note", note);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Losses(Utf8JsonWriter json, Coverage coverage, SkipReason reason, long count)
    {
        var id = $"not-scanned/{SkipWords.Id(reason)}";
        var named = 0L;
        foreach (var skip in ReceiptLines.Named(coverage, reason))
        {
            named++;
            Notification(json, "error", id, $"Not scanned, {SkipWords.Id(reason)}: {skip.What}{(skip.Detail.Length > 0 ? $" ({skip.Detail})" : "")}");
        }
        if (named < count) Notification(json, "error", id, $"Not scanned: {Units.Count(count - named)} more, {SkipWords.Id(reason)}.");
    }

    private static void Notification(Utf8JsonWriter json, string level, string id, string text)
    {
        json.WriteStartObject();
        json.WriteString("level", level);
        json.WriteStartObject("descriptor");
        json.WriteString("id", id);
        json.WriteEndObject();
        SarifText.Message(json, "message", text);
        json.WriteEndObject();
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
