using System.Globalization;
using System.Text.Json;
using Stanch.Providers.Checks;
using Stanch.Scanning.Reports;

namespace Stanch.Scanning.Checking;

/// <summary>A verdict as one line of a journal, in the form that reports have.</summary>
internal sealed record VerdictLine(string Key, DateTimeOffset At, CheckVerdict Verdict)
{
    public static byte[] Write(string key, CheckVerdict verdict, DateTimeOffset at)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("at", Units.Instant(at));
            json.WritePropertyName("verdict");
            VerdictText.Write(json, verdict);
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <returns>Null: it is none, or is torn.</returns>
    public static VerdictLine? Read(byte[] line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var (root, verdict) = (json.RootElement, json.RootElement.GetProperty("verdict"));
            if (!Enum.TryParse<Life>(Text(verdict, "state"), ignoreCase: true, out var life) || life == Life.Unknown || Text(verdict, "reason").Length > 0) return null;
            return new VerdictLine(Text(root, "key"), Instant(root, "at"), new CheckVerdict(life, Doubt.None, Text(verdict, "detail"), verdict.TryGetProperty("evidence", out var evidence) ? Evidence(evidence) : null));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Evidence Evidence(JsonElement json) => new()
    {
        Request = Text(json, "request"), Host = Text(json, "host"), Address = Text(json, "address"), Answer = Answer(json, "answer"), Control = Answer(json, "control"),
        ControlNote = Text(json, "control_note"), Minted = Text(json, "minted"),
        Facts = json.TryGetProperty("facts", out var facts) ? [.. facts.EnumerateObject().Select(f => new KeptFact(f.Name, f.Value.GetString() ?? ""))] : [],
    };

    private static SeenAnswer? Answer(JsonElement json, string name) => json.TryGetProperty(name, out var answer)
        ? new SeenAnswer(answer.TryGetProperty("status", out var status) ? status.GetInt32() : 0, Text(answer, "rule"), Text(answer, "body_sha256"), answer.GetProperty("body_bytes").GetInt64(), Instant(answer, "time")) : null;

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    private static DateTimeOffset Instant(JsonElement json, string name) => DateTimeOffset.Parse(Text(json, name), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
