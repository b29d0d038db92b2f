namespace Stanch.Playbooks.Formats;

/// <summary>Commands too long for the page, broken where a shell reads them as before: <c>\</c> at the end of a line, outside of quotes.</summary>
internal static class ShellLines
{
    private const string Continued = " \\";
    private const string Indent = "  ";

    /// <param name="lines">A script. One with a text over several lines in it (a quote, a here-document) stays as it is.</param>
    public static IReadOnlyList<string> Break(IReadOnlyList<string> lines, int width) =>
        lines.Any(l => l.Length > width) && lines.All(l => Spaces(l) is not null) ? [.. lines.SelectMany(l => Break(l, width))] : lines;

    private static List<string> Break(string line, int width)
    {
        List<string> broken = [];
        var spaces = Spaces(line)!;
        var from = 0;
        while (true)
        {
            var indent = from == 0 ? "" : Indent;
            var most = from + width - indent.Length;
            if (line.Length <= most) return [.. broken, indent + line[from..]];
            var ahead = spaces.Where(s => s > from).ToList();
            var fit = ahead.Where(s => s + Continued.Length <= most).ToList();
            // Before an option, so that its value stays beside it; a word that is longer than the page stands alone.
            var at = fit.Where(s => line[s + 1] is '-' or '|' or '&').DefaultIfEmpty(fit.DefaultIfEmpty(ahead.DefaultIfEmpty(-1).First()).Last()).Last();
            if (at < 0) return [.. broken, indent + line[from..]];
            broken.Add(indent + line[from..at] + Continued);
            from = at + 1;
        }
    }

    /// <summary>Single spaces between words; null for what goes on in the next line, or is too involved to be sure of.</summary>
    private static List<int>? Spaces(string line)
    {
        List<int> spaces = [];
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            var word = i == 0 || line[i - 1] == ' ';
            if (quote == '\0' && c == '#' && word) return [.. spaces.Where(s => s < i - 1)];
            if (quote == '\0' && c == '<' && line[i..].StartsWith("<<", StringComparison.Ordinal)) return null;
            // Quotes within quotes: "$(printf '%s' "a b")".
            if (quote == '"' && (c == '`' || c == '$' && line[i..].StartsWith("$(", StringComparison.Ordinal))) return null;
            if (c == '\\' && quote != '\'') i++;
            else if (quote == '\0' && c is '\'' or '"') quote = c;
            else if (c == quote) quote = '\0';
            else if (c == ' ' && quote == '\0' && i > 0 && i + 1 < line.Length && !word && line[i + 1] is not (' ' or '#')) spaces.Add(i);
        }
        return quote == '\0' ? spaces : null;
    }
}
