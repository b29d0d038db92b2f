using System.Globalization;
using System.Text;
using Stanch.Catalog.Compiler.Patterns;

namespace Stanch.Catalog.Compiler.Rules;

/// <summary>Reads a class or an escape of a Go regular expression and writes it for .NET.</summary>
internal sealed class GoClass(string pattern, int at, bool bytes)
{
    private static readonly Dictionary<string, Func<char, bool>> named = new(StringComparer.Ordinal)
    {
        ["alnum"] = char.IsAsciiLetterOrDigit, ["alpha"] = char.IsAsciiLetter, ["ascii"] = char.IsAscii, ["blank"] = c => c is ' ' or '\t',
        ["cntrl"] = c => c is < ' ' or '\x7F', ["digit"] = char.IsAsciiDigit, ["graph"] = c => c is > ' ' and <= '~', ["lower"] = char.IsAsciiLetterLower,
        ["print"] = c => c is >= ' ' and <= '~', ["punct"] = c => c is > ' ' and <= '~' && !char.IsAsciiLetterOrDigit(c),
        ["space"] = c => c is >= '\t' and <= '\r' or ' ', ["upper"] = char.IsAsciiLetterUpper, ["word"] = IsWord, ["xdigit"] = char.IsAsciiHexDigit,
    };

    private readonly SortedSet<int> beyondAscii = [];
    private ByteSet listed;
    private bool openEnded;

    public int At { get; private set; } = at;
    public PatternFault? Fault { get; private set; }

    /// <summary>From behind the <c>[</c> to behind the <c>]</c>.</summary>
    public string Read(int start)
    {
        var negated = Take("^");
        for (var first = true; ; first = false)
        {
            if (At >= pattern.Length) return Broken(start, "a '[' without its ']'");
            if (!first && Take("]")) break;
            var where = At;
            if (Set() is { } set)
            {
                listed |= set;
                continue;
            }
            var low = Rune();
            var high = low;
            if (At + 1 < pattern.Length && pattern[At] == '-' && pattern[At + 1] != ']')
            {
                At++;
                high = Rune();
                if (Fault is null && high < low) return Broken(where, "a range whose ends are in the wrong order");
            }
            if (Fault is not null) return "";
            listed |= ByteSet.Range(low, Math.Min(high, 0x7F));
            if (high > 0x7F) Beyond(Math.Max(low, 0x80), high);
        }
        return Fault is null ? Written(start, negated) : "";
    }

    private void Beyond(int low, int high)
    {
        // All that is not ASCII is one byte or more above 0x7F; a part of it can't be told apart byte by byte unless it is listed.
        if (low == 0x80 && high >= 0x10FFFF) openEnded = true;
        else if (high - low < 64) beyondAscii.UnionWith(Enumerable.Range(low, high - low + 1));
        else Broken(At, "a range of characters beyond ASCII");
    }

    private string Written(int start, bool negated)
    {
        if (openEnded) listed |= ByteSet.Range(0x80, 0xFF);
        var inside = Ranges(listed);
        if (beyondAscii.Count == 0) return listed == default && !negated ? "(?!)" : $"[{(negated ? "^" : "")}{inside}]";
        if (!bytes) return $"[{(negated ? "^" : "")}{inside}{string.Concat(beyondAscii.Where(r => r is < 0xD800 or > 0xDFFF and <= 0xFFFF).Select(char.ConvertFromUtf32))}]";
        if (negated) return Broken(start, "a negated class with characters beyond ASCII");
        var options = beyondAscii.Select(r => $"(?-i:{Utf8(r)})");
        return $"(?:{string.Join('|', listed == default ? options : options.Prepend($"[{inside}]"))})";
    }

    /// <summary>An escape outside of a class: text for .NET, or null and a character.</summary>
    public string? EscapeAlone(int start, out int rune)
    {
        rune = 0;
        At = start;
        if (Set() is { } set) return Fault is null ? $"[{Ranges(set)}]" : "";
        if (Fault is null) rune = Rune();
        return Fault is null ? null : "";
    }

    /// <summary>A class by name or by escape, or null: a character stands here.</summary>
    private ByteSet? Set()
    {
        var start = At;
        if (Take("[:"))
        {
            var end = pattern.IndexOf(":]", At, StringComparison.Ordinal);
            if (end < 0)
            {
                At = start;
                return null;
            }
            var name = pattern[At..end];
            At = end + 2;
            var negative = name.StartsWith('^');
            if (!named.TryGetValue(name.TrimStart('^'), out var holds)) { Broken(start, $"[:{name}:] is not known"); return default(ByteSet); }
            return Ascii(holds, negative);
        }
        if (At + 1 >= pattern.Length || pattern[At] != '\\') return null;
        ByteSet? set = pattern[At + 1] switch
        {
            'd' => Ascii(char.IsAsciiDigit, false),
            'D' => Ascii(char.IsAsciiDigit, true),
            'w' => Ascii(IsWord, false),
            'W' => Ascii(IsWord, true),
            's' => Ascii(IsSpace, false),
            'S' => Ascii(IsSpace, true),
            _ => null,
        };
        if (set is not null) At += 2;
        else if (pattern[At + 1] is 'p' or 'P') Broken(start, "\\p: categories of Unicode can't be told apart byte by byte");
        return set;
    }

    private static ByteSet Ascii(Func<char, bool> holds, bool negative) =>
        negative ? ByteSet.Where(c => c > 0x7F || !holds(c)) : ByteSet.Where(c => c <= 0x7F && holds(c));

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static bool IsSpace(char c) => c is '\t' or '\n' or '\f' or '\r' or ' ';

    /// <summary>One character, written as itself or as an escape.</summary>
    private int Rune()
    {
        var start = At;
        if (At >= pattern.Length) { Broken(start, "the pattern ends too early"); return 0; }
        var c = pattern[At++];
        if (char.IsHighSurrogate(c) && At < pattern.Length && char.IsLowSurrogate(pattern[At])) return char.ConvertToUtf32(c, pattern[At++]);
        if (c != '\\') return c;
        if (At >= pattern.Length) { Broken(start, "a '\\' at the end"); return 0; }
        c = pattern[At++];
        switch (c)
        {
            case 'a': return 7;
            case 'f': return 12;
            case 't': return 9;
            case 'n': return 10;
            case 'r': return 13;
            case 'v': return 11;
            case 'x': return Hex(start);
            case >= '0' and <= '7': return Octal(start, c);
        }
        if (char.IsAsciiLetterOrDigit(c) || c > 0x7F) Broken(start, $"the escape '\\{c}' is not known to Go");
        return c;
    }

    private int Hex(int start)
    {
        var braced = Take("{");
        var end = braced ? pattern.IndexOf('}', At) : Math.Min(At + 2, pattern.Length);
        if (end < 0 || !int.TryParse(pattern.AsSpan(At, end - At), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rune) || rune is < 0 or > 0x10FFFF)
        {
            Broken(start, "\\x takes two hex digits, or some in braces");
            return 0;
        }
        At = braced ? end + 1 : end;
        return rune;
    }

    private int Octal(int start, char first)
    {
        var code = first - '0';
        var digits = 1;
        for (; digits < 3 && At < pattern.Length && pattern[At] is >= '0' and <= '7'; digits++) code = code * 8 + (pattern[At++] - '0');
        if (first != '0' && digits == 1) Broken(start, "Go knows no back-references");
        return code;
    }

    private static string Ranges(ByteSet set)
    {
        var text = new StringBuilder();
        for (var low = 0; low < 256; low++)
        {
            if (!set.Has(low)) continue;
            var high = low;
            while (high < 255 && set.Has(high + 1)) high++;
            // An escaped dash begins no range in .NET.
            text.Append(low == '-' && high > low + 1 ? "\\x2D" : Escaped((char)low, "\\]^-["));
            if (high > low + 1) text.Append('-');
            if (high > low) text.Append(Escaped((char)high, "\\]^-["));
            low = high;
        }
        return text.ToString();
    }

    /// <summary>An ASCII character or a byte, escaped when it is one of <paramref name="special"/> or not printable.</summary>
    public static string Escaped(char c, string special) =>
        c is < ' ' or > '~' ? $"\\x{(int)c:X2}" : special.Contains(c) ? $"\\{c}" : c.ToString();

    public static string Utf8(int rune) =>
        rune is >= 0xD800 and <= 0xDFFF ? "(?!)" : string.Concat(Encoding.UTF8.GetBytes(char.ConvertFromUtf32(rune)).Select(b => $"\\x{b:X2}"));

    private bool Take(string text)
    {
        if (string.CompareOrdinal(pattern, At, text, 0, text.Length) != 0) return false;
        At += text.Length;
        return true;
    }

    private string Broken(int where, string message)
    {
        Fault ??= new PatternFault(where, message);
        At = pattern.Length;
        return "";
    }
}
