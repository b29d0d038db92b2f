using System.Text.Json.Nodes;
using Stanch.Providers.Requests;

namespace Stanch.Tests.Providers;

/// <summary>An answer that meets a rule, made from the rule alone.</summary>
internal static class RuleAnswer
{
    public static readonly Said Unnamed = new(401, """{"error":"no such credential"}""");

    public static Said Of(AnswerRule rule)
    {
        JsonNode root = rule.Has.Any(p => p.StartsWith("/0", StringComparison.Ordinal)) ? new JsonArray() : new JsonObject();
        foreach (var pointer in rule.Has) Put(root, pointer.Split('/')[1..], rule.Name);
        var body = root.ToJsonString();
        if (rule.Word.Count > 0 && !body.Contains(rule.Word[0], StringComparison.Ordinal)) body = WithWord(body, rule.Word[0]);
        return new Said(rule.Status.Count > 0 ? rule.Status[0] : 200, body)
        {
            Headers = rule.Header.Select(h => h.Split(": ", 2)).ToDictionary(h => h[0], h => h.Length > 1 ? h[1] : "yes"),
        };
    }

    /// <summary>A word that is a piece of JSON stands in it as that piece.</summary>
    private static string WithWord(string body, string word)
    {
        var member = word.Contains("\":", StringComparison.Ordinal) ? word : word.StartsWith('"') ? $"\"code\":{word}" : $"\"said\":{JsonValue.Create(word).ToJsonString()}";
        return body == "{}" ? $"{{{member}}}" : body.EndsWith('}') ? $"{body[..^1]},{member}}}" : throw new InvalidOperationException($"a list can't hold the word {word}");
    }

    private static void Put(JsonNode at, string[] path, string value)
    {
        var leaf = path.Length == 1;
        JsonNode next = leaf ? JsonValue.Create(value) : path[1] == "0" ? new JsonArray() : new JsonObject();
        if (at is JsonArray list)
        {
            if (list.Count == 0) list.Add(next);
            else next = list[0]!;
        }
        else if (at[path[0]] is { } there and (JsonObject or JsonArray)) next = there;
        else at[path[0]] = next;
        if (!leaf) Put(next, path[1..], value);
    }
}
