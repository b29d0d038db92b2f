using System.Text.Json;
using Stanch.Providers.Checks;

namespace Stanch.Scanning.Reports;

/// <summary>A check's verdict in words and as JSON.</summary>
public static class VerdictText
{
    /// <summary><c>LIVE</c>, <c>unknown (rate-limit)</c>.</summary>
    internal static string Title(CheckVerdict verdict) => verdict.Life switch
    {
        Life.Live => "LIVE",
        Life.Restricted => "LIVE, restricted",
        Life.Dead => "dead",
        _ => $"unknown ({verdict.Reason})",
    };

    /// <summary>What a person reads below the title, a sentence or fact each; holds nothing of the secret.</summary>
    public static IReadOnlyList<string> Lines(CheckVerdict verdict)
    {
        // A rule names its verdict, which stands before it already.
        var detail = verdict.Detail.StartsWith(verdict.Word + ": ", StringComparison.Ordinal) ? verdict.Detail[(verdict.Word.Length + 2)..] : verdict.Detail;
        List<string> lines = [$"{Title(verdict)}: {detail}"];
        if (verdict.Evidence is not { } evidence) return lines;
        if (evidence.Facts.Count > 0) lines.Add(string.Join(", ", evidence.Facts.Select(f => $"{f.Name} {f.Value}")));
        lines.Add($"{evidence.Request}{(evidence.Address.Length > 0 ? $" at {evidence.Address}" : "")}{(evidence.Answer is { } answer ? $" on {Units.Instant(answer.At)}" : "")}");
        if (evidence.Control is { } control) lines.Add($"a made-up value got {(control.Status > 0 ? $"status {control.Status}{(control.Rule.Length > 0 ? $" ({control.Rule})" : "")}" : evidence.ControlNote)}");
        else if (evidence.ControlNote.Length > 0) lines.Add($"no made-up value for comparison: {evidence.ControlNote}");
        if (evidence.Minted.Length > 0) lines.Add(evidence.Minted);
        return lines;
    }

    /// <summary>An object; described in schema/report.schema.json.</summary>
    public static void Write(Utf8JsonWriter json, CheckVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("state", verdict.Word);
        if (verdict.Reason.Length > 0) json.WriteString("reason", verdict.Reason);
        json.WriteString("detail", verdict.Detail);
        if (verdict.Evidence is { } evidence) Evidence(json, evidence);
        json.WriteEndObject();
    }

    private static void Evidence(Utf8JsonWriter json, Evidence evidence)
    {
        json.WriteStartObject("evidence");
        json.WriteString("request", evidence.Request);
        json.WriteString("host", evidence.Host);
        if (evidence.Address.Length > 0) json.WriteString("address", evidence.Address);
        Answer(json, "answer", evidence.Answer);
        Answer(json, "control", evidence.Control);
        if (evidence.ControlNote.Length > 0) json.WriteString("control_note", evidence.ControlNote);
        if (evidence.Facts.Count > 0)
        {
            json.WriteStartObject("facts");
            foreach (var fact in evidence.Facts) json.WriteString(fact.Name, fact.Value);
            json.WriteEndObject();
        }
        if (evidence.Minted.Length > 0) json.WriteString("minted", evidence.Minted);
        json.WriteEndObject();
    }

    private static void Answer(Utf8JsonWriter json, string name, SeenAnswer? answer)
    {
        if (answer is null) return;
        json.WriteStartObject(name);
        if (answer.Status > 0) json.WriteNumber("status", answer.Status);
        if (answer.Rule.Length > 0) json.WriteString("rule", answer.Rule);
        json.WriteString("body_sha256", answer.BodyDigest);
        json.WriteNumber("body_bytes", answer.BodyLength);
        json.WriteString("time", Units.Instant(answer.At));
        json.WriteEndObject();
    }
}
