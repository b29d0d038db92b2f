using Stanch.Detection.Judging;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>The provider file, declared once: docs/adding-a-provider.md in code.</summary>
internal static class ProviderFormat
{
    public static readonly string[] Categories =
        ("cloud code-host ci-cd packages containers secret-manager identity database queue cdn-dns monitoring errors ai payments banking crypto email " +
        "sms-voice video chat push crm marketing support forms cms e-commerce shipping maps search analytics feature-flags project documents hr storage " +
        "social media games iot network security developer-tools low-code generic").Split(' ');

    public static readonly string[] Families =
        ("api-key access-token oauth-client database private-key webhook-url signing-key jwt password connection-string smtp session " +
        "publishable-key").Split(' ');

    public static readonly string[] Severities = ["critical", "high", "medium", "low", "info"];
    public static readonly string[] Surenesses = ["documented", "observed", "contextual"];
    public static readonly string[] Effects = ["none", "mints-token", "changes"];
    public static readonly string[] Recognizers = ["assignment", "url-credentials"];

    private static readonly TextShape text = new();
    private static readonly TextShape id = new() { Form = "^[a-z0-9]+(-[a-z0-9]+)*$", FormName = "an id (lower-case letters, digits and single dashes)" };
    private static readonly TextShape part = new() { Form = "^[a-z][a-z0-9_-]*$", FormName = "a name (lower-case letters, digits, dashes)" };
    private static readonly TextShape address = new() { Form = "^https?://[^ ]+$", FormName = "an address (https://…)" };
    private static readonly TextShape pointer = new() { Form = "^(/[^/ ]+)+$", FormName = "a JSON pointer (/name/name)" };
    private static readonly TextShape kept = new()
    {
        Form = "^((/[^/ ]+)+|header [A-Za-z0-9-]+)$", FormName = "a JSON pointer (/name/name) or 'header NAME'",
    };
    private static readonly TextShape onwards = new()
    {
        Form = "^((/[^/ ]+)+|header [A-Za-z0-9-]+|link)$", FormName = "a JSON pointer (/name/name), 'header NAME' or 'link' (the Link header's rel=\"next\")",
    };
    private static readonly TextShape host = new()
    {
        Form = "^((\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)+|\\{[a-z][a-z0-9_-]*\\})$", FormName = "a host (api.zoom.us, *.okta.com, or {part})",
    };
    private static readonly TextShape send = new()
    {
        Form = "^(GET|POST|PUT|PATCH|DELETE|HEAD) https://[^ ]+$", FormName = "a request (METHOD https://host/path)",
        Help = "METHOD and address; {name} substitutes the secret, a part, or what an earlier answer kept",
    };
    private static readonly TextShape auth = new() { Help = "How the request is signed: a verb and its arguments", Form = Verbs.Form, FormName = Verbs.FormName };

    private static Field[] Request(Need effect) =>
    [
        new("effect", new TextShape { OneOf = Effects, Help = "What the request does; only 'none' ever runs without asking" }, effect),
        new("send", send, Need.Always),
        new("auth", auth),
        new("headers", new MapShape(new TextShape { Form = "^[A-Za-z0-9-]+$", FormName = "a header's name" }, text)),
        new("body", text),
        new("given", new OneOrMoreShape(part) { Help = "Names whose values a person or the secret store supplies" }),
        new("keep", new MapShape(part, kept) { Help = "What later requests need from the answer, by name" }),
    ];

    private static readonly RecordShape answer = new(
        new Field("status", new OneOrMoreShape(new NumberShape(100, 599) { Whole = true })),
        new Field("has", new OneOrMoreShape(pointer) { Help = "Stands in the answer's JSON, and is neither null nor false" }),
        new Field("word", new OneOrMoreShape(text) { Help = "One of these stands in the answer's text" }),
        new Field("header", new OneOrMoreShape(new TextShape { Form = "^[A-Za-z0-9-]+(: .+)?$", FormName = "a header (NAME, or NAME: text in it)" }) { Help = "Stands in the answer's head" }))
    { Name = "answer" };

    private static readonly RecordShape request = new(Request(Need.Always)) { Name = "request" };
    private static readonly RecordShape manual = new(
        new Field("manual", new OneOrMoreShape(text) { Help = "The steps for a person, where there is no request" }, Need.Always))
    { Name = "manual", Mark = "manual" };

    private static readonly ChoiceShape steps = new(manual, request, new ListShape(request));

    private static readonly RecordShape askedByRequest = new(
    [
        .. Request(Need.Always),
        new("live", answer, Need.Always),
        new("restricted", answer),
        new("dead", answer),
        new("refused", answer),
        new("needs", new MapShape(part, new TextShape { Form = "^[a-z][a-z0-9_-]* [^ ]+$", FormName = "a part and how its value begins (access-key-id ASIA)" })
            { Help = "Parts that must be there when another part's value begins so" }),
        new("undo", request),
    ]);

    private static readonly RecordShape askedByLogin = new(
        new Field("effect", new TextShape { OneOf = Effects, Help = "What the login does" }, Need.Always),
        new Field("login", new TextShape { Form = "^(amqp|mongodb|mysql|postgresql|redis|smtp|ssh)( [^ ]+){3,5}$", FormName = "a login (amqp|mongodb|mysql|postgresql|redis|smtp|ssh HOST USER PASSWORD [DATABASE [SOURCE]])", Help = "Handshake and login in the server's own protocol" }, Need.Always),
        new Field("escaped", new FlagShape { Help = "The values stand in an address, where @ is written %40" }),
        new Field("host-keys", new OneOrMoreShape(new TextShape { Form = "^SHA256:[A-Za-z0-9+/]{43}$", FormName = "a fingerprint (SHA256:…)" }) { Help = "Keys that the hosts of an ssh login show" }),
        new Field("given", new OneOrMoreShape(part)))
    { Mark = "login" };

    public static readonly ChoiceShape Check = new(askedByLogin, askedByRequest) { Help = "Is it alive?" };

    public static readonly ChoiceShape Reach = ReachFormat.Of(Request(Need.Optional), answer);

    private static readonly RecordShape revocation = RevokeFormat.Step(Request(Need.Always), answer);

    public static readonly ChoiceShape Revoke = new(manual, revocation, new ListShape(revocation)) { Help = "Makes it worthless" };

    public static readonly RecordShape Rotate = new(
        new Field("issue", steps with { Help = "Makes a new one" }, Need.Always),
        new Field("retire", new ChoiceShape(new TextShape { OneOf = ["at-issue"] }, manual, request, new ListShape(request)) { Help = "Ends the old one" }))
    { Help = "How it is replaced" };

    private static readonly TextShape pattern = new() { Help = "A bounded .NET regular expression with a group 'secret'" };

    public static readonly RecordShape Find = new(
        new Field("anchors", new ListShape(text) { Help = "Literals of at least 3 bytes, one of which stands in every match" }),
        new Field("pattern", pattern),
        new Field("recognizer", new TextShape { OneOf = Recognizers, Help = "A hand-written parser instead of a pattern" }),
        new Field("beside", new MapShape(part, pattern with { Help = "A regular expression with a group 'value'" }) { Help = "The key's other parts, at most ten lines away" }),
        new Field("needs", new OneOrMoreShape(part) { Help = "Parts without which there is no finding" }),
        new Field("entropy", new NumberShape(0, 8) { Help = "Bits per character below which it is dropped" }),
        new Field("checksum", new TextShape { OneOf = Checksum.Verbs, Help = "Computed over group 'body', compared with group 'check'" }),
        new Field("paths", new OneOrMoreShape(text) { Help = "Globs of the only files that count" }),
        new Field("stop", new OneOrMoreShape(text) { Help = "Words that make it a placeholder" }),
        new Field("tells", new MapShape(part, text) { Help = "What a value says of itself, without asking anyone: name of the fact, and how it is read" }),
        new Field("match", new ListShape(text) { Help = "Each is found" }, Need.Shipped),
        new Field("ignore", new ListShape(text) { Help = "Nothing is found in these" }, Need.Shipped));

    public static readonly RecordShape Credential = new(
        new Field("title", text, Need.Always),
        new Field("severity", new TextShape { OneOf = Severities }, Need.Shipped),
        new Field("family", new TextShape { OneOf = Families }, Need.Shipped),
        new Field("source", address with { Help = "Where the format is stated or seen" }),
        new Field("sure", new TextShape { OneOf = Surenesses, Help = "How sure the format is" }, Need.Shipped),
        new Field("public", new FlagShape { Help = "Publishable by design" }),
        new Field("find", Find, Need.Always),
        new Field("check", Check),
        new Field("reach", Reach),
        new Field("revoke", Revoke),
        new Field("rotate", Rotate),
        new Field("playbook", PlaybookFormat.Playbook))
    { Name = "credential" };

    private static readonly RecordShape audit = new(
    [
        .. Request(Need.Optional),
        new("source", address with { Help = "The page of the provider's that describes the request" }, Need.Shipped),
        new("rows", pointer with { MayBeEmpty = true, FormName = pointer.FormName + " or \"\" where the answer is the list", Help = "The list of events in the answer; \"\" where the answer itself is the list" }, Need.Always),
        new("next", onwards with { Help = "What {page} is for the next request; 'link' and an address lead to that request itself" }),
        new("map", new RecordShape(
            new Field("time", pointer, Need.Always), new Field("actor", pointer), new Field("action", pointer), new Field("kind", pointer),
            new Field("detail", pointer), new Field("address", pointer), new Field("agent", pointer), new Field("target", pointer),
            new Field("credential", pointer), new Field("id", pointer))
        { Help = "Where an event's facts stand in its row" }, Need.Always),
    ])
    { Help = "Reading a log changes nothing, so 'effect' may be left out" };

    /// <summary>The time from which and up to which a log is read, in the forms that providers ask for, and the page.</summary>
    public static readonly string[] AuditNames =
    [
        .. from bound in new[] { "from", "to" }
           from form in new[] { "", "-date", "-seconds", "-milliseconds" }
           select bound + form,
        "page",
    ];

    public static readonly MapShape Audit = new(id, audit) { Help = "Logs that say what was done with a credential" };

    public static readonly RecordShape Provider = new(
        new Field("name", text with { Help = "As the provider writes itself" }, Need.Always),
        new Field("category", new TextShape { OneOf = Categories }, Need.Shipped),
        new Field("docs", address with { Help = "The page that says how its credentials work" }),
        new Field("hosts", new ListShape(host) { Help = "A request about these credentials may go nowhere else" }),
        new Field("credentials", new MapShape(id, Credential), Need.Always),
        new Field("audit", Audit),
        new Field("playbook", PlaybookFormat.Playbook));

    /// <summary>The mappings that the JSON Schema keeps by name.</summary>
    public static IEnumerable<RecordShape> Named => [answer, request, revocation, manual, .. ReachFormat.Named, PlaybookFormat.Playbook, Credential];

    public static bool IsId(string text) => System.Text.RegularExpressions.Regex.IsMatch(text, id.Form!);
}
