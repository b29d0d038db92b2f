namespace Stanch.Catalog.Compiler;

/// <param name="Id"><c>CAT014</c>.</param>
/// <param name="Meaning">What the table in the documentation says.</param>
internal sealed record Code(string Id, string Meaning, bool Warning = false);

/// <summary>Every mistake that the compiler can report. A code has one meaning for good: a number is never used again.</summary>
internal static class Codes
{
    private static readonly List<Code> all = [];

    public static readonly Code Unreadable = Of(1, "the file can't be read, is no UTF-8, or is larger than 1 MiB");
    public static readonly Code Syntax = Of(2, "not YAML");
    public static readonly Code Tab = Of(3, "a tab");
    public static readonly Code Indirection = Of(4, "an anchor, an alias or a tag");
    public static readonly Code DuplicateKey = Of(5, "a key twice in one mapping");
    public static readonly Code Documents = Of(6, "no document, or more than one");
    public static readonly Code UnknownKey = Of(7, "a key that the format doesn't have");
    public static readonly Code MissingKey = Of(8, "a key that has to be there");
    public static readonly Code Kind = Of(9, "text where a list or a mapping belongs, or the like");
    public static readonly Code NotListed = Of(10, "a value outside of its closed list");
    public static readonly Code Malformed = Of(11, "a value that is not written as its field asks (an address, a number, an id, a JSON pointer, …)");
    public static readonly Code Regex = Of(12, "a pattern that is no .NET regular expression, or uses what is not supported (back-references, conditions, characters beyond U+00FF)");
    public static readonly Code Unbounded = Of(13, "a quantifier without an upper bound");
    public static readonly Code MatchNotFound = Of(14, "a `match` example that the detector does not find");
    public static readonly Code IgnoreFound = Of(15, "an `ignore` example in which the detector finds something");
    public static readonly Code Anchor = Of(16, "an anchor with fewer than 3 bytes, or with bytes outside of printable ASCII");
    public static readonly Code AnchorMissed = Of(17, "a text that the pattern matches and that holds none of the anchors");
    public static readonly Code Groups = Of(18, "a group that is missing, is not set in every match, or can match nothing");
    public static readonly Code TooLong = Of(19, "a pattern whose match may span more than 16 KiB");
    public static readonly Code Unbound = Of(20, "a `{name}` in a request that nothing binds");
    public static readonly Code ForeignHost = Of(21, "a request to a host that is not in `hosts`");
    public static readonly Code Placeholder = Of(22, "a placeholder in an example that can't be expanded");
    public static readonly Code DuplicateId = Of(23, "an id that another file or rule already has");
    public static readonly Code UnknownPart = Of(24, "`needs` names a part that is not in `beside`");
    public static readonly Code FileName = Of(25, "a file name that is no provider id, or no family");
    public static readonly Code FindEither = Of(26, "both or none of `pattern` and `recognizer`, or a field that goes with the other one only");
    public static readonly Code Telling = Of(27, "an expression of `tells` that is none, or names a part that there is not");
    public static readonly Code ToldNothing = Of(28, "a fact of `tells` that none of the `match` examples gives");
    public static readonly Code ToldTooMuch = Of(29, "facts of `tells` that leave fewer than 16 characters of the secret untold");
    public static readonly Code FamilyMissing = Of(30, "a family without its file");
    public static readonly Code NoCommand = Of(31, "a `generate-call` or `revoke-call` that is no command for a shell: prose, or a request without the program that sends it");
    public static readonly Code SecretArgument = Of(32, "a `generate-call` or `revoke-call` that hands a secret to a program as an argument, where every process of the machine can read it");
    public static readonly Code Unproven = Of(33, "a rule of a check or of a revocation that any firewall or login page could meet too");
    public static readonly Code Impossible = Of(34, "a rule of a check or of a revocation that no answer can meet, or that meets every answer that another one meets");
    public static readonly Code ReachWrites = Of(35, "a request of `reach` that may do more than read");
    public static readonly Code ReachProof = Of(36, "a question of `reach` whose answer would prove nothing, or that no answer can meet");
    public static readonly Code RevokesNothing = Of(37, "a `revoke` of which no step ends anything, or in which an optional step comes before one that is always done");
    public static readonly Code ReachSentence = Of(38, "a sentence of `reach` with a `{name}` that nothing keeps");
    public static readonly Code Toml = Of(40, "not TOML");
    public static readonly Code NotHonoured = Of(41, "a rule or setting of gitleaks that Stanch can't honour");
    public static readonly Code Translation = Of(42, "a Go regular expression that can't be translated");
    public static readonly Code UnknownRule = Of(43, "a rule is named that neither the file nor the catalog has");
    public static readonly Code WithoutEffect = Of(44, "a setting that changes nothing here", warning: true);
    public static readonly Code KeywordsApart = Of(45, "keywords that need not stand in what the rule's regex matches: the rule is not limited by them", warning: true);

    public static IReadOnlyList<Code> All => all;

    private static Code Of(int number, string meaning, bool warning = false)
    {
        var code = new Code($"CAT{number:000}", meaning, warning);
        all.Add(code);
        return code;
    }
}
