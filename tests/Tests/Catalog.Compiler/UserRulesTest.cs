using System.Text;
using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Examples;
using Stanch.Catalog.Compiler.Patterns;
using Stanch.Catalog.Compiler.Rules;
using Stanch.Detection;

namespace Stanch.Tests.Catalog.Compiler;

public sealed class UserRulesTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-").FullName;
    private readonly Compiled shipped = Compiled.Files(("acme.yaml", Compiled.Acme));

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        shipped.Dispose();
    }

    private UserRules Load(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return UserRules.Load(path);
    }

    private string[] Said(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Select(d => d.ToString().Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];

    private ProviderCatalog Combined(params UserRules[] rules)
    {
        var result = UserRules.Combine(shipped.Catalog, rules);
        return result.Catalog ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    private static string[] Found(ProviderCatalog catalog, string text, string path = "src/a.txt", string? commit = null)
    {
        var scanner = new DetectionEngine(catalog.Detectors).Open();
        var matches = new List<Match>();
        var cut = true;
        // On a machine that has other things to do, the first use of a linear pattern may take longer than the engine lets it.
        for (var n = 0; n < 20 && cut; n++)
        {
            cut = false;
            matches.Clear();
            scanner.LimitHit = _ => cut = true;
            scanner.Scan(Encoding.UTF8.GetBytes(text), matches);
        }
        return [.. matches.Where(m => !PlaceRules.Allows(m, path, commit)).Select(m => $"{m.Detector.Id} {Encoding.UTF8.GetString(m.Value)}")];
    }

    private static string Value(int length, string start = "k3q") => start + Classes.Draw("lowernum", length - start.Length, new Dice(start));

    [Fact]
    public void A_file_in_the_providers_format_needs_little()
    {
        var rules = Load("My_Own.yaml", """
            name: House
            credentials:
              key:
                title: House key
                find: { pattern: 'house[_-]key\s*=\s*(?<secret>[a-z0-9]+)' }
            """);
        Assert.Empty(rules.Diagnostics);
        var detector = Assert.Single(rules.Detectors);
        Assert.Equal(("my-own/key", Severity.Medium, Sureness.Contextual), (detector.Id, detector.Severity, detector.Sureness));
        Assert.Equal(["house-key", "house_key"], detector.Anchors);
        Assert.True(detector.Linear);
        Assert.Equal((0, 4096), (detector.Before, detector.After));
        Assert.Equal([$"my-own/key {Value(40)}"], Found(Combined(rules), $"house-key = {Value(40)}"));
    }

    [Fact]
    public void Its_mistakes_are_those_of_a_provider_file() =>
        Assert.Equal(["mine.yaml(1,1): error CAT008: 'the file' lacks 'credentials'"], Said(Load("mine.yaml", "name: x\n").Diagnostics));

    [Fact]
    public void A_file_of_an_unknown_kind_is_refused() =>
        Assert.Equal(["rules.json(1,1): error CAT025: a file of rules ends in .yaml, .yml or .toml (gitleaks)"], Said(Load("rules.json", "{}").Diagnostics));

    [Fact]
    public void A_provider_replaces_the_catalogs_of_the_same_name()
    {
        var rules = Load("acme.yaml", "name: Acme\ncredentials:\n  other: { title: Other, find: { anchors: [acme-], pattern: 'acme-(?<secret>[a-z0-9]{12})' } }\n");
        Assert.Equal(["acme/other"], Combined(rules).Detectors.Select(d => d.Id));
    }

    [Fact]
    public void Rules_of_the_same_id_in_two_files_are_a_mistake()
    {
        const string Text = "name: X\ncredentials:\n  k: { title: K, find: { pattern: 'xkey=(?<secret>[a-z0-9]{12})' } }\n";
        var result = UserRules.Combine(shipped.Catalog, [Load("x.yaml", Text), Load("X.yml", Text)]);
        Assert.Null(result.Catalog);
        Assert.Contains(Said(result.Diagnostics), d => d.Contains("error CAT023: 'x/k' is also in another file of rules", StringComparison.Ordinal));
    }

    private const string Rule = """
        title = "Our rules"
        [[rules]]
        id = "house-key"
        description = "House key"
        regex = '''(?i)house[_.-]?key\s{0,3}=\s{0,3}["']?([a-z0-9]{20})(?:["'\s]|$)'''
        keywords = ["house"]
        entropy = 2.0

        """;

    [Fact]
    public void A_gitleaks_rule_is_a_detector()
    {
        var rules = Load(".gitleaks.toml", Rule);
        Assert.Empty(rules.Diagnostics);
        var detector = Assert.Single(rules.Detectors);
        Assert.Equal(("gitleaks/house-key", "House key", 2.0, true), (detector.Id, detector.Title, detector.MinEntropy, detector.Linear));
        Assert.Equal(["house"], detector.Anchors);
        Assert.Equal(20, detector.MinRun);
        Assert.Equal("Our rules", rules.Providers.Single().Name);
        Assert.Equal([$"gitleaks/house-key {Value(20)}"], Found(Combined(rules), $"HOUSE_KEY = \"{Value(20)}\"\n"));
        Assert.Empty(Found(Combined(rules), $"HOUSE_KEY = \"{new string('a', 10)}{new string('b', 10)}\"\n"));
    }

    [Fact]
    public void Without_useDefault_the_catalog_is_left_out_and_with_it_kept()
    {
        Assert.Equal(["gitleaks/house-key"], Combined(Load("gitleaks.toml", Rule)).Detectors.Select(d => d.Id));
        Assert.Equal(["acme/token", "gitleaks/house-key"], Combined(Load("gitleaks.toml", Rule + "[extend]\nuseDefault = true\n")).Detectors.Select(d => d.Id));
    }

    [Fact]
    public void A_disabled_rule_of_the_catalog_is_gone_and_an_unknown_one_a_mistake()
    {
        Assert.Empty(Combined(Load("a.toml", "[extend]\nuseDefault = true\ndisabledRules = ['acme/token']\n")).Detectors);
        var unknown = UserRules.Combine(shipped.Catalog, [Load("b.toml", "[extend]\nuseDefault = true\ndisabledRules = ['aws-key']\n")]);
        Assert.Equal(["b.toml(3,18): error CAT043: 'disabledRules' names 'aws-key', which is neither a rule of the file nor a detector of the catalog (ids as in 'stanch detectors list')"], Said(unknown.Diagnostics));
        Assert.Null(unknown.Catalog);
    }

    [Fact]
    public void Another_file_is_extended_amended_and_disabled_from()
    {
        File.WriteAllText(Path.Combine(folder, "common.toml"), Rule + "[[rules]]\nid = 'door'\nregex = 'door=([a-z0-9]{12})'\nkeywords = ['door']\n");
        var rules = Load("mine.toml", """
            [extend]
            path = "common.toml"
            disabledRules = ["door"]
            [[rules]]
            id = "house-key"
            description = "Amended"
            [[rules.allowlists]]
            stopwords = ["K3Q"]
            """);
        Assert.Empty(rules.Diagnostics);
        var detector = Assert.Single(rules.Detectors);
        Assert.Equal(("mine/house-key", "Amended"), (detector.Id, detector.Title));
        Assert.Empty(Found(Combined(rules), $"house_key={Value(20)}"));
        Assert.Single(Found(Combined(rules), $"house_key={Value(20, "x7w")}"));
    }

    [Fact]
    public void A_rule_without_a_regex_amends_a_detector_of_the_catalog()
    {
        var rules = Load("a.toml", "[extend]\nuseDefault = true\n[[rules]]\nid = 'acme/token'\n[[rules.allowlists]]\npaths = ['^docs/']\n");
        var secret = $"acme_{Value(24)}";
        Assert.Empty(Found(Combined(rules), secret, "docs/a.md"));
        Assert.Equal([$"acme/token {secret}"], Found(Combined(rules), secret, "src/docs/a.md"));
    }

    [Theory]
    [InlineData("regexes = ['^k3']", 0)]
    [InlineData("regexes = ['^HOUSE']", 1)]
    [InlineData("regexTarget = 'match'\nregexes = ['^HOUSE']", 0)]
    [InlineData("regexTarget = 'line'\nregexes = ['# fine$']", 0)]
    [InlineData("stopwords = ['K3']", 0)]
    [InlineData("paths = ['(^|/)src/']", 0)]
    [InlineData("paths = ['(^|/)test/']", 1)]
    [InlineData("commits = ['0123456789012345678901234567890123456789']", 0)]
    [InlineData("condition = 'AND'\npaths = ['(^|/)src/']\nstopwords = ['K3']", 0)]
    [InlineData("condition = 'AND'\npaths = ['(^|/)test/']\nstopwords = ['K3']", 1)]
    [InlineData("condition = 'AND'\npaths = ['(^|/)src/']\nstopwords = ['other']", 1)]
    [InlineData("condition = 'OR'\npaths = ['(^|/)test/']\nstopwords = ['K3']", 0)]
    public void An_allowlist_drops_what_it_names(string criteria, int found)
    {
        var text = $"HOUSE_KEY = \"{Value(20)}\" # fine\n";
        foreach (var place in new[] { "[rules.allowlist]", "[[rules.allowlists]]", "[allowlist]", "[[allowlists]]" })
        {
            var catalog = Combined(Load("gitleaks.toml", $"{Rule}{place}\n{criteria}\n"));
            Assert.Equal(found, Found(catalog, text, "src/a.txt", "0123456789012345678901234567890123456789").Length);
        }
    }

    [Fact]
    public void A_global_allowlist_may_name_its_rules()
    {
        var text = $"house_key={Value(20)}\nhouse_door={Value(20)}\n";
        var rules = Rule + "[[rules]]\nid='door'\nregex='house_door=([a-z0-9]{20})'\nkeywords=['house_door']\n[[allowlists]]\ntargetRules=['door']\nstopwords=['k3']\n";
        Assert.Equal([$"gitleaks/house-key {Value(20)}"], Found(Combined(Load("gitleaks.toml", rules)), text));
    }

    [Fact]
    public void A_rule_may_be_limited_to_paths()
    {
        var rules = Load("gitleaks.toml", Rule + "path = '''\\.env$'''\n");
        Assert.Single(Found(Combined(rules), $"house_key={Value(20)}", "config/.env"));
        Assert.Empty(Found(Combined(rules), $"house_key={Value(20)}", "config/.env.md"));
    }

    [Fact]
    public void The_group_that_is_the_secret_may_be_named()
    {
        var rules = Load("g.toml", "[[rules]]\nid='a'\nregex='(door|gate)-(key)=([a-z0-9]{12})'\nsecretGroup=3\nkeywords=['door','gate']\n");
        Assert.Equal([$"g/a {Value(12)}"], Found(Combined(rules), $"gate-key={Value(12)}"));
        var first = Load("h.toml", $"[[rules]]\nid='a'\nregex='(x{{9}})?door-key=(?:([a-z0-9]{{12}})|([A-Z]{{12}}))'\nkeywords=['door']\n");
        Assert.Equal([$"h/a {Value(12)}"], Found(Combined(first), $"door-key={Value(12)}"));
        var whole = Load("i.toml", "[[rules]]\nid='a'\nregex='door-[a-z0-9]{12}'\nkeywords=['door']\n");
        Assert.Equal([$"i/a door-{Value(12)}"], Found(Combined(whole), $"door-{Value(12)}"));
    }

    [Fact]
    public void Without_keywords_an_anchor_comes_from_the_regex_or_it_runs_over_everything()
    {
        var derived = Load("a.toml", "[[rules]]\nid='a'\nregex='gate_([a-z0-9]{12})'\n");
        Assert.Equal(["gate_"], derived.Detectors[0].Anchors);
        var everywhere = Load("b.toml", "[[rules]]\nid='a'\nregex='[0-9]{4}-[a-z0-9]{12}-[0-9]{4}'\n");
        Assert.Empty(everywhere.Detectors[0].Anchors);
        Assert.Equal([$"b/a 4711-{Value(12)}-0815"], Found(Combined(everywhere), $"x\ny 4711-{Value(12)}-0815 z"));
    }

    [Fact]
    public void Keywords_that_stand_elsewhere_are_said_not_to_limit_the_rule()
    {
        var rules = Load("a.toml", "[[rules]]\nid='a'\nregex='gate_([a-z0-9]{12})'\nkeywords=['acme']\n");
        Assert.Equal(["a.toml(1,1): warning CAT045: rule 'a': 'keywords' need not stand in what 'regex' matches, so the rule is not limited by them"], Said(rules.Diagnostics));
        Assert.Equal(["gate_"], rules.Detectors[0].Anchors);
    }

    [Theory]
    [InlineData("id = ", "a.toml(1,6): error CAT040")]
    [InlineData("title = 'x'\nid = \"a\\", "a.toml(2,9): error CAT040: the file ends after '\\' within a string")]
    [InlineData("title = \"\"\"x\\", "a.toml(1,14): error CAT040: the file ends after '\\' within a string")]
    [InlineData("title = \"\\uD83d\"", "a.toml(1,11): error CAT040: Invalid Unicode scalar value [D83D]")]
    [InlineData("[[rules]]\nid='a'\nregex='b'\nregexp='c'", "a.toml(4,1): error CAT007: 'rules: a' has no key 'regexp'; is 'regex' meant?")]
    [InlineData("[[rules]]\nregex='b'", "a.toml(1,1): error CAT008: 'rules' lacks 'id'")]
    [InlineData("[[rules]]\nid='a'\nregex='b'\n[[rules]]\nid='a'\nregex='b'", "a.toml(4,1): error CAT023: the rule 'a' stands twice")]
    [InlineData("[[rules]]\nid='a'\nregex='(?<=b)c'", "a.toml(3,7): error CAT042: rule 'a': at character 1 of 'regex': Go knows no lookbehind")]
    [InlineData("[[rules]]\nid='a'\npath='\\.p12$'", "a.toml(1,1): error CAT041: rule 'a' looks at paths alone; Stanch reports values that stand in files")]
    [InlineData("[[rules]]\nid='a'\nregex='(b)'\nsecretGroup=2", "a.toml(3,7): error CAT041: rule 'a': 'secretGroup' is 2, but 'regex' has 1 groups")]
    [InlineData("[[rules]]\nid='a'\nregex='bcd'\n[[rules.required]]\nid='c'", "a.toml(4,1): error CAT041: rule 'a': 'required' makes it a part of another rule, which Stanch doesn't know")]
    [InlineData("[[rules]]\nid='a'\nregex='bcd'\nskipReport=true", "a.toml(4,12): error CAT041: rule 'a': 'skipReport' makes it a part of another rule, which Stanch doesn't know")]
    [InlineData("[[rules]]\nid='a'\nregex='bcd'\ntags=['x']", "a.toml(4,6): warning CAT044: rule 'a': 'tags' stand in no report")]
    [InlineData("[extend]\nurl='https://acme.example/rules.toml'", "a.toml(2,5): error CAT041: 'url': Stanch fetches nothing; save https://acme.example/rules.toml and name it as 'path'")]
    [InlineData("[[rules]]\nid='a'\nregex='bcd'\n[rules.allowlist]\nregexes=['(']", "a.toml(5,10): error CAT042: rule 'a': an allowlist: at character 1 of '(': a '(' without its ')'")]
    [InlineData("[[rules]]\nid='a'\nregex='bcd'\n[rules.allowlist]\ndescription='x'", "a.toml(4,1): warning CAT044: rule 'a': an allowlist that names nothing")]
    [InlineData("[[rules]]\nid='a'", "a.toml(1,1): error CAT041: rule 'a' has no 'regex', and is no rule that this file or the catalog has")]
    public void What_can_not_be_honoured_is_named(string toml, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Said(Load("a.toml", toml).Diagnostics)), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_extends_itself_comes_to_an_end() =>
        Assert.Contains(Said(Load("a.toml", "[extend]\npath='a.toml'\n").Diagnostics), d => d.Contains("error CAT041: 'path': files extend each other 2 deep at most", StringComparison.Ordinal));

    [Fact]
    public void Every_code_of_rules_is_shown_here() =>
        Assert.Equal(["CAT040", "CAT041", "CAT042", "CAT043", "CAT044", "CAT045"], Codes.All.Select(c => c.Id).Where(id => string.CompareOrdinal(id, "CAT040") >= 0));
}
