using System.Text.RegularExpressions;
using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Rules;

/// <summary>Reads gitleaks' allowlists, the older single one and the newer several.</summary>
internal static class GitleaksAllowlist
{
    public static IReadOnlyList<Allowance> ReadAll(MapNode owner, string what, Complaints complaints) =>
        [.. Maps(owner).Select(m => Read(m, what, complaints)).OfType<Allowance>()];

    public static IEnumerable<MapNode> Maps(MapNode owner) =>
        (owner.List("allowlists")?.Items.OfType<MapNode>() ?? []).Concat(owner.Map("allowlist") is { } one ? [one] : []);

    public static Allowance? Read(MapNode map, string what, Complaints complaints)
    {
        var allowance = new Allowance(
            All: map.Text("condition")?.Value is "AND" or "and" or "&&",
            Target: map.Text("regexTarget")?.Value ?? "secret",
            Patterns: [.. map.Texts("regexes").Select(r => Pattern(r, $"{what}: an allowlist", complaints)).OfType<string>()],
            Stopwords: [.. map.Texts("stopwords").Select(t => t.Value).Where(w => w.Length > 0)],
            Paths: [.. map.Texts("paths").Select(p => PathPattern(p, $"{what}: an allowlist", complaints)).OfType<string>()],
            Commits: [.. map.Texts("commits").Select(t => t.Value).Where(c => c.Length > 0)]);
        var criteria = allowance.Patterns.Length + allowance.Stopwords.Length + allowance.Paths.Length + allowance.Commits.Length;
        if (criteria > 0) return allowance;
        if (!complaints.Any) complaints.Add(map.At, Codes.WithoutEffect, $"{what}: an allowlist that names nothing");
        return null;
    }

    /// <summary>A regular expression over the path's text, for .NET.</summary>
    public static string? PathPattern(TextNode node, string what, Complaints complaints) => Translated(node, bytes: false, what, complaints);

    private static string? Pattern(TextNode node, string what, Complaints complaints) => Translated(node, bytes: true, what, complaints);

    private static string? Translated(TextNode node, bool bytes, string what, Complaints complaints)
    {
        var (pattern, _, fault) = GoRegex.Translate(node.Value, bytes);
        var message = fault is null ? null : $"at character {fault.At + 1} of '{node.Value}': {fault.Message}";
        if (pattern is not null)
        {
            try
            {
                _ = new Regex(pattern, RegexOptions.CultureInvariant);
                return pattern;
            }
            catch (ArgumentException e)
            {
                message = e.Message;
            }
        }
        complaints.Add(node.At, Codes.Translation, $"{what}: {message}");
        return null;
    }
}
