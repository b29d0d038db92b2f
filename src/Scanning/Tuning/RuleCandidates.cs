using System.Text;
using Stanch.Scanning.Ignoring;

namespace Stanch.Scanning.Tuning;

/// <summary>All rules that could speak for some false positives of one detector, the narrowest first: a file, folders from the inside out, names, an extension.</summary>
internal static class RuleCandidates
{
    private const int LongestName = 60;

    public static IEnumerable<FalseAlarmRule> For(string detector, IReadOnlyList<Finding> marked)
    {
        var rule = new FalseAlarmRule(detector, "false positive");
        List<string> paths = [.. marked.SelectMany(PathsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        List<string> names = [.. marked.Select(f => f.Name).OfType<string>().Where(Plain).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var folders = paths.SelectMany(Folders).Distinct(StringComparer.Ordinal).OrderByDescending(f => f.Count(c => c == '/')).ThenBy(f => f, StringComparer.Ordinal);
        return [
            .. paths.Select(p => rule with { Path = "/" + Escaped(p) }),
            .. folders.Select(f => rule with { Path = "/" + Escaped(f) + "/**" }),
            .. names.Select(n => rule with { Name = n }),
            .. names.Select(LastWord).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal).Select(w => rule with { Name = "*" + w }),
            .. paths.Select(Path.GetExtension).OfType<string>().Where(e => e.Length > 1).Distinct(StringComparer.Ordinal).Select(e => rule with { Path = "*" + Escaped(e) }),
        ];
    }

    /// <summary>Of content that has none, such as a message: nothing.</summary>
    public static IReadOnlyList<string> PathsOf(Finding finding) => finding.File.StartsWith('<') ? [] : [finding.File, .. finding.OtherPaths];

    private static IEnumerable<string> Folders(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1)) yield return path[..slash];
    }

    /// <summary>A name that stands for itself in a pattern and on a terminal.</summary>
    private static bool Plain(string name) => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    /// <summary><c>_hint</c> of <c>password_hint</c>, <c>Hint</c> of <c>passwordHint</c>; empty if it is but one word.</summary>
    private static string LastWord(string name)
    {
        for (var i = name.Length - 2; i > 0; i--)
        {
            if (name[i] is '_' or '-' or '.' || (char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]))) return name[i..];
        }
        return "";
    }

    private static string Escaped(string path)
    {
        if (path.IndexOfAny(['*', '?', '[', '\\']) < 0 && !path.EndsWith(' ')) return path;
        var escaped = new StringBuilder();
        foreach (var (c, last) in path.Select((c, i) => (c, i == path.Length - 1)))
        {
            if (c is '*' or '?' or '[' or '\\' || (c == ' ' && last)) escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }
}
