using System.Globalization;
using System.Text;
using Stanch.Catalog.Compiler.Patterns;

namespace Stanch.Catalog.Compiler.Export;

/// <summary>One detector as a rule of gitleaks' TOML.</summary>
/// <param name="Text">Empty when there is none.</param>
/// <param name="Why">Why there is none, or null.</param>
/// <param name="Looser">What the rule does not ask though the detector does: it may find more.</param>
internal sealed record GitleaksRuleText(string Id, string Text, string? Why, IReadOnlyList<string> Looser)
{
    public static GitleaksRuleText Of(Detector d)
    {
        if (d.Recognizer.Length > 0) return new(d.Id, "", $"found by a parser in code ({d.Recognizer}), not by a pattern", []);
        if (PatternParser.Parse(d.Pattern).Term is not { } term) return new(d.Id, "", "its pattern is no .NET pattern that can be read", []);

        var lookless = Lookless.Of(term);
        var (regex, group) = Re2Text.Write(lookless.Term);
        var looser = new List<string>();
        if (d.Checksum.Length > 0) looser.Add($"checksum {d.Checksum}");
        foreach (var part in d.Beside.Where(b => b.Needed)) looser.Add($"'{part.Name}' beside it");
        if (lookless.Lost > 0) looser.Add(lookless.Lost == 1 ? "a lookaround" : $"{lookless.Lost} lookarounds");

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {d.Severity.ToString().ToLowerInvariant()}, {d.Family}{(d.Public ? ", publishable by design" : "")}{(d.Source.Length > 0 ? ", " : "")}{d.Source}\n");
        if (looser.Count > 0) text.Append(CultureInfo.InvariantCulture, $"# not asked here: {string.Join(", ", looser)}\n");
        text.Append("[[rules]]\n");
        Line("id", Basic(d.Id));
        Line("description", Basic(d.Title));
        Line("regex", Literal(regex));
        if (group > 0) Line("secretGroup", group.ToString(CultureInfo.InvariantCulture));
        if (d.MinEntropy > 0) Line("entropy", d.MinEntropy.ToString("0.0##", CultureInfo.InvariantCulture));
        if (d.Paths.Length > 0) Line("path", Literal(PathText.Of(d.Paths)));
        Line("keywords", Listed(d.Anchors.Select(a => a.ToLowerInvariant()).Distinct().Select(Basic)));
        if (d.Stop.Length > 0 || lookless.Dropped.Count > 0)
        {
            text.Append("[[rules.allowlists]]\n");
            if (lookless.Dropped.Count > 0) Line("regexes", Listed(lookless.Dropped.Select(t => Literal(Re2Text.Write(t).Pattern))));
            if (d.Stop.Length > 0) Line("stopwords", Listed(d.Stop.Select(s => Basic(s.ToLowerInvariant()))));
        }
        return new(d.Id, text.ToString(), null, looser);

        void Line(string key, string value) => text.Append(key).Append(" = ").Append(value).Append('\n');
    }

    public static string Listed(IEnumerable<string> values) => $"[{string.Join(", ", values)}]";

    /// <summary>A literal string, in which a backslash is one: regular expressions stay readable.</summary>
    public static string Literal(string text) => $"'''{text.Replace("'''", "''\\x27", StringComparison.Ordinal)}{(text.EndsWith('\'') ? "(?:)" : "")}'''";

    public static string Basic(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') result.Append('\\').Append(c);
            else if (char.IsControl(c)) result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else result.Append(c);
        }
        return result.Append('"').ToString();
    }
}
