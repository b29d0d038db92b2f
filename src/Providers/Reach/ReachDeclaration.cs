using System.Text.Json;
using Stanch.Catalog;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Reach;

/// <summary>A list that an answer holds, perhaps over several pages.</summary>
/// <param name="Rows">A JSON pointer to it; empty: the answer itself.</param>
/// <param name="Each">How a row is said: <c>{name}</c>.</param>
/// <param name="Counts">Rows in which the pointer leads to something are counted under the name.</param>
/// <param name="Total">A JSON pointer to how many there are in all; empty: the answer doesn't say.</param>
/// <param name="Next">A JSON pointer, <c>header NAME</c> or <c>link</c>; empty: there is one page.</param>
/// <param name="Pages">So many requests at most.</param>
internal sealed record ListDeclaration(
    string Rows, IReadOnlyList<KeyValuePair<string, string>> Keep, string Each, IReadOnlyList<KeyValuePair<string, string>> Counts, string Total, string Next, int Pages)
{
    /// <summary>As many rows as an answer can hold: so many need not be all. 0: not known.</summary>
    public int Most { get; init; }
    /// <summary>An empty object is an empty list.</summary>
    public bool Absent { get; init; }
}

/// <summary>One question: a request that only reads, and what its answers mean.</summary>
internal sealed record AskDeclaration
{
    public required RequestDeclaration Request { get; init; }
    /// <summary>What it may do if the answer is a yes: <c>list repositories</c>.</summary>
    public required string May { get; init; }
    /// <summary>The answer that is a yes; null: any 2xx with the list, or with one of the facts.</summary>
    public AnswerRule? Allowed { get; init; }
    /// <summary>The answer that is a no; null: 401 and 403 in JSON or XML.</summary>
    public AnswerRule? Refused { get; init; }
    public ListDeclaration? List { get; init; }
    public IReadOnlyList<string> Says { get; init; } = [];
    public string None { get; init; } = "";
    public string Otherwise { get; init; } = "";
    /// <summary>Of a fact that is a list of words, what each word lets it do.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyDictionary<string, string>>> Means { get; init; } = [];

    public int Pages => List?.Pages ?? 1;
}

/// <summary>What is asked of a credential of one type, in this order.</summary>
/// <param name="Errors">Name and JSON pointer of what an answer that is no yes says of itself.</param>
internal sealed record ReachDeclaration(IReadOnlyList<AskDeclaration> Asks, IReadOnlyList<KeyValuePair<string, string>> Errors)
{
    private const int UsualPages = 3;

    /// <param name="type">The credential's key in its provider file.</param>
    public static ReachDeclaration? Of(Provider provider, string type)
    {
        if (Declarations.Element(provider, type, "reach") is not { } reach) return null;
        if (reach.ValueKind == JsonValueKind.String) reach = Declarations.Element(provider, reach.GetString()!, "reach")!.Value;
        return new ReachDeclaration([.. Declarations.Items(reach, "asks").Select(a => Ask(a, reach))], Declarations.Pairs(reach, "errors"));
    }

    private static AskDeclaration Ask(JsonElement ask, JsonElement common)
    {
        var request = Declarations.Request(ask) with { Effect = "none" };
        if (!ask.TryGetProperty("auth", out _) && Declarations.Text(common, "auth") is { Length: > 0 } auth) request = request with { Auth = auth };
        if (!ask.TryGetProperty("headers", out _)) request = request with { Headers = Declarations.Pairs(common, "headers") };
        return new AskDeclaration
        {
            Request = request, May = Declarations.Text(ask, "may"), Allowed = Declarations.Rule(ask, "allowed"), Refused = Declarations.Rule(ask, "refused") ?? Declarations.Rule(common, "refused"),
            List = ask.TryGetProperty("list", out var list) ? List(list) : null, Says = Declarations.Texts(ask, "says"),
            None = Declarations.Text(ask, "none"), Otherwise = Declarations.Text(ask, "otherwise"),
            Means = ask.TryGetProperty("means", out var means)
                ? [.. means.EnumerateObject().Select(f => KeyValuePair.Create(f.Name, (IReadOnlyDictionary<string, string>)f.Value.EnumerateObject().ToDictionary(w => w.Name, w => w.Value.GetString()!, StringComparer.Ordinal)))] : [],
        };
    }

    private static ListDeclaration List(JsonElement list)
    {
        var next = Declarations.Text(list, "next");
        var pages = list.TryGetProperty("pages", out var number) ? number.GetInt32() : next.Length > 0 ? UsualPages : 1;
        return new ListDeclaration(Declarations.Text(list, "rows"), Declarations.Pairs(list, "keep"), Declarations.Text(list, "each") is { Length: > 0 } each ? each : "{name}",
            Declarations.Pairs(list, "count"), Declarations.Text(list, "total"), next, pages)
        {
            Most = list.TryGetProperty("most", out var most) ? most.GetInt32() : 0, Absent = list.TryGetProperty("absent", out var absent) && absent.GetBoolean(),
        };
    }
}
