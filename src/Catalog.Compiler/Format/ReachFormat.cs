namespace Stanch.Catalog.Compiler.Format;

/// <summary>The field <c>reach</c>, declared once: what is asked of a credential that works, and how the answers are said.</summary>
internal static class ReachFormat
{
    private static readonly TextShape text = new();
    private static readonly TextShape name = new() { Form = "^[a-z][a-z0-9_-]*$", FormName = "a name (lower-case letters, digits, dashes)" };
    private static readonly TextShape word = new() { Form = "^[^ ,]+$", FormName = "a word" };
    private static readonly TextShape pointer = new() { Form = "^(/[^/ ]+)+$", FormName = "a JSON pointer (/name/name)" };
    private static readonly TextShape address = new() { Form = "^https://[^ ]+$", FormName = "an address (https://…)" };

    private static readonly TextShape kept = new() { Form = "^((/[^/ ]+)+|header [A-Za-z0-9-]+)$", FormName = "a JSON pointer (/name/name) or 'header NAME'" };

    /// <summary>What is kept is shown, so nothing is kept under the name of what must not be.</summary>
    private static readonly TextShape shown = name with
    {
        Objection = n => IsShown(n) ? null : $"is '{n}': what is kept here is shown, so it is no secret",
    };

    public static bool IsShown(string name) => name == "key-id" || !name.Split('-', '_').Any(w => w is "token" or "secret" or "password" or "key");

    /// <param name="request">The fields of a request.</param>
    /// <param name="answer">A rule for an answer.</param>
    public static ChoiceShape Of(Field[] request, RecordShape answer)
    {
        Shape Shape(string key) => request.First(f => f.Key == key).Shape;
        var list = new RecordShape(
            new Field("rows", pointer with { MayBeEmpty = true, FormName = "a JSON pointer or \"\" where the answer is the list" }, Need.Always),
            new Field("keep", new MapShape(shown, pointer) { Help = "What is kept of each row" }, Need.Always),
            new Field("each", text with { Help = "How a row is said; default {name}" }),
            new Field("count", new MapShape(name, pointer) { Help = "Counts the rows in which the pointer leads to something that is neither null nor false" }),
            new Field("total", pointer with { Help = "Where the answer says how many there are in all" }),
            new Field("most", new NumberShape(1, 10_000) { Whole = true, Help = "As many rows as the answer can hold, where there is no 'next': so many need not be all" }),
            new Field("absent", new FlagShape { Help = "An answer that is an empty object means an empty list" }),
            new Field("next", new TextShape { Form = "^((/[^/ ]+)+|header [A-Za-z0-9-]+|link)$", FormName = "a JSON pointer (/name/name), 'header NAME' or 'link' (the Link header's rel=\"next\")", Help = "What {page} is for the next request; 'link' and an address lead to that request itself" }),
            new Field("pages", new NumberShape(1, 10) { Whole = true, Help = "How many requests at most; 3 where there is a 'next'" }))
        { Name = "reachList" };
        var ask = new RecordShape(
            new Field("may", text with { Help = "What it may do if the answer is a yes: 'list repositories'" }, Need.Always),
            new Field("send", Shape("send"), Need.Always),
            new Field("reads", address with { Help = "The page that says that a POST only reads" }),
            new Field("auth", Shape("auth")),
            new Field("headers", Shape("headers")),
            new Field("body", Shape("body")),
            new Field("keep", new MapShape(shown, kept) { Help = "Facts, by name" }),
            new Field("list", list with { Help = "A list whose rows are kept and counted" }),
            new Field("allowed", answer with { Help = "The answer that is a yes; left out: any 2xx with the list, or with one of the facts" }),
            new Field("refused", answer with { Help = "The answer that is a no; left out: 401 and 403 in JSON or XML" }),
            new Field("says", new OneOrMoreShape(text) { Help = "Sentences with {facts}, {count} and {list}; one whose facts are missing is left out" }),
            new Field("none", text with { Help = "The sentence for an empty list" }),
            new Field("otherwise", text with { Help = "The sentence for a no; left out: It may not, and what 'may' says" }),
            new Field("means", new MapShape(name, new MapShape(word, text)) { Help = "Of a fact that is a list of words, what each lets it do" }))
        { Name = "ask", CalledBy = "may" };
        var inline = new RecordShape(
            new Field("source", new OneOrMoreShape(address) { Help = "Pages of the provider's that describe the requests" }, Need.Always),
            new Field("auth", Shape("auth")),
            new Field("headers", Shape("headers")),
            new Field("refused", answer with { Help = "The answer that is a no, for every question without a rule of its own" }),
            new Field("errors", new MapShape(name, kept) { Help = "What an answer that is no yes says of itself: sentence, code, docs, log and the like" }),
            new Field("asks", new ListShape(ask), Need.Always))
        { Name = "reach" };
        Named = [list, ask, inline];
        return new ChoiceShape(name with { Form = "^[a-z0-9]+(-[a-z0-9]+)*$", FormName = "another type of the file, whose reach is this one's too" }, inline) { Help = "What does it open?" };
    }

    /// <summary>The mappings that the JSON Schema keeps by name.</summary>
    public static IReadOnlyList<RecordShape> Named { get; private set; } = [];
}
