using System.Text;
using System.Text.Json;

namespace Stanch.Playbooks.Advice;

/// <summary>A request that the provider's API offers, to be shown and never sent; or the steps for a person where there is none.</summary>
/// <param name="Text">As an HTTP request, with names in braces for what has to be put in.</param>
/// <param name="Effect"><c>none</c>, <c>mints-token</c>, <c>changes</c>; empty for reading a log.</param>
internal sealed record Call(string Text, string Effect)
{
    public IReadOnlyList<string> Manual { get; init; } = [];
    /// <summary>The new one ends the old one at once.</summary>
    public bool AtIssue { get; init; }

    public string EffectWords => Effect switch
    {
        "none" => "changes nothing",
        "mints-token" => "makes a new token and changes nothing else",
        "changes" => "changes things at the provider",
        _ => "only reads",
    };

    /// <param name="value">A request, a list of them, <c>manual:</c>, or <c>at-issue</c>.</param>
    public static IReadOnlyList<Call> Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Read)],
        JsonValueKind.String => [new Call("", "") { AtIssue = true }],
        _ when value.TryGetProperty("manual", out var manual) => [new Call("", "") { Manual = [.. manual.EnumerateArray().Select(m => m.GetString()!)] }],
        _ => [new Call(Request(value), Member(value, "effect"))],
    };

    private static string Request(JsonElement request)
    {
        var text = new StringBuilder(Member(request, "send"));
        if (Member(request, "auth") is { Length: > 0 } and not "none" and var auth) text.Append("\nauth: ").Append(auth);
        if (request.TryGetProperty("headers", out var headers))
            foreach (var header in headers.EnumerateObject()) text.Append('\n').Append(header.Name).Append(": ").Append(header.Value.GetString());
        if (Member(request, "body") is { Length: > 0 } body) text.Append("\n\n").Append(body);
        return text.ToString();
    }

    private static string Member(JsonElement request, string name) => request.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
