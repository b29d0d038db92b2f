using System.Globalization;
using System.Text.RegularExpressions;

namespace Stanch.Catalog.Compiler.Patterns;

/// <summary>A class as written: case is folded before it is negated and before another class is taken out of it.</summary>
internal sealed record ByteClass(ByteSet Listed, bool Negated, ByteClass? Without)
{
    public ByteSet Resolve(bool ignoreCase)
    {
        var set = ignoreCase ? Listed.IgnoreCase() : Listed;
        if (Negated) set = set.Not();
        return Without is null ? set : set & Without.Resolve(ignoreCase).Not();
    }
}

/// <summary>Reads one class <c>[…]</c>, or one escape.</summary>
internal sealed class ClassReader(string pattern, int at)
{
    private static readonly ByteClass nothing = new(default, false, null);

    public int At { get; private set; } = at;
    public PatternFault? Fault { get; private set; }

    /// <summary>From behind the <c>[</c> to behind the <c>]</c>.</summary>
    public ByteClass Read(int depth = 0)
    {
        var start = At - 1;
        if (depth > 8) return Broken(start, "classes nested too deep");
        var negated = Take('^');
        ByteSet set = default;
        for (var first = true; ; first = false)
        {
            if (At >= pattern.Length) return Broken(start, "a '[' without its ']'");
            var where = At;
            if (!first && Take(']')) return new ByteClass(set, negated, null);
            if (Item(out var low, out var escaped) is { } several)
            {
                if (Fault is not null) return nothing;
                set |= several;
                continue;
            }
            if (At + 1 < pattern.Length && pattern[At] == '-' && pattern[At + 1] != ']')
            {
                At++;
                if (pattern[At] == '[' && !first) return Broken(At, "a class is taken out of another one as in [a-z-[aeiou]]");
                if (Item(out var high, out _) is not null) return Broken(where, "a range ends in a class");
                if (Fault is not null) return nothing;
                if (high < low) return Broken(where, "a range whose ends are in the wrong order");
                set |= ByteSet.Range(low, Math.Min(high, 0xFF));
            }
            else if (low == '-' && !escaped && !first && At < pattern.Length && pattern[At] == '[')
            {
                At++;
                var without = Read(depth + 1);
                if (Fault is not null) return nothing;
                return Take(']') ? new ByteClass(set, negated, without) : Broken(where, "what is taken out of a class stands last in it");
            }
            else if (low <= 0xFF) set |= ByteSet.Of((byte)low);
        }
    }

    /// <summary>One member: a set (a class escape) is returned, a single character comes out in <paramref name="c"/>.</summary>
    private ByteSet? Item(out int c, out bool escaped)
    {
        var where = At;
        c = pattern[At++];
        escaped = false;
        if (c == '[' && At < pattern.Length && pattern[At] is ':' or '.' or '=')
        {
            if (c == '[' && pattern.IndexOf(":]", At, StringComparison.Ordinal) > 0) { Broken(where, "[:name:] is not known to .NET; write the range"); return default(ByteSet); }
        }
        if (c == '\\')
        {
            escaped = true;
            var set = Escape(where, inClass: true);
            if (Fault is not null || set.Count != 1) return set;
            c = set.Members().Single();
            return null;
        }
        if (c > 0x7F) { Broken(where, $"the character '{(char)c}' is more than one byte; write its bytes in UTF-8 as \\x.."); return default(ByteSet); }
        return null;
    }

    /// <summary>From behind the <c>\</c>; <paramref name="start"/> is where it stands.</summary>
    public ByteSet Escape(int start, bool inClass)
    {
        if (At >= pattern.Length) { Broken(start, "a '\\' at the end"); return default; }
        var c = pattern[At++];
        switch (c)
        {
            case 'd': return ByteSet.Digits;
            case 'D': return ByteSet.Digits.Not();
            case 'w': return ByteSet.Word;
            case 'W': return ByteSet.Word.Not();
            case 's': return ByteSet.Space;
            case 'S': return ByteSet.Space.Not();
            case 'p' or 'P': return Category(start);
            case 't': return ByteSet.Of(9);
            case 'n': return ByteSet.Of(10);
            case 'v': return ByteSet.Of(11);
            case 'f': return ByteSet.Of(12);
            case 'r': return ByteSet.Of(13);
            case 'a': return ByteSet.Of(7);
            case 'e': return ByteSet.Of(27);
            case 'b' when inClass: return ByteSet.Of(8);
            case 'x': return Code(start, 2);
            case 'u': return Code(start, 4);
            case 'c': return Control(start);
            case >= '0' and <= '7': return Octal();
        }
        if (char.IsAsciiLetterOrDigit(c) || c == '_') { Broken(start, $"the escape '\\{c}' is not known"); return default; }
        if (c > 0x7F) { Broken(start, $"the character '{c}' is more than one byte"); return default; }
        return ByteSet.Of((byte)c);
    }

    private ByteSet Code(int start, int digits)
    {
        if (At + digits <= pattern.Length
            && int.TryParse(pattern.AsSpan(At, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            At += digits;
            if (code <= 0xFF) return ByteSet.Of((byte)code);
        }
        Broken(start, $"'{pattern.AsSpan(start, Math.Min(pattern.Length - start, digits + 2))}' is no byte");
        return default;
    }

    private ByteSet Control(int start)
    {
        if (At < pattern.Length && char.ToUpperInvariant(pattern[At]) is var letter and >= '@' and <= '_')
        {
            At++;
            return ByteSet.Of((byte)(letter - '@'));
        }
        Broken(start, "\\c takes a letter");
        return default;
    }

    private ByteSet Octal()
    {
        At--;
        var code = 0;
        for (var n = 0; n < 3 && At < pattern.Length && pattern[At] is >= '0' and <= '7'; n++) code = code * 8 + (pattern[At++] - '0');
        return ByteSet.Of((byte)code);
    }

    private ByteSet Category(int start)
    {
        var close = At < pattern.Length && pattern[At] == '{' ? pattern.IndexOf('}', At) : -1;
        if (close < 0) { Broken(start, "\\p takes a category, as in \\p{L}"); return default; }
        var text = pattern[start..(close + 1)];
        At = close + 1;
        try
        {
            var category = new Regex(text, RegexOptions.CultureInvariant);
            return ByteSet.Where(c => category.IsMatch(c.ToString()));
        }
        catch (ArgumentException)
        {
            Broken(start, $"'{text}' is not known");
            return default;
        }
    }

    private bool Take(char c)
    {
        if (At >= pattern.Length || pattern[At] != c) return false;
        At++;
        return true;
    }

    private ByteClass Broken(int where, string message)
    {
        Fault ??= new PatternFault(where, message);
        At = pattern.Length;
        return nothing;
    }
}
