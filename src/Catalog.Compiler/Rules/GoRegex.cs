using System.Globalization;
using System.Text;
using Stanch.Catalog.Compiler.Patterns;

namespace Stanch.Catalog.Compiler.Rules;

/// <summary>
/// Rewrites a Go (RE2) regular expression as a .NET one. What differs: <c>\w \d \s</c> are ASCII, <c>$</c> is the very end, groups are named
/// with P, <c>[[:alpha:]]</c>, <c>\Q…\E</c>, <c>\x{…}</c>, the flag U. One difference stays: next to a letter beyond ASCII, <c>\b</c> is not a boundary.
/// </summary>
internal sealed class GoRegex
{
    private const int MaxDepth = 100;

    private readonly string pattern;
    private readonly bool bytes;
    private readonly int secretGroup;
    private readonly StringBuilder result = new();
    private int at;
    private int depth;
    private bool swapLazy;
    private bool lines;
    // Something stands before that a quantifier may follow.
    private bool repeatable;
    private PatternFault? fault;

    private GoRegex(string pattern, bool bytes, int secretGroup)
    {
        this.pattern = pattern;
        this.bytes = bytes;
        this.secretGroup = secretGroup;
    }

    /// <summary>Capturing groups.</summary>
    private int Groups { get; set; }

    /// <param name="bytes">The .NET pattern runs over bytes widened as Latin-1, so a character beyond ASCII is its UTF-8 bytes; false: over text.</param>
    /// <param name="secretGroup">The group that becomes <c>(?&lt;secret&gt;…)</c>, all others then capture nothing; 0 = all of them go on capturing.</param>
    public static (string? Pattern, int Groups, PatternFault? Fault) Translate(string pattern, bool bytes, int secretGroup = 0)
    {
        var go = new GoRegex(pattern, bytes, secretGroup);
        go.Alternation();
        if (go.at < pattern.Length) go.Fail(go.at, "a ')' too many");
        return go.fault is null ? (go.result.ToString(), go.Groups, null) : (null, go.Groups, go.fault);
    }

    private void Fail(int where, string message)
    {
        fault ??= new PatternFault(where, message);
        at = pattern.Length;
    }

    private bool Take(string text)
    {
        if (string.CompareOrdinal(pattern, at, text, 0, text.Length) != 0) return false;
        at += text.Length;
        return true;
    }

    private void Alternation()
    {
        if (++depth > MaxDepth) Fail(at, $"nested deeper than {MaxDepth}");
        var (outerSwap, outerLines) = (swapLazy, lines);
        repeatable = false;
        while (at < pattern.Length && pattern[at] != ')')
        {
            if (Take("|"))
            {
                result.Append('|');
                repeatable = false;
            }
            else Atom();
        }
        (swapLazy, lines) = (outerSwap, outerLines);
        depth--;
    }

    private void Atom()
    {
        var start = at;
        var c = pattern[at++];
        if (c is '*' or '+' or '?' || (c == '{' && QuantifierLength(start) > 0))
        {
            if (!repeatable) Fail(start, $"'{c}' follows nothing that can be repeated");
            else Quantifier(start);
            repeatable = false;
            return;
        }
        repeatable = true;
        switch (c)
        {
            case '(': Group(start); break;
            case '[': Class(start); break;
            case '.': result.Append('.'); break;
            case '^': result.Append(lines ? "(?m:^)" : "\\A"); break;
            case '$': result.Append(lines ? "(?m:$)" : "\\z"); break;
            case '\\': Escape(start); break;
            default: Literal(c, start); break;
        }
    }

    private void Quantifier(int start)
    {
        at = start + (pattern[start] == '{' ? QuantifierLength(start) : 1);
        result.Append(pattern, start, at - start);
        if (Take("?") != swapLazy) result.Append('?');
    }

    private int QuantifierLength(int start)
    {
        var end = start + 1;
        while (end < pattern.Length && (char.IsAsciiDigit(pattern[end]) || pattern[end] == ',')) end++;
        var body = pattern.AsSpan(start + 1, end - start - 1);
        return end < pattern.Length && pattern[end] == '}' && body.Length > 0 && body[0] != ',' && body.Count(',') <= 1 ? end - start + 1 : 0;
    }

    private void Literal(char c, int start)
    {
        if (char.IsHighSurrogate(c) && at < pattern.Length && char.IsLowSurrogate(pattern[at]))
            Character(char.ConvertToUtf32(c, pattern[at++]));
        else if (char.IsSurrogate(c)) Fail(start, "half a character");
        else Character(c);
    }

    private void Character(int rune)
    {
        if (rune < 0x80) result.Append(GoClass.Escaped((char)rune, "\\*+?|{}[]()^$.# "));
        else if (!bytes) result.Append(rune is >= 0xD800 and <= 0xDFFF ? "(?!)" : $"(?:{char.ConvertFromUtf32(rune)})");
        else result.Append(CultureInfo.InvariantCulture, $"(?-i:{GoClass.Utf8(rune)})");
    }

    private void Class(int start)
    {
        var reader = new GoClass(pattern, at, bytes);
        var text = reader.Read(start);
        if (reader.Fault is { } bad) Fail(bad.At, bad.Message);
        else at = reader.At;
        result.Append(text);
    }

    private void Escape(int start)
    {
        if (Take("Q"))
        {
            var end = pattern.IndexOf("\\E", at, StringComparison.Ordinal);
            var stop = end < 0 ? pattern.Length : end;
            while (at < stop) Literal(pattern[at++], at - 1);
            if (end >= 0) at += 2;
            return;
        }
        foreach (var edge in new[] { "A", "z", "b", "B" })
        {
            if (!Take(edge)) continue;
            result.Append('\\').Append(edge);
            return;
        }
        var reader = new GoClass(pattern, at, bytes);
        var text = reader.EscapeAlone(start, out var rune);
        if (reader.Fault is { } bad) Fail(bad.At, bad.Message);
        else at = reader.At;
        if (text is not null) result.Append(text);
        else Character(rune);
    }

    private void Group(int start)
    {
        if (!Take("?"))
        {
            Capture(start);
            return;
        }
        if (Take("P<") || Take("<"))
        {
            if (pattern[at - 1] == '<' && at < pattern.Length && pattern[at] is '=' or '!') { Fail(start, "Go knows no lookbehind"); return; }
            var end = pattern.IndexOf('>', at);
            if (end < 0) { Fail(start, "a group's name without its end"); return; }
            at = end + 1;
            Capture(start);
            return;
        }
        var outer = (swapLazy, lines);
        var on = true;
        var flags = new StringBuilder();
        for (; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '-': on = false; flags.Append('-'); break;
                case 'i' or 's': flags.Append(pattern[at]); break;
                case 'm': lines = on; break;
                case 'U': swapLazy = on; break;
                case ')':
                    at++;
                    if (Written(flags) is { Length: > 0 } set) result.Append("(?").Append(set).Append(')');
                    repeatable = false;
                    return;
                case ':':
                    at++;
                    result.Append("(?").Append(Written(flags)).Append(':');
                    Close(start);
                    (swapLazy, lines) = outer;
                    return;
                default: Fail(start, "a kind of group that Go doesn't know"); return;
            }
        }
        Fail(start, "a '(' without its ')'");
    }

    private static string Written(StringBuilder flags) => flags.ToString().TrimEnd('-');

    private void Capture(int start)
    {
        Groups++;
        result.Append(secretGroup == 0 ? "(" : secretGroup == Groups ? "(?<secret>" : "(?:");
        Close(start);
    }

    private void Close(int start)
    {
        Alternation();
        if (fault is not null) return;
        repeatable = true;
        if (Take(")")) result.Append(')');
        else Fail(start, "a '(' without its ')'");
    }
}
