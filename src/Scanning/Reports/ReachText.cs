using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stanch.Providers.Checks;
using Stanch.Providers.Reach;

namespace Stanch.Scanning.Reports;

/// <summary>What a credential opens, in words and as JSON (schema/reach.schema.json).</summary>
public static class ReachText
{
    public const string Format = "stanch-reach/1";

    /// <summary>A sentence each, with what kind of answer it rests on; what needs no sentence of its own stands together in one.</summary>
    public static IReadOnlyList<(ReachAnswer Answer, string Line)> Lines(Reached reached)
    {
        if (reached.Asked is not { } asked) return [];
        List<(ReachAnswer, string)> lines = [.. asked.Where(a => a.Answer == ReachAnswer.Allowed && a.Told).SelectMany(a => a.Sentences.Select(s => (a.Answer, s)))];
        Together(ReachAnswer.Allowed, "It may ", "and");
        lines.AddRange(asked.Where(a => a.Answer == ReachAnswer.Refused && a.Told).SelectMany(a => a.Sentences.Select(s => (a.Answer, s))));
        Together(ReachAnswer.Refused, "It may not ", "or");
        lines.AddRange(asked.Where(a => a.Answer is ReachAnswer.Unknown or ReachAnswer.NotAsked).SelectMany(a => a.Sentences.Select(s => (a.Answer, s))));
        return lines;

        void Together(ReachAnswer answer, string start, string word)
        {
            var may = asked.Where(a => a.Answer == answer && !a.Told).Select(a => a.May).ToList();
            if (may.Count > 0) lines.Add((answer, $"{start}{(may.Count == 1 ? may[0] : $"{string.Join(", ", may.SkipLast(1))} {word} {may[^1]}")}."));
        }
    }

    public static string Json(IEnumerable<(string Name, Reached Reached)> results) => Document(json =>
    {
        json.WriteStartArray("credentials");
        foreach (var (name, reached) in results)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WritePropertyName("verdict");
            VerdictText.Write(json, reached.Verdict);
            if (reached.Asked is { } asked)
            {
                Texts(json, "says", Lines(reached).Select(l => l.Line));
                json.WriteStartArray("asked");
                foreach (var one in asked) Write(json, one);
                json.WriteEndArray();
            }
            if (reached.Minted.Length > 0) json.WriteString("minted", reached.Minted);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>What would be sent.</summary>
    public static string Json(IEnumerable<ReachPlan> plans) => Document(json =>
    {
        json.WriteStartArray("plans");
        foreach (var plan in plans)
        {
            json.WriteStartObject();
            json.WriteString("type", plan.Type);
            json.WriteNumber("requests", plan.Count);
            Texts(json, "hosts", plan.Hosts);
            json.WriteStartArray("plan");
            foreach (var request in plan.Requests)
            {
                json.WriteStartObject();
                json.WriteString("request", request.Request);
                json.WriteNumber("times", request.Times);
                json.WriteString("purpose", request.Purpose);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, AskedQuestion asked)
    {
        json.WriteStartObject();
        json.WriteString("may", asked.May);
        json.WriteString("answer", asked.Word);
        if (asked.Doubt != Doubt.None) json.WriteString("reason", CheckVerdict.ReasonOf(asked.Doubt));
        json.WriteString("detail", asked.Detail);
        json.WriteString("request", asked.Request);
        if (asked.Seen is { } seen)
        {
            json.WriteNumber("status", seen.Status);
            json.WriteString("body_sha256", seen.BodyDigest);
            json.WriteString("time", Units.Instant(seen.At));
        }
        Texts(json, "says", asked.Sentences);
        Facts(json, "facts", asked.Facts);
        Facts(json, "error", asked.Error);
        if (asked.List is { } list)
        {
            json.WriteStartObject("list");
            json.WriteNumber("count", list.Count);
            json.WriteBoolean("complete", list.Complete);
            json.WriteStartObject("counts");
            foreach (var (name, count) in list.Counts) json.WriteNumber(name, count);
            json.WriteEndObject();
            json.WriteStartArray("rows");
            foreach (var row in list.Rows)
            {
                json.WriteStartObject();
                foreach (var fact in row) json.WriteString(fact.Name, fact.Value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Facts(Utf8JsonWriter json, string name, IReadOnlyList<KeptFact> facts)
    {
        if (facts.Count == 0) return;
        json.WriteStartObject(name);
        foreach (var fact in facts) json.WriteString(fact.Name, fact.Value);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string Document(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
