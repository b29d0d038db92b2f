using System.Globalization;
using System.Text.Json;
using Stanch.Catalog;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>A detector as a SARIF rule; any of its findings says all about it.</summary>
internal static class SarifRule
{
    public static void Write(Utf8JsonWriter json, Finding example, ReportOptions options)
    {
        var (detector, severity) = (example.Detector, example.Severity);
        var revoke = NextSteps.Revoke(example);
        json.WriteStartObject();
        json.WriteString("id", detector.Id);
        SarifText.Message(json, "shortDescription", detector.Title);
        SarifText.Message(json, "fullDescription", $"A hard-coded secret: {detector.Title}.");
        var deleting = detector.Public ? "" : " Deleting the line does not take a leak back.";
        var ignore = NextSteps.Ignore("FINGERPRINT");
        json.WriteStartObject("help");
        var playbook = options.WithoutPlaybook.Contains(detector.Id) ? null : NextSteps.Playbook(detector.Id);
        json.WriteString("text", $"{revoke}{deleting}{(playbook is null ? "" : $" Step by step: {playbook}.")} Not a secret? Run: {ignore}");
        json.WriteString("markdown", $"**{MarkdownText.Plain(revoke)}**{deleting}\n\n{(playbook is null ? "" : $"Step by step: {MarkdownText.Code(playbook)}.\n\n")}Not a secret? Run {MarkdownText.Code(ignore)}.");
        json.WriteEndObject();
        if (System.Uri.TryCreate(detector.Source, UriKind.Absolute, out var source) && source.Scheme is "https" or "http")
            json.WriteString("helpUri", source.AbsoluteUri);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(severity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("security-severity", Score(severity).ToString("0.0", CultureInfo.InvariantCulture));
        json.WriteString("precision", detector.Sureness switch { Sureness.Documented => "very-high", Sureness.Observed => "high", _ => "medium" });
        json.WriteString("severity", SeverityWords.Of(severity));
        json.WriteStartArray("tags");
        foreach (var tag in (string[])["security", "secret", detector.Family]) json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static string Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    // Code hosts draw the lines above 9.0 (critical), at 7.0 (high) and at 4.0 (medium).
    private static double Score(Severity severity) => severity switch
    {
        Severity.Critical => 9.5,
        Severity.High => 8.0,
        Severity.Medium => 5.5,
        Severity.Low => 3.0,
        _ => 1.0,
    };
}
