using System.Text.Json;

namespace Stanch.Scanning.Reports;

/// <summary>A place of a secret as a SARIF result.</summary>
internal static class SarifResult
{
    public const string Root = "%SRCROOT%";

    public static void Write(Utf8JsonWriter json, Finding finding, int ruleIndex, bool inClear)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Detector.Id);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", SarifRule.Level(finding.Severity));
        SarifText.Message(json, "message", Message(finding));
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        Artifact(json, finding);
        Regions(json, finding);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("stanchFingerprint/v1", finding.Fingerprint);
        json.WriteEndObject();
        Properties(json, finding, inClear);
        json.WriteEndObject();
    }

    private static string Message(Finding finding)
    {
        var commit = finding.Commit is { } c ? $", since commit {Place.CommitId(c)} of {Units.Day(c.Date)}" : "";
        var state = Place.State(finding);
        var life = finding.Verdict is { } verdict ? $" {VerdictText.Title(verdict)}." : "";
        return $"{finding.Detector.Title} {finding.Redacted}{commit}{(state.Length > 0 ? $"; {state}" : "")}.{life} {NextSteps.Revoke(finding)}";
    }

    private static void Artifact(Utf8JsonWriter json, Finding finding)
    {
        var path = Place.Whole(finding);
        var uri = SarifText.Uri(path);
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", uri);
        // A message, standard input or an image is no file below the root, and a path that leads out of it must not claim to be.
        if (finding.Image is null && !path.StartsWith('<') && !path.StartsWith("../", StringComparison.Ordinal) && !uri.StartsWith("file:", StringComparison.Ordinal))
            json.WriteString("uriBaseId", Root);
        json.WriteEndObject();
    }

    /// <summary>The region is the value alone, so its snippet is the redacted value; the redacted line is its context.</summary>
    private static void Regions(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject("region");
        json.WriteNumber("startLine", finding.LineStart);
        json.WriteNumber("startColumn", finding.ColumnStart);
        json.WriteNumber("endLine", finding.LineEnd);
        json.WriteNumber("endColumn", finding.ColumnEnd);
        Snippet(json, finding.Redacted);
        json.WriteEndObject();
        json.WriteStartObject("contextRegion");
        json.WriteNumber("startLine", finding.LineStart);
        json.WriteNumber("endLine", finding.LineEnd);
        Snippet(json, finding.Snippet);
        json.WriteEndObject();
    }

    private static void Snippet(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("snippet");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void Properties(Utf8JsonWriter json, Finding finding, bool inClear)
    {
        json.WriteStartObject("properties");
        json.WriteString("redacted", finding.Redacted);
        if (inClear) json.WriteString("secret", finding.Secret.Reveal());
        json.WriteString("severity", SeverityWords.Of(finding.Severity));
        json.WriteNumber("confidence", Math.Round(finding.Confidence, 3));
        json.WriteNumber("entropy", Math.Round(finding.Entropy, 3));
        if (finding.Decoded is not null) json.WriteString("decoded", finding.Decoded);
        FindingJson.Parts(json, finding, inClear);
        FindingJson.Tells(json, finding);
        FindingJson.Verdict(json, finding);
        FindingJson.Origin(json, finding);
        ImageText.Write(json, finding);
        json.WriteBoolean("in_current_tree", finding.InCurrentTree);
        json.WriteBoolean("unreachable", finding.Unreachable);
        json.WriteEndObject();
    }
}
