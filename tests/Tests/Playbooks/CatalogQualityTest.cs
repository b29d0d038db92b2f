using System.Text;
using Stanch.Catalog.Compiler.Format;
using Stanch.Detection;
using Stanch.Playbooks;

namespace Stanch.Tests.Playbooks;

/// <summary>What holds for every playbook of the shipped catalog, as its authors wrote it.</summary>
public sealed class CatalogQualityTest
{
    private const int LongestText = 400;

    private static readonly string[] keys =
    [
        "what", "use-cases", "abuse", "reach", "outlives-rotation", "least-privilege", "allow-list", "variables", "console", "generate", "generate-call", "order", "order-why", "revoke", "revoke-call",
        "revoke-takes", "overlap", "stops", "break-glass", "misuse", "logs", "log-fields", "log-retention", "log-blind", "usage", "sessions", "leaks", "risks", "storage", "rotate-every", "links",
    ];

    /// <summary>Those whose credentials leak most: a reader in trouble gets facts of the provider itself under every key, or is told that there are none.</summary>
    private static readonly string[] mostLeaked =
    [
        "adyen", "airtable", "algolia", "anthropic", "artifactory", "asana", "atlassian", "auth0", "aws", "azure", "binance", "bitbucket", "braintree", "circleci", "cloudflare", "coinbase", "databricks", "datadog",
        "digitalocean", "discord", "docker-hub", "facebook", "figma", "firebase", "gcp", "github", "gitlab", "grafana", "hashicorp-vault", "heroku", "hubspot", "huggingface", "jenkins", "launchdarkly", "linear", "mailchimp",
        "mailgun", "mapbox", "mongodb", "netlify", "new-relic", "notion", "npm", "nuget", "okta", "openai", "pagerduty", "paypal", "plaid", "postgresql", "private-keys", "pypi", "razorpay", "sendgrid", "sentry", "shopify",
        "slack", "sonarqube", "square", "stripe", "supabase", "telegram", "terraform", "travis-ci", "trello", "twilio", "twitter", "vercel", "zendesk", "zoom",
    ];

    /// <summary>Pages of the provider, or of whoever made the format, on hosts that neither <c>docs</c> nor <c>hosts</c> nor <c>console</c> tells.</summary>
    private static readonly Dictionary<string, string[]> otherHosts = new(StringComparer.Ordinal)
    {
        ["adafruit-io"] = ["adafruit.github.io"],
        ["age"] = ["getsops.io"],
        ["anthropic"] = ["platform.claude.com"],
        ["aws"] = ["repost.aws"],
        ["bugsnag"] = ["bugsnagapiv2.docs.apiary.io"],
        ["cloudsmith"] = ["docs.cloudsmith.com"],
        ["netrc"] = ["www.gnu.org"],
        ["paypal"] = ["medium.com"],
        ["private-keys"] = ["cabforum.org", "docs.github.com", "keys.openpgp.org", "letsencrypt.org", "man.openbsd.org", "the.earth.li", "www.gnupg.org"],
        ["slack"] = ["docs.slack.dev"],
    };

    [Fact]
    public void Every_type_has_a_text_for_every_key_or_is_said_to_have_none() => Assert.Equal([],
        from type in Shelf.Shipped.Detectors
        from key in keys
        where !CatalogPlaybooks.Of(type).Speaks(key) && !CatalogPlaybooks.OfProvider(type.Provider).Speaks(key) && !CatalogPlaybooks.OfFamily(type.Family).Speaks(key)
        select $"{type.Id}: {key}");

    [Fact]
    public void Of_the_most_leaked_providers_no_key_is_left_to_the_family()
    {
        Assert.Equal([], mostLeaked.Except(Shelf.Shipped.Providers.Select(p => p.Id)));
        Assert.Equal([],
            from type in Shelf.Shipped.Detectors
            where mostLeaked.Contains(type.Provider)
            from key in keys
            where !CatalogPlaybooks.Of(type).Speaks(key) && !CatalogPlaybooks.OfProvider(type.Provider).Speaks(key)
            select $"{type.Id}: {key}");
    }

    [Fact]
    public void No_level_says_what_it_lists_as_unknown() => Assert.Equal([],
        from playbook in CatalogPlaybooks.Shipped
        from key in playbook.Keys.Intersect(playbook.Unknown)
        select $"{playbook.Id}: {key}");

    [Fact]
    public void No_text_is_longer_than_a_reader_in_a_hurry_takes_in() => Assert.Equal([],
        from playbook in CatalogPlaybooks.Shipped
        from key in playbook.Keys
        from text in playbook.Texts(key)
        where text.Length > LongestText
        select $"{playbook.Id}: {key} has {text.Length} characters");

    [Fact]
    public void Links_lead_to_pages_of_the_provider()
    {
        var wrong = new List<string>();
        foreach (var provider in Shelf.Shipped.Providers)
        {
            List<CatalogPlaybook> playbooks = [CatalogPlaybooks.OfProvider(provider.Id), .. Shelf.Shipped.Detectors.Where(d => d.Provider == provider.Id).Select(CatalogPlaybooks.Of)];
            var consoles = playbooks.SelectMany(p => p.Texts("console")).ToList();
            var known = provider.Hosts.Where(h => !h.StartsWith('{')).Select(h => h.TrimStart('*', '.').Split('/')[0])
                .Concat(consoles.Append(provider.Docs).Where(a => a.Length > 0).Select(a => new Uri(a).Host)).Select(Site).ToHashSet();
            foreach (var link in playbooks.SelectMany(p => p.Texts("links")).Concat(consoles).Concat(CatalogPlaybooks.AuditSources(provider)).Distinct())
            {
                var address = new Uri(link);
                if (address.Scheme != "https") wrong.Add($"{provider.Id}: {link} is not https");
                if (!known.Contains(Site(address.Host)) && !otherHosts.GetValueOrDefault(provider.Id, []).Contains(address.Host)) wrong.Add($"{provider.Id}: {link} is not the provider's");
            }
        }
        Assert.Equal([], wrong);
    }

    [Fact]
    public void A_public_type_says_that_it_is_public()
    {
        foreach (var type in Shelf.Shipped.Detectors.Where(d => d.Public))
        {
            var playbook = Shelf.Of(type.Id);
            Assert.StartsWith("No panic", playbook.Summary, StringComparison.Ordinal);
            Assert.Contains("Nothing has to be revoked", playbook.Lines("now"), StringComparison.Ordinal);
            Assert.Contains("public by design", playbook.Lines("checklist"), StringComparison.Ordinal);
        }
    }

    /// <summary>Neither in what the authors wrote nor in what is made of it: whoever scans a saved playbook, and asks for no more than the default does, must not be alarmed.</summary>
    [Fact]
    public void No_playbook_holds_what_looks_like_a_secret()
    {
        var scanner = new DetectionEngine(Shelf.Shipped.Detectors).Open();
        var library = new Library(Shelf.Shipped);
        var texts = CatalogPlaybooks.Shipped.Select(p => (Name: p.Id, Text: string.Join('\n', p.Keys.SelectMany(k => p.Texts(k).Select(t => $"{k}: {t}")))))
            .Concat(Shelf.Shipped.Detectors.Select(d => (Name: $"playbook {d.Id}", Text: Shelf.Written(library.Of(d, PlaybookRequest.Plain), "text"))))
            .Concat(Shelf.Shipped.Providers.Select(p => (Name: $"playbook {p.Id}", Text: Shelf.Written(library.Of(p, PlaybookRequest.Plain), "markdown"))));
        Assert.Equal([], texts.SelectMany(t => Found(scanner, t.Text).Select(found => $"{t.Name}: {found}")));
    }

    /// <summary>A command within a sentence stands behind a colon.</summary>
    [Fact]
    public void No_sentence_tells_a_reader_to_hand_a_secret_to_a_program_as_an_argument() => Assert.Equal([],
        from playbook in CatalogPlaybooks.Shipped
        from key in playbook.Keys.Except(["generate-call", "revoke-call"])
        from text in playbook.Texts(key)
        from variable in ShellArguments.Variables(text[(text.LastIndexOf(": ", StringComparison.Ordinal) + 1)..])
        where ShellArguments.IsSecret(variable)
        select $"{playbook.Id}: {key} hands over ${variable}");

    /// <summary>Nor do the programs and commands that are made for a store.</summary>
    [Theory]
    [InlineData("env"), InlineData("aws"), InlineData("vault"), InlineData("conjur"), InlineData("azure"), InlineData("gcp"), InlineData("kubernetes")]
    public void No_code_hands_a_secret_to_a_program_as_an_argument(string store)
    {
        var playbook = Shelf.Of("zoom/client-secret", new PlaybookRequest { Store = store, Language = "shell" });
        var scripts = playbook.Sections.SelectMany(s => s.Blocks).Where(b => b is { Kind: BlockKind.Code, Language: "shell" }).Select(b => string.Join('\n', b.Lines)).ToList();
        Assert.True(scripts.Count > 2, $"{scripts.Count} scripts");
        // A script's own variables are in lower case: $secret is the name under which the store has it.
        Assert.Equal([], scripts.SelectMany(ShellArguments.Variables).Where(v => char.IsAsciiLetterUpper(v[0]) && ShellArguments.IsSecret(v)));
    }

    private static IEnumerable<string> Found(Scanner scanner, string text)
    {
        var matches = new List<Match>();
        scanner.Scan(Encoding.UTF8.GetBytes(text), matches);
        return matches.Where(m => m.Confidence >= ConfidencePreset.Default.AtLeast).Select(m => $"{m.Detector.Id} in {Encoding.UTF8.GetString(m.Value)}");
    }

    /// <summary>The registered name: <c>zoom.us</c> of <c>developers.zoom.us</c>, <c>example.co.uk</c> of <c>docs.example.co.uk</c>.</summary>
    private static string Site(string host)
    {
        var labels = host.Split('.');
        var country = labels.Length > 2 && labels[^1].Length == 2 && labels[^2] is "co" or "com" or "ac" or "org" or "net";
        return string.Join('.', labels[^Math.Min(labels.Length, country ? 3 : 2)..]);
    }
}
