using System.Globalization;
using System.Text;

namespace Stanch.Text;

/// <summary>
/// Foreign text (paths, authors, snippets, messages of the system) made fit to be shown: one line, nothing in it that a terminal, a
/// bidirectional renderer or a build log takes for anything but text.
/// </summary>
/// <remarks>
/// What is unfit becomes visible as <c>\n</c>, <c>\x1B</c> or <c>\u{202E}</c>: control, format (bidi overrides, zero widths),
/// private-use and unassigned characters, line separators, halves of surrogate pairs. Build agents also run commands that stand anywhere in a
/// line of output (<c>##[…]</c>, <c>##vso[…]</c>, <c>##teamcity[…]</c>): their first <c>#</c> becomes <c>\x23</c>.
/// </remarks>
public static class Printable
{
    public static string Of(string text)
    {
        var at = FirstUnfit(text, 0);
        if (at < 0) return text;
        var fit = new StringBuilder(text.Length + 16);
        var done = 0;
        while (at >= 0)
        {
            fit.Append(text, done, at - done);
            if (!Rune.TryGetRuneAt(text, at, out var rune)) fit.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)text[at]:X4}}}");
            else Append(fit, rune);
            done = at + (rune == default ? 1 : rune.Utf16SequenceLength);
            at = FirstUnfit(text, done);
        }
        return fit.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>At most <paramref name="most"/> characters, the middle left out: both ends of a path say something.</summary>
    public static string Of(string text, int most)
    {
        // Cut before escaping, so that ten megabytes of a hostile name are not escaped first; twice over, as escaping grows it.
        var fit = Of(Middle(text, most));
        return fit.Length <= most ? fit : Middle(fit, most);
    }

    /// <summary>A line of code: tabs as four spaces, no indentation.</summary>
    public static string Code(string line) => Of(line.Trim().Replace("\t", "    ", StringComparison.Ordinal));

    private static string Middle(string text, int most)
    {
        if (text.Length <= most) return text;
        var head = most / 2;
        var tail = text.Length - (most - head - 1);
        if (char.IsLowSurrogate(text[tail])) tail++;
        if (char.IsHighSurrogate(text[head - 1])) head--;
        return string.Concat(text.AsSpan(0, head), "…", text.AsSpan(tail));
    }

    private static int FirstUnfit(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\x7F')
            {
                if (c == '#' && StartsCommand(text.AsSpan(i))) return i;
                continue;
            }
            if (!Rune.TryGetRuneAt(text, i, out var rune) || !IsFit(rune)) return i;
            i += rune.Utf16SequenceLength - 1;
        }
        return -1;
    }

    private static bool StartsCommand(ReadOnlySpan<char> rest) =>
        rest.StartsWith("##[", StringComparison.Ordinal)
        || rest.StartsWith("##vso[", StringComparison.OrdinalIgnoreCase)
        || rest.StartsWith("##teamcity[", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for what can stand in a line of output as it is.</summary>
    public static bool IsFit(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate)
        // Letters by category, blank on the screen.
        && rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800);

    private static void Append(StringBuilder fit, Rune rune)
    {
        _ = rune.Value switch
        {
            '\n' => fit.Append("\\n"),
            '\r' => fit.Append("\\r"),
            '\t' => fit.Append("\\t"),
            < 0x100 => fit.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
            _ => fit.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}"),
        };
    }
}
