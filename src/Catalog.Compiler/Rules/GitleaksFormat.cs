using Stanch.Catalog.Compiler.Format;

namespace Stanch.Catalog.Compiler.Rules;

/// <summary>gitleaks' TOML, as far as its releases up to 8.30 have it.</summary>
internal static class GitleaksFormat
{
    private static readonly TextShape text = new();
    // gitleaks takes an empty text for a value that is not set.
    private static readonly TextShape optional = new() { MayBeEmpty = true };
    private static readonly ListShape texts = new(optional) { AtLeast = 0 };

    private static readonly Field[] allowlist =
    [
        new("description", optional),
        new("condition", new TextShape { OneOf = ["AND", "OR", "and", "or", "&&", "||"] }),
        new("commits", texts),
        new("paths", texts),
        new("regexTarget", new TextShape { OneOf = ["secret", "match", "line"] }),
        new("regexes", texts),
        new("stopwords", texts),
    ];

    public static readonly RecordShape Allowlist = new(allowlist);
    public static readonly RecordShape GlobalAllowlist = new([.. allowlist, new("targetRules", texts)]);

    public static readonly RecordShape Rule = new(
        new Field("id", text, Need.Always),
        new Field("description", optional),
        new Field("regex", optional),
        new Field("secretGroup", new NumberShape(0, 99) { Whole = true }),
        new Field("entropy", new NumberShape(0, 8)),
        new Field("path", optional),
        new Field("keywords", texts),
        new Field("tags", texts),
        new Field("allowlist", Allowlist),
        new Field("allowlists", new ListShape(Allowlist) { AtLeast = 0 }),
        new Field("skipReport", new FlagShape()),
        new Field("required", new ListShape(new RecordShape(
            new Field("id", text), new Field("withinLines", text), new Field("withinColumns", text))) { AtLeast = 0 }))
    { CalledBy = "id" };

    public static readonly RecordShape File = new(
        new Field("title", optional),
        new Field("description", optional),
        new Field("minVersion", optional),
        new Field("extend", new RecordShape(
            new Field("path", optional), new Field("url", optional), new Field("useDefault", new FlagShape()), new Field("disabledRules", texts))),
        new Field("rules", new ListShape(Rule) { AtLeast = 0 }),
        new Field("allowlist", GlobalAllowlist),
        new Field("allowlists", new ListShape(GlobalAllowlist) { AtLeast = 0 }));
}
