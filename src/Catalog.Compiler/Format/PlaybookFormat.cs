namespace Stanch.Catalog.Compiler.Format;

/// <summary>
/// What a person must know when one has leaked. The same keys stand in a credential, in its provider and in its family; the nearest one that has a
/// key says it.
/// </summary>
internal static class PlaybookFormat
{
    /// <summary>Which comes first: the old one's end, or the services that use it.</summary>
    public static readonly string[] Orders = ["contain-first", "continuity-first"];

    /// <summary>What is at risk, in the order in which it is told.</summary>
    public static readonly string[] Risks = ["access", "data", "money", "reputation", "law"];

    private static readonly OneOrMoreShape words = new(new TextShape());
    private static readonly TextShape address = new() { Form = "^https?://[^ ]+$", FormName = "an address (https://…)" };

    /// <summary>
    /// Told from prose by what prose has and a command has not: a capital at the start, an article after the first word, a full stop at the end. Whether a shell
    /// can read it is for a test: there is no shell in a build.
    /// </summary>
    private static readonly OneOrMoreShape command = new(new TextShape
    {
        Form = @"^(?:[A-Z][A-Z0-9_]*=""\$[A-Z][A-Z0-9_]*"" )*[a-z][a-z0-9._+-]* (?!(?:the|an?|to|your|its|in|on|for|from|with) )[^…]*(?:[^.…\s]|\s\.)$", FormName = "a command (curl -X DELETE …)", FormCode = Codes.NoCommand,
        Objection = ShellArguments.Objection, ObjectionCode = Codes.SecretArgument,
    });

    private static readonly Field[] facts =
    [
        // What it is.
        new("what", words with { Help = "What it is" }),
        new("use-cases", words with { Help = "What it is used for" }),
        new("abuse", words with { Help = "What somebody can do with it" }),
        new("reach", words with { Help = "How far it reaches" }),
        new("outlives-rotation", words with { Help = "What stays valid when it is replaced: minted tokens, sessions" }),
        new("least-privilege", words with { Help = "Scopes and roles, and the least that will do" }),
        new("allow-list", words with { Help = "Whether it can be bound to addresses or networks" }),
        new("variables", new MapShape(new TextShape { Form = "^[a-z][a-z0-9_-]*$", FormName = "a part's name" },
            new TextShape { Form = "^[A-Z][A-Z0-9_]*$", FormName = "a variable's name (UPPER_CASE)" })
        { Help = "The environment variable in which each part usually stands; the secret itself is 'secret'" }),

        // A new one.
        new("console", address with { Help = "The page on which its owner manages it" }),
        new("generate", words with { Help = "How to make a new one, step by step" }),
        new("generate-call", command with { Help = "The same as a command; secrets come from variables" }),

        // The old one's end.
        new("order", new TextShape { OneOf = Orders, Help = "Revoke at once, or replace it everywhere first" }),
        new("order-why", words with { Help = "Why this order fits" }),
        new("revoke", words with { Help = "How to revoke it, step by step" }),
        new("revoke-call", command with { Help = "The same as a command" }),
        new("revoke-takes", words with { Help = "How long it takes until the old one is refused" }),
        new("overlap", words with { Help = "Whether old and new can live side by side" }),
        new("stops", words with { Help = "What stops working when it is revoked" }),
        new("break-glass", words with { Help = "What ends everything at once, whatever breaks" }),

        // Misuse.
        new("misuse", words with { Help = "How to see whether somebody else used it, step by step" }),
        new("logs", words with { Help = "Which logs exist, and where" }),
        new("log-fields", words with { Help = "Which of their fields tell: address, user agent, time, action" }),
        new("log-retention", words with { Help = "How far back they go" }),
        new("log-blind", words with { Help = "What they can't show" }),
        new("usage", words with { Help = "Pages that show usage and billing" }),
        new("sessions", words with { Help = "Where active sessions and connections are seen and ended" }),

        // How it came, what it costs, how to do better.
        new("leaks", words with { Help = "The usual ways in which it leaks" }),
        new("risks", new RecordShape([.. Risks.Select(r => new Field(r, new TextShape()))]) { Help = "What is at risk" }),
        new("storage", words with { Help = "Where it should stand" }),
        new("rotate-every", words with { Help = "How often to replace it" }),
        new("links", new OneOrMoreShape(address) { Help = "The provider's own pages about this" }),
    ];

    public static readonly RecordShape Playbook = new(
    [
        .. facts,
        new("unknown", new OneOrMoreShape(new TextShape { OneOf = [.. facts.Select(f => f.Key)] }) { Help = "Keys that the provider's public docs say nothing about" }),
    ])
    { Name = "playbook", Help = "What a person must know when one has leaked" };
}
