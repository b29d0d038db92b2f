using System.Text.Json;

namespace Stanch.Scanning.Reports;

/// <summary>A finding as a JSON object: one for the JSON and the JSON-lines report. Described in schema/report.schema.json.</summary>
internal static class FindingJson
{
    public static void Write(Utf8JsonWriter json, Finding finding, ReportOptions options)
    {
        json.WriteStartObject();
        json.WriteString("detector", finding.Detector.Id);
        json.WriteString("title", finding.Detector.Title);
        json.WriteString("provider", finding.ProviderName);
        json.WriteString("family", finding.Detector.Family);
        json.WriteString("severity", SeverityWords.Of(finding.Severity));
        json.WriteNumber("confidence", Math.Round(finding.Confidence, 3));
        if (finding.Repository.Length > 0) json.WriteString("repository", finding.Repository);
        json.WriteString("file", finding.File);
        if (finding.Entry is { } entry) json.WriteString("entry", entry);
        json.WriteNumber("line_start", finding.LineStart);
        json.WriteNumber("line_end", finding.LineEnd);
        json.WriteNumber("column_start", finding.ColumnStart);
        json.WriteNumber("column_end", finding.ColumnEnd);
        if (finding.OtherPaths.Count > 0)
        {
            json.WriteStartArray("other_paths");
            foreach (var path in finding.OtherPaths) json.WriteStringValue(path);
            json.WriteEndArray();
        }
        Origin(json, finding);
        ImageText.Write(json, finding);
        json.WriteBoolean("in_current_tree", finding.InCurrentTree);
        json.WriteBoolean("unreachable", finding.Unreachable);
        Parts(json, finding, options.ShowSecrets);
        Tells(json, finding);
        json.WriteNumber("entropy", Math.Round(finding.Entropy, 3));
        if (finding.Decoded is null) json.WriteNull("decoded");
        else json.WriteString("decoded", finding.Decoded);
        json.WriteString("redacted", finding.Redacted);
        if (options.ShowSecrets) json.WriteString("secret", finding.Secret.Reveal());
        json.WriteString("fingerprint", finding.Fingerprint);
        json.WriteString("snippet", finding.Snippet);
        Verdict(json, finding);
        if (finding.Detector.Source.Length > 0) json.WriteString("source", finding.Detector.Source);
        json.WriteEndObject();
    }

    /// <summary>Absent when nobody asked.</summary>
    public static void Verdict(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Verdict is not { } verdict) return;
        json.WritePropertyName("verdict");
        VerdictText.Write(json, verdict);
    }

    public static void Origin(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Commit is not { } commit) return;
        json.WriteStartObject("commit");
        json.WriteString("id", commit.Id);
        json.WriteString("author", commit.Author);
        json.WriteString("date", Units.Instant(commit.Date));
        json.WriteEndObject();
    }

    /// <summary>An object, name to value; of parts of one name the first counts, since JSON readers differ about double names.</summary>
    public static void Parts(Utf8JsonWriter json, Finding finding, bool inClear)
    {
        json.WriteStartObject("parts");
        foreach (var part in finding.Parts.DistinctBy(p => p.Name, StringComparer.Ordinal))
            json.WriteString(part.Name, inClear ? part.Value.Reveal() : part.Value.ToString());
        json.WriteEndObject();
    }

    /// <summary>An object, name to value; absent when the value tells nothing.</summary>
    public static void Tells(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Tells.Count == 0) return;
        json.WriteStartObject("tells");
        foreach (var fact in finding.Tells) json.WriteString(fact.Name, fact.Value);
        json.WriteEndObject();
    }
}
