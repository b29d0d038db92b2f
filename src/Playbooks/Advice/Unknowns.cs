using Stanch.Catalog;

namespace Stanch.Playbooks.Advice;

/// <summary>How to say that something is not known, and what the reader does about it.</summary>
internal static class Unknowns
{
    /// <summary>Facts of one provider: no family can stand in for them, so it is said when they are missing.</summary>
    public static readonly string[] ProvidersOwn = ["console", "overlap", "revoke-takes", "log-retention"];

    public static string Sentence(Fact fact, Provider issuer, bool nobodys)
    {
        var (provider, docs) = (issuer.Name, issuer.Docs);
        var what = What(fact.Key);
        var then = Then(fact.Key);
        if (nobodys) return $"Not known without knowing who issued it: {what}. {then}.";
        return fact.OfOthers ? $"Not known for this type: the public docs of {provider} don't say {what}, and what they say of its other credentials need not hold here. {then}."
            : fact.Undocumented ? $"Not known: the public docs of {provider} don't say {what}. {then}."
            : $"Not known here: {what}. {then}{(docs.Length > 0 ? $". The docs: {docs}" : ".")}";
    }

    private static string What(string key) => key switch
    {
        "what" => "what it is",
        "use-cases" => "what it is used for",
        "abuse" => "what somebody can do with it",
        "reach" => "how far it reaches",
        "outlives-rotation" => "what stays valid when it is replaced",
        "least-privilege" => "how its rights can be limited",
        "allow-list" => "whether it can be bound to addresses",
        "variables" => "in which variables it usually stands",
        "console" => "on which page it is managed",
        "generate" or "generate-call" => "how a new one is made",
        "order" or "order-why" => "which order fits",
        "revoke" or "revoke-call" => "how it is revoked",
        "revoke-takes" => "how long it takes until the old one is refused",
        "overlap" => "whether the old one and a new one can be valid at the same time",
        "stops" => "what stops working when it is revoked",
        "break-glass" => "what ends everything at once",
        "misuse" => "how use by somebody else is seen",
        "logs" => "which logs there are",
        "log-fields" => "what its logs tell",
        "log-retention" => "how far back its logs go",
        "log-blind" => "what its logs can't show",
        "usage" => "where usage is seen",
        "sessions" => "where open sessions are seen",
        "leaks" => "how it usually leaks",
        "risks" => "what is at risk",
        "storage" => "where it should stand",
        "rotate-every" => "how often it should be replaced",
        _ => "which pages tell more",
    };

    private static string Then(string key) => key switch
    {
        "overlap" or "revoke-takes" or "stops" or "outlives-rotation" => "Find out before you revoke",
        "log-retention" or "logs" or "log-fields" or "log-blind" => "Save what you find today, and ask its support for more",
        "console" => "Look in the account's settings for keys, tokens, apps or users",
        "sessions" or "usage" or "misuse" => "Ask its support",
        _ => "Ask its support if it matters to you",
    };
}
