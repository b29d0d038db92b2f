using System.Text.Json;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Checks;

/// <summary>What is kept of an answer for people.</summary>
internal static class Facts
{
    private const int MaxLength = 300;

    /// <summary>The only names whose values are shown. Whatever else a check keeps, a minted token above all, is for its next request.</summary>
    private static readonly HashSet<string> Shown = ["owner", "account", "user", "login", "name", "email", "team", "organization", "project", "id", "key-id", "scopes", "acl", "plan", "expires", "mode"];

    public static IReadOnlyList<KeptFact> Of(RequestDeclaration request, Answer answer, Credential credential)
    {
        List<KeptFact> facts = [];
        foreach (var (name, from) in request.Keep)
        {
            if (!Shown.Contains(name) || Read(answer, from) is not { Length: > 0 } value) continue;
            // Some providers answer with the key itself.
            if (value.Contains(credential.Secret, StringComparison.Ordinal) || credential.Secret.Contains(value, StringComparison.Ordinal) && value.Length >= 8) continue;
            facts.Add(new KeptFact(name, value.Length <= MaxLength ? value : value[..MaxLength] + "…"));
        }
        return facts;
    }

    /// <param name="from">A JSON pointer, or <c>header NAME</c>.</param>
    public static string? Read(Answer answer, string from)
    {
        if (from.StartsWith("header ", StringComparison.Ordinal)) return answer.Headers.GetValueOrDefault(from[7..]);
        return answer.Json is { } json && Pointer.Find(json, from) is { } at ? Text(at) : null;
    }

    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        JsonValueKind.Array => string.Join(", ", element.EnumerateArray().Select(Text).Where(t => t is not null)),
        JsonValueKind.Object when element.TryGetProperty("handle", out var handle) || element.TryGetProperty("name", out handle) => Text(handle),
        _ => null,
    };
}
