using Stanch.Catalog.Compiler;

namespace Stanch.Tests.Catalog.Compiler;

/// <summary>Every mistake that a provider file can hold, at its place and in its words.</summary>
public sealed class DiagnosticsTest
{
    private const string Pattern = "'(?<![A-Za-z0-9_])(?<secret>acme_[A-Za-z0-9]{24})(?![A-Za-z0-9_])'";

    private static string Asked(string ask) => "check: { effect: none, send: 'GET https://api.acme.example/me', live: { status: 200, has: /id } }\n    reach:\n      source: https://acme.example/docs\n"
        + $"      asks:\n        - {ask}\n";

    /// <summary>What is changed in a file without mistakes, and all that is then said about it.</summary>
    public static TheoryData<string, string, string[]> Mistakes => new()
    {
        { "hosts: [api.acme.example]", "hosts: [api.acme.example", ["acme.yaml(5,1): error CAT002: the text can't be read any further here"] },
        { "docs: ", "docs:\t", ["acme.yaml(3,6): error CAT003: a tab; write blanks, or \\t in double quotes"] },
        { "name: Acme", "name: &a Acme", ["acme.yaml(1,7): error CAT004: the anchor '&a'"] },
        { "docs: https://acme.example/docs", "docs: *a", ["acme.yaml(3,7): error CAT004: the alias '*a': write the value again"] },
        { "name: Acme", "name: !!str Acme", ["acme.yaml(1,7): error CAT004: the tag 'tag:yaml.org,2002:str': every scalar is text"] },
        { "name: Acme", "name: Acme\nname: Acme", ["acme.yaml(2,1): error CAT005: 'name' stands twice"] },
        { "severity: high", "severty: high", ["acme.yaml(7,5): error CAT008: 'token' lacks 'severity'", "acme.yaml(8,5): error CAT007: 'token' has no key 'severty'; is 'severity' meant?"] },
        { "hosts: [api.acme.example]", "hosts: api.acme.example", ["acme.yaml(4,8): error CAT009: 'hosts' takes a list, not text"] },
        { "sure: documented", "sure: certain", ["acme.yaml(11,11): error CAT010: 'sure' is 'certain'; it may be documented, observed, contextual"] },
        { "docs: https://acme.example/docs", "docs: acme.example", ["acme.yaml(3,7): error CAT011: 'docs' is 'acme.example', which is not an address (https://…)"] },
        { Pattern, "'(?<secret>acme_[z-a]{24})'", ["acme.yaml(14,16): error CAT012: Invalid pattern '(?<secret>acme_[z-a]{24})' at offset 19. [x-y] range in reverse order."] },
        { Pattern, @"'(?<secret>acme_([a-z])\1{24})'", ["acme.yaml(14,16): error CAT012: at character 23 of the pattern: a back-reference is not supported"] },
        { Pattern, "'(?<secret>acme_[A-Za-z0-9]+)'", ["acme.yaml(14,16): error CAT013: the quantifier '+' at character 27 of the pattern has no upper bound; write {0,64} or the like"] },
        { "ACME_TOKEN=acme_{alnum:24}", "ACME_TOKEN=acme-xyz", ["acme.yaml(15,42): error CAT014: 'match' 2 is not found by 'acme/token' (anchor found; no run of 29 fitting characters near it): ACME_TOKEN=acme-xyz"] },
        { "[acme_]", "[ac]", ["acme.yaml(13,17): error CAT016: the anchor 'ac' has to be at least 3 bytes of printable ASCII"] },
        { "(?<secret>", "(?<value>", ["acme.yaml(14,16): error CAT018: the pattern has no group 'secret': (?<secret>…)"] },
        { "(?<secret>acme_[A-Za-z0-9]{24})", "acme_(?<secret>[A-Za-z0-9]{24})?", ["acme.yaml(14,16): error CAT018: group 'secret' is not set in every match"] },
        { "(?<secret>acme_[A-Za-z0-9]{24})", "acme_(?<secret>[A-Za-z0-9]{0,24})", ["acme.yaml(14,16): error CAT018: group 'secret' can match nothing"] },
        { "acme_[A-Za-z0-9]{24})", "acme_[A-Za-z0-9]{24,17000})", ["acme.yaml(14,16): error CAT019: a match may span 17005 bytes and look at 17007; at most 16384 and 17408 are possible"] },
        { "acme_{alnum:23}", "acme_{letters:23}", ["acme.yaml(16,16): error CAT022: 'ignore' 1: '{letters:23}' is unknown; there are digit, lower, upper, alpha, alnum, lowernum, uppernum, hex, HEX, base64, base64url, base32, any, checksum and uuid"] },
        { "      match:", "      needs: [id]\n      match:", ["acme.yaml(15,15): error CAT024: 'needs' names 'id', which is not in 'beside'"] },
        { "      match:", "      recognizer: assignment\n      match:", ["acme.yaml(13,7): error CAT026: 'find' has both 'pattern' and 'recognizer'"] },
        { "      match:", "      tells: { owner: 'guess 1' }\n      match:", ["acme.yaml(15,23): error CAT027: 'guess 1': 'guess' is no verb; there are " + string.Join(", ", Stanch.Detection.Telling.Facts.Usages.Select(u => u.Split(' ')[0]))] },
        { "      match:", "      tells: { owner: '{id} | split - 0' }\n      match:", ["acme.yaml(15,23): error CAT027: '{id} | split - 0': there is no part 'id'"] },
        { "      match:", "      tells: { owner: split - 1 }\n      match:", ["acme.yaml(15,16): error CAT028: none of the 'match' examples tells 'owner'"] },
        { "      match: [", "      tells: { owner: chars 5 20 }\n      match: [", ["acme.yaml(16,15): error CAT029: 'tells' leaves 9 characters of the secret untold; a guesser must be left with 16", "acme.yaml(16,42): error CAT029: 'tells' leaves 9 characters of the secret untold; a guesser must be left with 16"] },
        { "hosts:", "playbook: { generate-call: Open the console. }\nhosts:", ["acme.yaml(4,28): error CAT031: 'generate-call' is 'Open the console.', which is not a command (curl -X DELETE …)"] },
        { "hosts:", "playbook: { revoke-call: [vault token revoke -self, open the console] }\nhosts:", ["acme.yaml(4,53): error CAT031: 'revoke-call' is 'open the console', which is not a command (curl -X DELETE …)"] },
        { "hosts:", "playbook: { revoke-call: 'DELETE https://api.acme.example/tokens' }\nhosts:", ["acme.yaml(4,26): error CAT031: 'revoke-call' is 'DELETE https://api.acme.example/tokens', which is not a command (curl -X DELETE …)"] },
        { "hosts:", "playbook: { revoke-call: 'curl -u \"$ID:$SECRET\" https://api.acme.example' }\nhosts:", ["acme.yaml(4,26): error CAT032: 'revoke-call' hands $SECRET to a program as an argument, which every process can read; pipe it: printf '%s\\n' \"Authorization: Bearer $SECRET\" | curl -H @- …"] },
        { "hosts:", "audit: { log: { send: 'GET https://api.acme.example/log?since={from-epoch}', rows: log, next: later, map: { time: /at } } }\nhosts:",
            ["acme.yaml(4,15): error CAT008: 'log' lacks 'source'",
                "acme.yaml(4,23): error CAT020: nothing binds '{from-epoch}'; bound are from, from-date, from-milliseconds, from-seconds, page, secret, to, to-date, to-milliseconds, to-seconds (braces of the text's own take blanks: '{ from-epoch }')",
                "acme.yaml(4,84): error CAT011: 'rows' is 'log', which is not a JSON pointer (/name/name) or \"\" where the answer is the list",
                "acme.yaml(4,95): error CAT011: 'next' is 'later', which is not a JSON pointer (/name/name), 'header NAME' or 'link' (the Link header's rel=\"next\")"] },
        { "find:", "check: { effect: none, send: 'GET https://api.acme.example/{me}', live: { status: 200, has: /id } }\n    find:", ["acme.yaml(12,34): error CAT020: nothing binds '{me}'; bound are secret (braces of the text's own take blanks: '{ me }')"] },
        { "find:", "check: { effect: none, send: 'GET https://api.acme.example/me', live: { status: 200 } }\n    find:", ["acme.yaml(12,75): error CAT033: 'live' by status alone: add what only the provider's own answer has ('has', 'word' or 'header')"] },
        { "find:", "check: { effect: none, send: 'GET https://api.acme.example/me', live: { status: 200, has: /id }, dead: { status: [401, 403] } }\n    find:", ["acme.yaml(12,108): error CAT033: 'dead' by status alone: add what only the provider's own answer has ('has', 'word' or 'header')"] },
        { "find:", "check: { effect: none, send: 'GET https://api.acme.example/me', live: { status: 200, has: /id }, dead: { status: 503, word: no } }\n    find:", ["acme.yaml(12,108): error CAT034: 'dead' by status 503, which never proves anything"] },
        { "find:", "check: { effect: none, send: 'GET https://api.acme.example/me', live: { status: 200, has: /id }, dead: { status: 200, has: [/id, /error] } }\n    find:", ["acme.yaml(12,108): error CAT034: 'live' and 'dead' are met by the same answers: they share a status and differ in nothing that both can't hold"] },
        { "find:", $"{Asked("{ may: end it, send: 'DELETE https://api.acme.example/me', keep: { id: /id } }")}    find:", ["acme.yaml(16,32): error CAT035: 'DELETE': what a credential opens is asked by GET, or by a POST of which a page ('reads') says that it only reads"] },
        { "find:", $"{Asked("{ may: ping, send: 'GET https://api.acme.example/ping' }")}    find:", ["acme.yaml(16,11): error CAT036: any 2xx would be a yes: add 'keep', 'list', or 'allowed' by what only the provider's own answer has"] },
        { "find:", $"{Asked("{ may: look, send: 'GET https://api.acme.example/me', keep: { id: /id }, refused: { status: 502 } }")}    find:", ["acme.yaml(16,93): error CAT036: 'refused' by status 502, which is no refusal"] },
        { "find:", $"{Asked("{ may: look, send: 'GET https://api.acme.example/me', keep: { id: /id }, says: 'It is {owner}.' }")}    find:", ["acme.yaml(16,90): error CAT038: nothing keeps '{owner}'; kept are id"] },
        { "find:", "revoke: { effect: changes, send: 'POST https://acme.example/', auth: 'bearer {secret}', done: { status: 204 } }\n    find:", ["acme.yaml(12,38): error CAT021: the host 'acme.example' is not in 'hosts': api.acme.example"] },
        { "find:", "revoke: { effect: changes, send: 'DELETE https://api.acme.example/' }\n    find:", ["acme.yaml(12,13): error CAT008: 'revoke' lacks 'done'"] },
        { "find:", "revoke: { effect: none, send: 'GET https://api.acme.example/', done: { status: 200 } }\n    find:", ["acme.yaml(12,13): error CAT037: no step that is always done has the effect 'changes': nothing would be revoked"] },
        { "find:", "revoke: [{ effect: changes, optional: true, send: 'PUT https://api.acme.example/', done: { status: 204 } }, { effect: changes, send: 'DELETE https://api.acme.example/', done: { status: 204 } }]\n    find:",
            ["acme.yaml(12,113): error CAT037: a step that is always done comes after an optional one; the optional ones stand last"] },
        { "find:", "revoke: { effect: changes, send: 'DELETE https://api.acme.example/', done: { status: [200, 403] }, gone: { status: 404 } }\n    find:",
            ["acme.yaml(12,80): error CAT033: 'done' by status alone: add what only the provider's own answer has ('has', 'word' or 'header')",
                "acme.yaml(12,110): error CAT033: 'gone' by status alone: add what only the provider's own answer has ('has', 'word' or 'header')"] },
        { "find:", "revoke: { effect: changes, send: 'DELETE https://api.acme.example/', done: { status: 200 }, gone: { status: 200, word: no } }\n    find:",
            ["acme.yaml(12,103): error CAT034: 'done' and 'gone' are met by the same answers: they share a status and differ in nothing that both can't hold"] },
        { "find:", "revoke: { effect: changes, send: 'DELETE https://api.acme.example/{id}', done: { status: 204 } }\n    check: { effect: none, send: 'GET https://api.acme.example/', live: { status: 200, has: /id }, keep: { id: /id } }\n    find:",
            ["acme.yaml(12,38): error CAT020: nothing binds '{id}'; bound are secret (braces of the text's own take blanks: '{ id }')"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_reads_like_a_compiler_error(string from, string to, string[] expected)
    {
        using var compiled = Compiled.Changed(from, to);
        Assert.Equal(expected, compiled.Diagnostics);
        Assert.Null(compiled.Result.Catalog);
    }

    /// <summary>Files as a whole: their names and texts, and what is said about them.</summary>
    public static TheoryData<(string, string)[], string[]> Files => new()
    {
        { [("acme.yaml", "")], ["acme.yaml(1,1): error CAT006: the file is empty"] },
        { [("acme.yaml", Compiled.Acme + "---\n" + Compiled.Acme)], ["acme.yaml(17,1): error CAT006: a second document; a file holds one"] },
        { [("acme.yaml", "- a")], ["acme.yaml(1,1): error CAT009: a file holds a mapping, not a list"] },
        { [("acme.yaml", new string(' ', 1 << 20) + "a: b")], ["acme.yaml(1,1): error CAT001: the file has 1048580 bytes; at most 1048576 are read"] },
        { [("Acme_1.yaml", Compiled.Acme)], ["Acme_1.yaml(1,1): error CAT025: the file's name makes the provider's id 'Acme_1', which is not an id (lower-case letters, digits and single dashes)"] },
        { [("a/acme.yaml", Compiled.Acme), ("b/acme.yaml", Compiled.Acme)], ["b/acme.yaml(1,1): error CAT023: the provider 'acme' is also in a/acme.yaml"] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void So_does_a_file_that_is_wrong_as_a_whole((string, string)[] files, string[] expected)
    {
        using var compiled = Compiled.Files(files);
        Assert.Equal(expected, compiled.Diagnostics.Select(d => d.Replace('\\', '/')));
    }

    [Fact]
    public void A_value_that_an_ignore_example_should_not_hold_is_named()
    {
        using var compiled = Compiled.Changed("acme_{alnum:23}", "see acme_{alnum:24}!");
        var only = Assert.Single(compiled.Diagnostics);
        Assert.Matches(@"^acme\.yaml\(16,16\): error CAT015: in 'ignore' 1 'acme/token' finds '(acme_\w{24})': see \1!$", only);
    }

    [Fact]
    public void Text_without_an_anchor_is_shown()
    {
        using var compiled = Compiled.Changed("acme_[A-Za-z0-9]{24}", "ac[a-m]e_[A-Za-z0-9]{24}");
        Assert.Contains(compiled.Diagnostics, d => System.Text.RegularExpressions.Regex.IsMatch(
            d, @"^acme\.yaml\(14,16\): error CAT017: the pattern matches 'ac[a-l]e_\w{24}', which holds none of the anchors$"));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var missing = Path.Combine(Path.GetTempPath(), "stanch-no-such-folder", "acme.yaml");
        Assert.StartsWith($"{missing}(1,1): error CAT001: ", CatalogCompiler.CompileFiles([missing]).Diagnostics.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_of_a_file_are_reported_at_once()
    {
        using var compiled = Compiled.Files(("acme.yaml", Compiled.Acme
            .Replace("category: payments", "category: money", StringComparison.Ordinal)
            .Replace("severity: high", "severity: dire", StringComparison.Ordinal)
            .Replace("{24})", "{24,})", StringComparison.Ordinal)));
        Assert.Equal(["CAT010", "CAT010", "CAT013"], compiled.Result.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void A_message_stays_on_its_line()
    {
        using var compiled = Compiled.Changed("sure: documented", "sure: \"a\\n\\e[31m\"");
        Assert.Contains(@"'sure' is 'a\x0a\x1b[31m'", Assert.Single(compiled.Diagnostics), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_of_a_provider_file_is_shown_here()
    {
        var shown = Mistakes.SelectMany(row => row.Data.Item3).Concat(Files.SelectMany(row => row.Data.Item2)).Select(d => d.Split("error ")[1][..6]);
        Assert.Equal(Codes.All.Select(c => c.Id).Where(id => string.CompareOrdinal(id, "CAT040") < 0 && id != Codes.FamilyMissing.Id), shown.Append("CAT015").Append("CAT017").Distinct().Order(StringComparer.Ordinal));
    }
}
