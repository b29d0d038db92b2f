namespace Stanch.Sources.Files;

/// <summary>The set of bytes that a bracket expression such as <c>[a-z!]</c> or <c>[^[:space:]]</c> names: 256 bits.</summary>
internal static class GlobSet
{
    public static bool Holds(byte[] set, byte b) => (set[b >> 3] & 1 << (b & 7)) != 0;

    /// <param name="at">In: the opening bracket. Out: the closing one.</param>
    public static byte[]? Parse(ReadOnlySpan<byte> pattern, ref int at, bool fold, out string problem)
    {
        var set = new byte[32];
        var i = at + 1;
        var negated = i < pattern.Length && pattern[i] is (byte)'!' or (byte)'^';
        if (negated) i++;
        var previous = -1;
        for (var first = true; ; first = false, i++)
        {
            if (i >= pattern.Length) { problem = "has a '[' without its ']'"; return null; }
            var b = pattern[i];
            if (b == ']' && !first) break;
            if (b == '-' && previous >= 0 && i + 1 < pattern.Length && pattern[i + 1] != ']')
            {
                b = pattern[++i];
                if (b == '\\' && !Escaped(pattern, ref i, out b)) { problem = "has a '[' without its ']'"; return null; }
                for (var c = previous; c <= b; c++) Add(set, (byte)c);
                previous = -1;
            }
            else if (b == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':')
            {
                var close = pattern[(i + 2)..].IndexOf((byte)']');
                if (close < 0) { problem = "has a '[' without its ']'"; return null; }
                var name = pattern.Slice(i + 2, close);
                if (name is [.., (byte)':'])
                {
                    if (!AddClass(set, name[..^1])) { problem = "names an unknown character class"; return null; }
                    i += 2 + close;
                    previous = -1;
                }
                else { Add(set, b); previous = b; }
            }
            else
            {
                if (b == '\\' && !Escaped(pattern, ref i, out b)) { problem = "has a '[' without its ']'"; return null; }
                Add(set, b);
                previous = b;
            }
        }
        at = i;
        if (fold)
            for (var c = 'A'; c <= 'Z'; c++)
                if (Holds(set, (byte)c)) Add(set, (byte)(c | 0x20));
        if (negated)
            for (var k = 0; k < set.Length; k++) set[k] = (byte)~set[k];
        problem = "";
        return set;
    }

    private static bool Escaped(ReadOnlySpan<byte> pattern, ref int i, out byte b)
    {
        b = ++i < pattern.Length ? pattern[i] : (byte)0;
        return i < pattern.Length;
    }

    private static void Add(byte[] set, byte b) => set[b >> 3] |= (byte)(1 << (b & 7));

    private static bool AddClass(byte[] set, ReadOnlySpan<byte> name)
    {
        Func<char, bool>? holds =
            name.SequenceEqual("alnum"u8) ? char.IsAsciiLetterOrDigit
            : name.SequenceEqual("alpha"u8) ? char.IsAsciiLetter
            : name.SequenceEqual("blank"u8) ? static c => c is ' ' or '\t'
            : name.SequenceEqual("cntrl"u8) ? static c => c is < ' ' or '\x7f'
            : name.SequenceEqual("digit"u8) ? char.IsAsciiDigit
            : name.SequenceEqual("graph"u8) ? static c => c is > ' ' and < '\x7f'
            : name.SequenceEqual("lower"u8) ? char.IsAsciiLetterLower
            : name.SequenceEqual("print"u8) ? static c => c is >= ' ' and < '\x7f'
            : name.SequenceEqual("punct"u8) ? static c => c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c)
            : name.SequenceEqual("space"u8) ? static c => c is ' ' or (>= '\t' and <= '\r')
            : name.SequenceEqual("upper"u8) ? char.IsAsciiLetterUpper
            : name.SequenceEqual("xdigit"u8) ? char.IsAsciiHexDigit
            : null;
        if (holds is null) return false;
        for (var c = '\0'; c < 128; c++)
            if (holds(c)) Add(set, (byte)c);
        return true;
    }
}
