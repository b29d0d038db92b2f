using System.Globalization;
using System.Text.RegularExpressions;
using Stanch.Catalog.Compiler.Format;
using Stanch.Catalog.Compiler.Patterns;
using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Rules;

/// <summary>One rule of a gitleaks file, and how it becomes a detector.</summary>
internal sealed record GitleaksRule(string Id, Place At, Complaints Complaints)
{
    public string Description { get; init; } = "";
    public TextNode? Regex { get; init; }
    public int SecretGroup { get; init; }
    public double Entropy { get; init; }
    public TextNode? Path { get; init; }
    public IReadOnlyList<string> Keywords { get; init; } = [];
    public IReadOnlyList<Allowance> Allow { get; init; } = [];

    public static GitleaksRule Read(MapNode map, string id, Complaints complaints)
    {
        foreach (var key in new[] { "required", "skipReport" })
        {
            if (map[key] is { } node and not (TextNode { Value: "false" } or ListNode { Items: [] }))
                complaints.Add(node.At, Codes.NotHonoured, $"rule '{id}': '{key}' makes it a part of another rule, which Stanch doesn't know");
        }
        if (map.List("tags") is { Items.Count: > 0 } tags) complaints.Add(tags.At, Codes.WithoutEffect, $"rule '{id}': 'tags' stand in no report");
        return new GitleaksRule(id, map.At, complaints)
        {
            Description = map.Text("description")?.Value ?? "",
            Regex = map.Text("regex") is { Value.Length: > 0 } regex ? regex : null,
            SecretGroup = (int)Number(map, "secretGroup"),
            Entropy = Number(map, "entropy"),
            Path = map.Text("path") is { Value.Length: > 0 } path ? path : null,
            Keywords = [.. map.Texts("keywords").Select(k => k.Value.ToLowerInvariant())],
            Allow = GitleaksAllowlist.ReadAll(map, $"rule '{id}'", complaints),
        };
    }

    private static double Number(MapNode map, string key) =>
        double.TryParse(map.Text(key)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The rule of the same id in a file that extends this one's: what it sets wins, lists are joined.</summary>
    public GitleaksRule AmendedBy(GitleaksRule other) => other with
    {
        Description = other.Description.Length > 0 ? other.Description : Description,
        Regex = other.Regex ?? Regex,
        SecretGroup = other.SecretGroup > 0 ? other.SecretGroup : SecretGroup,
        Entropy = other.Entropy > 0 ? other.Entropy : Entropy,
        Path = other.Path ?? Path,
        Keywords = [.. Keywords, .. other.Keywords],
        Allow = [.. Allow, .. other.Allow],
    };

    /// <returns>Null when it can't be honoured; the complaints then say why.</returns>
    public Detector? Compile(string provider)
    {
        if (Regex is null)
        {
            Complaints.Add(At, Codes.NotHonoured, Path is null
                ? $"rule '{Id}' has no 'regex', and is no rule that this file or the catalog has"
                : $"rule '{Id}' looks at paths alone; Stanch reports values that stand in files");
            return null;
        }
        var (pattern, groups, fault) = GoRegex.Translate(Regex.Value, bytes: true, SecretGroup);
        // The one group, if it always takes part, is the secret: more can be known of it by its name.
        if (SecretGroup == 0 && groups == 1 && pattern is not null)
        {
            var (named, _, _) = GoRegex.Translate(Regex.Value, bytes: true, secretGroup: 1);
            if (PatternParser.Parse(named!).Term is { } term && new PatternFacts(term).Sets("secret")) pattern = named;
        }
        if (pattern is null)
        {
            Complaints.Add(Regex.At, Codes.Translation, $"rule '{Id}': at character {fault!.At + 1} of 'regex': {fault.Message}");
            return null;
        }
        if (SecretGroup > groups)
        {
            Complaints.Add(Regex.At, Codes.NotHonoured, $"rule '{Id}': 'secretGroup' is {SecretGroup}, but 'regex' has {groups} groups");
            return null;
        }
        var reading = new PatternReader(new TextNode(Regex.At, pattern), new Reader(Complaints, Users: true));
        if (reading.Facts() is not { } facts || !reading.CheckLength(facts)) return null;

        var allow = Allow.ToList();
        if (Path is not null)
        {
            if (GitleaksAllowlist.PathPattern(Path, $"rule '{Id}'", Complaints) is not { } path) return null;
            // A path that does not match is what such an allowance covers.
            allow.Add(new Allowance(All: false, "secret", [], [], [$"\\A(?![\\s\\S]*?(?:{path}))"], []));
        }
        return PatternReader.WithWindows(
            new Detector
            {
                Id = $"{provider}/{Id}", Provider = provider, Title = Description.Length > 0 ? Description : Id,
                Severity = Severity.Medium, Sureness = Sureness.Observed, Family = "api-key",
                Pattern = pattern, Linear = true, Anchors = Anchors(facts, pattern), MinEntropy = Entropy, Allow = [.. allow],
            },
            facts);
    }

    /// <summary>
    /// gitleaks runs a regex over a file that holds one of the keywords anywhere. The engine looks for anchors inside of the match: the keywords, where
    /// they stand there in every match, else what the regex itself has. Without any, the regex runs over everything.
    /// </summary>
    private string[] Anchors(PatternFacts facts, string pattern)
    {
        string[] usable = [.. Keywords.Where(k => k.Length >= 3 && k.All(c => c is >= ' ' and <= '~')).Distinct()];
        if (usable.Length > 0)
        {
            if (facts.SpotOf(usable) is not null) return usable;
            if (usable.Length == Keywords.Distinct().Count() && PatternReader.Counterexample(Id, pattern, usable, facts) is null) return usable;
        }
        if (Keywords.Count > 0)
            Complaints.Add(At, Codes.KeywordsApart, $"rule '{Id}': 'keywords' need not stand in what 'regex' matches, so the rule is not limited by them");
        return AnchorSpot.Derive(facts.Term);
    }
}
