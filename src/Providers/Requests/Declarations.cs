using System.Text.Json;
using Stanch.Catalog;

namespace Stanch.Providers.Requests;

/// <summary>A request as the provider file declares it.</summary>
internal sealed record RequestDeclaration
{
    public required string Effect { get; init; }
    public required string Method { get; init; }
    /// <summary>With <c>{name}</c> unfilled.</summary>
    public required string Address { get; init; }
    public string Auth { get; init; } = "none";
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
    public string Body { get; init; } = "";
    /// <summary>Name, and a JSON pointer or <c>header NAME</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keep { get; init; } = [];
}

/// <summary>What an answer must be to mean something.</summary>
/// <param name="Status">One of these; empty: any.</param>
/// <param name="Has">All of these JSON pointers lead somewhere, and neither to null nor to false.</param>
/// <param name="Word">One of these stands in the text.</param>
/// <param name="Header">All of these stand in the head: <c>NAME</c>, or <c>NAME: text in it</c>.</param>
internal sealed record AnswerRule(string Name, IReadOnlyList<int> Status, IReadOnlyList<string> Has, IReadOnlyList<string> Word, IReadOnlyList<string> Header)
{
    /// <summary>It asks for more than a number that any firewall can send too.</summary>
    public bool Marked => Has.Count + Word.Count + Header.Count > 0;
}

/// <summary>A part that must be there when another one's value begins in a certain way.</summary>
internal sealed record ConditionalPart(string Name, string Other, string Prefix);

/// <summary>How a type is checked.</summary>
/// <param name="Refused">How a value is refused that was never right, where that is told from one that no longer is.</param>
internal sealed record CheckDeclaration(RequestDeclaration Request, AnswerRule Live, AnswerRule? Restricted, AnswerRule? Dead, AnswerRule? Refused, RequestDeclaration? Undo, IReadOnlyList<ConditionalPart> Needs);

/// <summary>A check by login in a server's own protocol.</summary>
/// <param name="Words">Host, user, password, and perhaps a database, with <c>{name}</c> unfilled.</param>
/// <param name="Escaped">The values stand in an address, where <c>@</c> is written <c>%40</c>.</param>
internal sealed record LoginDeclaration(string Effect, string Protocol, IReadOnlyList<string> Words, bool Escaped)
{
    /// <summary>SHA-256 of the keys that its hosts show, where they show no certificates.</summary>
    public IReadOnlyList<string> HostKeys { get; init; } = [];
}

/// <summary>Reads declarations out of <see cref="Provider.Details"/>, which the catalog compiler has validated.</summary>
internal static class Declarations
{
    /// <param name="type">The credential's key in its provider file: <c>client-secret</c>.</param>
    public static CheckDeclaration? Check(Provider provider, string type)
    {
        if (Element(provider, type) is not { } check || check.TryGetProperty("login", out _)) return null;
        return new CheckDeclaration(Request(check), Rule(check, "live")!, Rule(check, "restricted"), Rule(check, "dead"), Rule(check, "refused"),
            check.TryGetProperty("undo", out var undo) ? Request(undo) : null, [.. Pairs(check, "needs").Select(Need)]);
    }

    public static LoginDeclaration? Login(Provider provider, string type)
    {
        if (Element(provider, type) is not { } check || Text(check, "login") is not { Length: > 0 } login) return null;
        var words = login.Split(' ');
        return new LoginDeclaration(Text(check, "effect"), words[0], words[1..], check.TryGetProperty("escaped", out var escaped) && escaped.GetBoolean()) { HostKeys = Texts(check, "host-keys") };
    }

    /// <summary>A request, a list of them, or <c>manual</c>; null: the file says nothing of it.</summary>
    public static JsonElement? Revoke(Provider provider, string type) => Element(provider, type, "revoke");

    internal static JsonElement? Element(Provider provider, string type, string field = "check")
    {
        if (provider.Details.IsEmpty) return null;
        using var details = JsonDocument.Parse(provider.Details);
        return details.RootElement.TryGetProperty("credentials", out var credentials) && credentials.TryGetProperty(type, out var credential) && credential.TryGetProperty(field, out var element) ? element.Clone() : null;
    }

    private static ConditionalPart Need(KeyValuePair<string, string> need) =>
        need.Value.Split(' ', 2) is [var other, var prefix] ? new ConditionalPart(need.Key, other, prefix) : throw new InvalidDataException($"'needs' of {need.Key}");

    internal static RequestDeclaration Request(JsonElement request)
    {
        var send = Text(request, "send").Split(' ', 2);
        return new RequestDeclaration
        {
            Effect = Text(request, "effect"), Method = send[0], Address = send[1], Auth = Text(request, "auth") is { Length: > 0 } auth ? auth : "none",
            Headers = Pairs(request, "headers"), Body = Text(request, "body"), Keep = Pairs(request, "keep"),
        };
    }

    internal static AnswerRule? Rule(JsonElement check, string name) => check.TryGetProperty(name, out var rule)
        ? new AnswerRule(name, [.. Items(rule, "status").Select(s => s.GetInt32())], Texts(rule, "has"), Texts(rule, "word"), Texts(rule, "header")) : null;

    internal static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString()! : "";

    internal static IEnumerable<JsonElement> Items(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.EnumerateArray() : [];

    internal static string[] Texts(JsonElement element, string name) => [.. Items(element, name).Select(t => t.GetString()!)];

    internal static KeyValuePair<string, string>[] Pairs(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? [.. value.EnumerateObject().Select(p => new KeyValuePair<string, string>(p.Name, p.Value.GetString()!))] : [];
}
