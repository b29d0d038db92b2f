using System.Text.Json;

namespace Stanch.Remediation;

/// <summary>The evidence of a revocation as one JSON object, made from its journal: whatever a run that died had written is in it.</summary>
public static class RevocationRecord
{
    private static readonly string[] ofStep = ["result", "detail", "host", "address", "status", "rule", "body_sha256", "body_bytes"];

    /// <param name="result">Of this run.</param>
    public static void Write(Utf8JsonWriter json, Journal journal, RevocationResult result)
    {
        var lines = Attempt.Lines(journal);
        json.WriteStartObject();
        foreach (var name in new[] { "type", "fingerprint", "stanch" }) Copy(json, lines[0].Data, name);
        json.WriteNumber("attempt", Attempt.Number(journal));
        json.WriteString("outcome", result.Word);
        json.WriteString("detail", result.Detail);
        json.WriteString("begun", lines[0].At);
        json.WriteString("last", lines[^1].At);
        var checks = lines.Where(e => e.Event == "checked").ToList();
        Verdict(json, "before", checks.FirstOrDefault());
        Verdict(json, "after", checks.LastOrDefault());
        json.WriteStartArray("steps");
        foreach (var step in lines.Where(e => e.Data.TryGetProperty("step", out _)).GroupBy(e => (e.Data.GetProperty("step").GetInt32(), e.Data.GetProperty("request").GetString()))) Step(json, [.. step]);
        json.WriteEndArray();
        json.WriteStartArray("checks");
        foreach (var check in checks)
        {
            json.WriteStartObject();
            json.WriteString("at", check.At);
            Copy(json, check.Data, "verdict");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Step(Utf8JsonWriter json, List<JournalEntry> entries)
    {
        json.WriteStartObject();
        foreach (var name in new[] { "step", "request" }) Copy(json, entries[0].Data, name);
        foreach (var sent in entries.Where(e => e.Event == "sending").Take(1))
            foreach (var name in new[] { "effect", "irreversible", "takes" }) Copy(json, sent.Data, name);
        json.WriteStartArray("sent");
        foreach (var sent in entries.Where(e => e.Event == "sending")) json.WriteStringValue(sent.At);
        json.WriteEndArray();
        json.WriteStartArray("answers");
        foreach (var answer in entries.Where(e => e.Event == "answered"))
        {
            json.WriteStartObject();
            json.WriteString("at", answer.At);
            foreach (var name in ofStep) Copy(json, answer.Data, name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        foreach (var name in new[] { "resolved", "left" })
            if (entries.LastOrDefault(e => e.Event == name) is { } entry) json.WriteString(name, entry.Data.GetProperty("reason").GetString());
        json.WriteEndObject();
    }

    private static void Verdict(Utf8JsonWriter json, string name, JournalEntry? check)
    {
        if (check is null) return;
        json.WritePropertyName(name);
        check.Data.GetProperty("verdict").WriteTo(json);
    }

    private static void Copy(Utf8JsonWriter json, JsonElement from, string name)
    {
        if (!from.TryGetProperty(name, out var value)) return;
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
