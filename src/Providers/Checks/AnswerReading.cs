using System.Text.Json;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Checks;

internal enum Meaning
{
    Live,
    Restricted,
    Dead,
    /// <summary>A refusal that no rule describes, in the provider's own form.</summary>
    Refused,
    RateLimit,
    /// <summary>Not the provider's interface.</summary>
    Foreign,
    /// <summary>Nothing that means anything.</summary>
    Unclear,
}

/// <summary>What one answer means by itself, without a comparison.</summary>
/// <param name="Text">The rule and what of it matched; or, in a sentence, why the answer proves nothing.</param>
internal sealed record AnswerReading(Meaning Meaning, string Text, bool Matched = false)
{
    /// <summary>Which rule it matched; empty when none.</summary>
    public string Rule => Matched ? Text : "";

    public static AnswerReading Of(CheckDeclaration check, Answer answer)
    {
        if (answer.Status is >= 300 and < 400) return new(Meaning.Foreign, $"a redirect ({answer.Status}) proves nothing: a login page or a captive portal sends one too");
        if (answer.Status is 407 or 511) return new(Meaning.Foreign, $"a proxy or a captive portal answered ({answer.Status})");
        if (answer.IsPage) return new(Meaning.Foreign, $"a web page ({answer.Status}) and not the provider's interface");
        if (!answer.IsEmpty && Matching(check, answer) is { } matching) return matching;
        if (answer.Status == 429) return new(Meaning.RateLimit, "the provider's limit of requests was reached (429)");
        if (answer.Status >= 500) return new(Meaning.Unclear, $"the provider has trouble of its own ({answer.Status})");
        if (answer.IsEmpty) return new(answer.Status == 401 ? Meaning.Refused : Meaning.Unclear, $"an empty answer ({answer.Status}) proves nothing");
        if (answer.Status == 403) return new(Meaning.Foreign, "a 403 without the provider's own words proves nothing: a firewall sends one too");
        return new(answer.Status is 400 or 401 or 404 or 422 && (answer.Json is not null || answer.IsXml || answer.Status == 401) ? Meaning.Refused : Meaning.Unclear,
            $"the answer ({answer.Status}) is none that the provider file describes");
    }

    private static AnswerReading? Matching(CheckDeclaration check, Answer answer)
    {
        List<AnswerReading> found = [];
        Try(check.Live, Meaning.Live);
        Try(check.Restricted, Meaning.Restricted);
        Try(check.Dead, Meaning.Dead);
        Try(check.Refused, Meaning.Refused);
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => new(Meaning.Unclear, $"the answer matches several rules: {string.Join("; ", found.Select(f => f.Text))}"),
        };

        void Try(AnswerRule? rule, Meaning meaning)
        {
            if (rule is not null && Proves(rule, answer)) found.Add(new(meaning, Describe(rule, answer.Status), Matched: true));
        }
    }

    internal static bool Proves(AnswerRule rule, Answer answer)
    {
        if (rule.Status.Count > 0 && !rule.Status.Contains(answer.Status)) return false;
        // Of unmarked rules only a refusal by 401 in a form that programs read is enough.
        if (!rule.Marked) return rule.Name == "dead" && answer.Status == 401 && (answer.Json is not null || answer.IsXml);
        return rule.Has.All(p => answer.Json is { } json && Pointer.Find(json, p) is { } at && Pointer.IsThere(at))
            && (rule.Word.Count == 0 || rule.Word.Any(w => answer.Text.Contains(w, StringComparison.Ordinal)))
            && rule.Header.All(h => Stands(h, answer));
    }

    private static bool Stands(string header, Answer answer)
    {
        var (name, text) = header.Split(": ", 2) is [var n, var t] ? (n, t) : (header, "");
        return answer.Headers.TryGetValue(name, out var value) && value.Contains(text, StringComparison.OrdinalIgnoreCase);
    }

    internal static string Describe(AnswerRule rule, int status)
    {
        List<string> parts = [$"status {status}"];
        if (rule.Has.Count > 0) parts.Add($"has {string.Join(" and ", rule.Has)}");
        if (rule.Word.Count > 0) parts.Add($"word {string.Join(" or ", rule.Word)}");
        if (rule.Header.Count > 0) parts.Add($"header {string.Join(" and ", rule.Header)}");
        return $"{rule.Name}: {string.Join(", ", parts)}";
    }
}

/// <summary>JSON pointers (RFC 6901).</summary>
internal static class Pointer
{
    public static JsonElement? Find(JsonElement root, string pointer)
    {
        var at = root;
        foreach (var step in pointer.Split('/').Skip(1).Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (at.ValueKind == JsonValueKind.Array && int.TryParse(step, out var i) && i >= 0 && i < at.GetArrayLength()) at = at[i];
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at)) return null;
        }
        return at;
    }

    /// <summary><c>"valid": false</c> and <c>"user": null</c> say that it is not.</summary>
    public static bool IsThere(JsonElement element) => element.ValueKind is not (JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Undefined);
}
