using System.Buffers;

namespace Stanch.Sources.Files;

/// <summary>
/// A compiled glob over the bytes of a path: <c>*</c>, <c>?</c>, <c>[set]</c>, <c>\x</c>, and <c>**</c> as a whole
/// component, as gitignore means them.
/// </summary>
/// <remarks>
/// Matching needs two marks to return to instead of a stack: a later <c>*</c> of a component makes an earlier one
/// settled, and so does a later <c>**</c>. So a hostile pattern costs time in proportion to pattern times path, never 2 to the stars.
/// </remarks>
internal sealed class GlobPattern
{
    private enum Kind : byte { Byte, Any, Set, Star, Folders, Everything }

    private readonly record struct Token(Kind Kind, byte Value, byte[]? Set);

    private readonly Token[] tokens;
    private readonly bool fold;

    private GlobPattern(Token[] tokens, bool fold)
    {
        this.tokens = tokens;
        this.fold = fold;
        if (Array.TrueForAll(tokens, t => t.Kind == Kind.Byte)) Literal = Bytes(tokens);
        else if (tokens.Length > 1 && tokens[0].Kind == Kind.Star && Array.TrueForAll(tokens[1..], t => t.Kind == Kind.Byte))
            Suffix = Bytes(tokens[1..]);
    }

    /// <summary>The pattern has no wildcard and matches these bytes alone.</summary>
    public byte[]? Literal { get; }
    /// <summary>The pattern is <c>*</c> and these bytes.</summary>
    public byte[]? Suffix { get; }

    /// <param name="fold">ASCII letters match in either case.</param>
    /// <returns>Null with what is wrong: such a pattern matches nothing.</returns>
    public static GlobPattern? Compile(ReadOnlySpan<byte> pattern, bool fold, out string problem)
    {
        var tokens = new List<Token>(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            var b = pattern[i];
            if (b == '*') i = Stars(pattern, i, tokens);
            else if (b == '?') tokens.Add(new Token(Kind.Any, 0, null));
            else if (b == '[')
            {
                if (GlobSet.Parse(pattern, ref i, fold, out problem) is not { } set) return null;
                tokens.Add(new Token(Kind.Set, 0, set));
            }
            else
            {
                if (b == '\\')
                {
                    if (++i == pattern.Length) { problem = "ends with a backslash that escapes nothing"; return null; }
                    b = pattern[i];
                }
                tokens.Add(new Token(Kind.Byte, fold ? Lower(b) : b, null));
            }
        }
        problem = "";
        return new GlobPattern([.. tokens], fold);
    }

    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        int p = 0, t = 0, star = -1, starAt = 0, deep = -1, deepAt = 0;
        while (true)
        {
            if (p < tokens.Length)
            {
                ref readonly var token = ref tokens[p];
                if (token.Kind == Kind.Star) { star = ++p; starAt = t; continue; }
                if (token.Kind >= Kind.Folders)
                {
                    deep = ++p; deepAt = t; star = -1;
                    if (token.Kind == Kind.Everything && p == tokens.Length) return true;
                    continue;
                }
                if (t < text.Length && IsOne(token, text[t])) { p++; t++; continue; }
            }
            else if (t == text.Length) return true;

            if (star >= 0 && starAt < text.Length && text[starAt] != '/') { t = ++starAt; p = star; continue; }
            if (deep < 0) return false;
            // `**/` can only begin anew behind a slash; a bare `**` anywhere.
            var step = tokens[deep - 1].Kind == Kind.Folders ? text[deepAt..].IndexOf((byte)'/') : deepAt < text.Length ? 0 : -1;
            if (step < 0) return false;
            t = deepAt += step + 1;
            p = deep;
            star = -1;
        }
    }

    internal static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;

    private bool IsOne(in Token token, byte b)
    {
        if (fold) b = Lower(b);
        return token.Kind switch
        {
            Kind.Byte => token.Value == b,
            Kind.Any => b != '/',
            _ => b != '/' && GlobSet.Holds(token.Set!, b),
        };
    }

    /// <returns>Index of the last byte taken.</returns>
    private static int Stars(ReadOnlySpan<byte> pattern, int at, List<Token> tokens)
    {
        var end = at;
        while (end + 1 < pattern.Length && pattern[end + 1] == '*') end++;
        var rest = pattern[(end + 1)..];
        var component = end > at && (at == 0 || pattern[at - 1] == '/');
        if (component && rest is [(byte)'/', ..])
        {
            tokens.Add(new Token(Kind.Folders, 0, null));
            return end + 1;
        }
        component &= rest.IsEmpty || rest is [(byte)'\\', (byte)'/', ..];
        tokens.Add(new Token(component ? Kind.Everything : Kind.Star, 0, null));
        return end;
    }

    private static byte[] Bytes(Token[] tokens) => Array.ConvertAll(tokens, t => t.Value);
}
