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
            if (Shown.Contains(name) && Fit(Read(answer, from), credential) is { } value) facts.Add(new KeptFact(name, value));
        }
        return facts;
    }

    /// <summary>The value as it may be shown; null: there is none, or it is the key itself, with which some providers answer.</summary>
    internal static string? Fit(string? value, Credential credential, int most = MaxLength)
    {
        if (value is not { Length: > 0 } || value.Contains(credential.Secret, StringComparison.Ordinal) || (credential.Secret.Contains(value, StringComparison.Ordinal) && value.Length >= 8)) return null;
        return value.Length <= most ? value : value[..most] + "…";
    }

    /// <param name="from">A JSON pointer, or <c>header NAME</c>.</param>
    public static string? Read(Answer answer, string from)
    {
        if (from.StartsWith("header ", StringComparison.Ordinal)) return answer.Headers.GetValueOrDefault(from[7..]);
        return answer.Tree is { } tree && Pointer.Find(tree, from) is { } at ? Text(at) : null;
    }

    internal static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        JsonValueKind.Array => string.Join(", ", element.EnumerateArray().Select(Text).Where(t => t is not null)),
        JsonValueKind.Object when element.TryGetProperty("handle", out var handle) || element.TryGetProperty("name", out handle) => Text(handle),
        _ => null,
    };
}
