using System.Text.Json.Nodes;
using Stanch.Providers.Reach;
using Stanch.Providers.Requests;

namespace Stanch.Tests.Providers.Reach;

/// <summary>Answers to one question, made from its declaration alone.</summary>
internal static class AskAnswer
{
    public const int RowsOnPage = 2;

    /// <param name="next">What leads to the next page: an address, or a mark; null: this is the last one.</param>
    public static Said Yes(AskDeclaration ask, string? next, int page)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        JsonNode root = ask.List is { Rows: "" } ? new JsonArray() : new JsonObject();
        if (ask.Allowed is { } rule)
        {
            foreach (var pointer in rule.Has) Put(root, pointer, "yes");
            foreach (var header in rule.Header.Select(h => h.Split(": ", 2))) headers[header[0]] = header.Length > 1 ? header[1] : "yes";
            if (rule.Word.Count > 0) Put(root, "/said", rule.Word[0]);
        }
        if (ask.List is { } list)
        {
            var rows = list.Rows.Length == 0 ? (JsonArray)root : [];
            for (var i = 0; i < RowsOnPage; i++)
            {
                JsonNode row = new JsonObject();
                foreach (var (name, pointer) in list.Keep) Put(row, pointer, $"{name}-{page}-{i}");
                foreach (var (_, pointer) in list.Counts) Put(row, pointer, null);
                rows.Add(row);
            }
            if (list.Rows.Length > 0) Put(root, list.Rows, rows);
            if (next is not null && list.Next == "link") headers["Link"] = $"<{next.Replace("page=", "page=0", StringComparison.Ordinal)}>; rel=\"prev\", <{next}>; rel=\"next\"";
            else if (next is not null && list.Next.StartsWith("header ", StringComparison.Ordinal)) headers[list.Next[7..]] = next;
            else if (next is not null) Put(root, list.Next, next);
        }
        Keep(ask.Request.Keep, root, headers, name => Value(ask, name));
        return new Said(ask.Allowed is { Status.Count: > 0 } status ? status.Status[0] : 200, root.ToJsonString()) { Headers = headers };
    }

    public static Said No(AskDeclaration ask, IReadOnlyList<KeyValuePair<string, string>> errors)
    {
        var said = ask.Refused is { } rule ? RuleAnswer.Of(rule with { Status = rule.Status.Count > 0 ? rule.Status : [403] }) : new Said(403, """{"why":"no"}""");
        if (JsonNode.Parse(said.Body) is not JsonObject root) return said;
        var headers = new Dictionary<string, string>(said.Headers, StringComparer.OrdinalIgnoreCase);
        Keep(errors.Where(e => ask.Refused?.Has.Contains(e.Value) != true && !said.Body.Contains('"' + e.Value.Split('/')[^1] + '"', StringComparison.Ordinal)), root, headers, name => name is "docs" or "log" ? $"https://made.example/{name}" : $"made {name}");
        return said with { Body = root.ToJsonString(), Headers = headers };
    }

    /// <summary>What a fact's value is in the full answer: words that mean something, where the declaration has them.</summary>
    public static string Value(AskDeclaration ask, string name) => ask.Means.FirstOrDefault(m => m.Key == name).Value is { } words ? string.Join(", ", words.Keys) : $"made-{name}";

    public static void Keep(IEnumerable<KeyValuePair<string, string>> keep, JsonNode root, Dictionary<string, string> headers, Func<string, string> value)
    {
        foreach (var (name, from) in keep)
        {
            if (from.StartsWith("header ", StringComparison.Ordinal)) headers[from[7..]] = value(name);
            else Put(root, from, value(name));
        }
    }

    /// <param name="leaf">Null: true.</param>
    private static void Put(JsonNode at, string pointer, JsonNode? leaf)
    {
        var path = pointer.Split('/')[1..].Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
        for (var i = 0; i < path.Length; i++)
        {
            var last = i == path.Length - 1;
            JsonNode next = last ? leaf ?? JsonValue.Create(true) : path[i + 1] == "0" ? new JsonArray() : new JsonObject();
            if (at is JsonArray list)
            {
                if (path[i] != "0") throw new InvalidOperationException($"{pointer} leads into a list");
                if (list.Count == 0) list.Add(next);
                else if (last) continue;
                at = list[0]!;
                continue;
            }
            if (at[path[i]] is not (JsonObject or JsonArray)) at[path[i]] = next;
            at = at[path[i]]!;
        }
    }
}
