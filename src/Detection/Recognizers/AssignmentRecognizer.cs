using System.Buffers;

namespace Stanch.Detection.Recognizers;

/// <summary>
/// A name that speaks of a secret is given a value: <c>password = "…"</c>, <c>"token": "…"</c>, <c>&lt;secret&gt;…&lt;/secret&gt;</c>,
/// <c>--api-key …</c>, <c>set("password", "…")</c>. Parsed by hand over bytes around the word, since one expression for all of these
/// is slow and says yes too often.
/// </summary>
internal static class AssignmentRecognizer
{
    public const string Name = "assignment";
    private const int MaxName = 64;
    private const int MaxGap = 24;
    private const int MaxValue = 512;

    /// <summary>Bytes to either side of an anchor that bear on the reading.</summary>
    public const int Reach = 2 * MaxName + MaxGap + MaxValue + 8;

    private static readonly SearchValues<byte> EndOfBare = SearchValues.Create(" \t\r\n\"'`;,<>"u8);

    public static ByteRange Context(ByteRange hit) => new(hit.Start - MaxName - 4, hit.Start + Reach);

    public static Reading Parse(ReadOnlySpan<byte> content, ByteRange hit)
    {
        var name = NameAround(content, hit);
        var suffix = content[hit.End..name.End];
        if (suffix.Length > 0 && OtherWord(content[hit.End - 1], suffix)) return new Reading(null, "the anchor is only the beginning of another word");
        if (suffix.Length > 0 && LastWordSpeaksAbout(suffix)) return new Reading(null, "the name speaks about a secret, it does not hold one");
        if (name.Start > 0 && name.End < content.Length && content[name.Start - 1] == '`' && content[name.End] == '`') return new Reading(null, "it is a command between backquotes");
        if (PublicKind(content[name.Start..hit.Start])) return new Reading(null, "the name is of a public or internal kind of token");

        var value = ValueAfter(content, name, hit, out var quoted);
        if (value is not { } at) return default;
        var bytes = content[at.Start..at.End];
        var kind = IsPassword(content[hit.Start..hit.End]) ? SecretKind.Password : SecretKind.Token;
        var why = AssignedValue.Refuse(bytes, content[name.Start..name.End], kind, quoted);
        if (why is not null) return new Reading(null, why);
        var parts = new List<MatchPart> { new("name", content[name.Start..name.End].ToArray(), name) };
        return new Reading(new Candidate(at, new ByteRange(name.Start, at.End), parts, Context(hit), AssignedValue.Confidence(bytes, kind, quoted)));
    }

    private static bool IsPassword(ReadOnlySpan<byte> word) => (word[0] | 0x20) == 'p' || (word[0] | 0x20) == 'c' && word.Length > 4 && (word[4] | 0x20) == 'e';

    private static bool InName(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'$';

    private static ByteRange NameAround(ReadOnlySpan<byte> content, ByteRange hit)
    {
        var start = hit.Start;
        while (start > 0 && hit.Start - start < MaxName && InName(content[start - 1])) start--;
        var end = hit.End;
        while (end < content.Length && end - hit.End < MaxName && InName(content[end])) end++;
        // "password." at the end of a sentence, "token->" in C.
        while (end > hit.End && content[end - 1] is (byte)'.' or (byte)'-') end--;
        return new ByteRange(start, end);
    }

    /// <summary><c>tokenizer</c>, <c>secretary</c>, <c>authentication</c>: the word goes on in the same case, and not as a plural or a compound that holds a value.</summary>
    private static bool OtherWord(byte last, ReadOnlySpan<byte> suffix)
    {
        var upper = char.IsAsciiLetterUpper((char)last);
        var length = 0;
        while (length < suffix.Length && (upper ? char.IsAsciiLetterUpper((char)suffix[length]) : char.IsAsciiLetterLower((char)suffix[length]))) length++;
        return char.IsAsciiLetter((char)last) && length > 0 && !Vocabulary.IsContinuation(suffix[..length]);
    }

    /// <summary>The last word of <c>_hash</c>, <c>Field</c>, <c>-file-name</c>.</summary>
    private static bool LastWordSpeaksAbout(ReadOnlySpan<byte> suffix)
    {
        var start = suffix.Length;
        while (start > 0)
        {
            var b = suffix[start - 1];
            if (b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'$') break;
            start--;
            // A capital after a small letter opens a word.
            if (char.IsAsciiLetterUpper((char)b) && (start == 0 || !char.IsAsciiLetterUpper((char)suffix[start - 1]))) break;
        }
        var word = suffix[start..];
        while (word.Length > 0 && char.IsAsciiDigit((char)word[^1])) word = word[..^1];
        return Vocabulary.IsAboutWord(word);
    }

    private static bool PublicKind(ReadOnlySpan<byte> before)
    {
        Span<byte> lower = stackalloc byte[MaxName];
        var n = 0;
        foreach (var b in before) lower[n++] = char.IsAsciiLetterUpper((char)b) ? (byte)(b | 0x20) : b;
        ReadOnlySpan<byte> text = lower[..n].TrimEnd("_-."u8);
        return text.EndsWith("csrf"u8) || text.EndsWith("xsrf"u8) || text.EndsWith("public"u8) || text.EndsWith("publickey"u8) || text.EndsWith("public_key"u8)
            || text.EndsWith("hashed"u8) || text.EndsWith("encrypted"u8) || text.EndsWith("sealed"u8) || text.EndsWith("next"u8) || text.EndsWith("page"u8)
            || text.EndsWith("continuation"u8) || text.EndsWith("sync"u8) || text.EndsWith("is"u8) || text.EndsWith("has"u8) || text.EndsWith("show"u8);
    }

    /// <summary>The value that the name is given, without its quotes; null when none is given here.</summary>
    private static ByteRange? ValueAfter(ReadOnlySpan<byte> content, ByteRange name, ByteRange hit, out bool quoted)
    {
        quoted = false;
        var i = name.End;
        var end = Math.Min(content.Length, name.End + MaxGap);
        var closed = false;
        while (i < end && content[i] is (byte)'"' or (byte)'\'' or (byte)'`' or (byte)']' or (byte)'\\')
        {
            closed |= content[i] != ']' && content[i] != '\\';
            i++;
        }
        var gap = i;
        i = Blanks(content, i, end);
        if (i >= end) return null;

        switch (content[i])
        {
            case (byte)'=':
                i++;
                while (i < end && content[i] is (byte)'=' or (byte)'>' or (byte)'~') i++;
                break;
            case (byte)':':
                i++;
                while (i < end && content[i] is (byte)'=' or (byte)':') i++;
                i = AfterTypeName(content, i, end);
                break;
            case (byte)'!' when i + 1 < end && content[i + 1] == '=':
                i += 2;
                while (i < end && content[i] == '=') i++;
                break;
            case (byte)',' when closed:
                i++;
                return Quoted(content, Blanks(content, i, end), ref quoted);
            // `setPassword("…")`, but not `password.encode("…")`.
            case (byte)'(' when i == name.End && name.End == hit.End:
                i++;
                return Quoted(content, Blanks(content, i, end), ref quoted);
            case (byte)'>' when i == name.End:
                return Element(content, i + 1);
            default:
                // `--password VALUE` on a command line.
                var option = i > gap && name.Start >= 0 && content[name.Start] == '-';
                if (!option) return null;
                break;
        }
        i = Blanks(content, i, end);
        return Quoted(content, i, ref quoted) ?? Bare(content, i, inQuery: name.Start > 0 && content[name.Start - 1] is (byte)'?' or (byte)'&');
    }

    private static int Blanks(ReadOnlySpan<byte> content, int i, int end)
    {
        while (i < end && content[i] is (byte)' ' or (byte)'\t') i++;
        return i;
    }

    /// <summary>Over <c>: string =</c> in typed languages.</summary>
    private static int AfterTypeName(ReadOnlySpan<byte> content, int i, int end)
    {
        var at = Blanks(content, i, end);
        var word = at;
        while (word < end && (InName(content[word]) || content[word] is (byte)'?' or (byte)'<' or (byte)'>' or (byte)'&' or (byte)'\'')) word++;
        var after = Blanks(content, word, end);
        return word > at && after < end && content[after] == '=' && !(after + 1 < end && content[after + 1] == '=') ? after + 1 : i;
    }

    private static ByteRange? Quoted(ReadOnlySpan<byte> content, int i, ref bool quoted)
    {
        // String prefixes: r"", b'', u"", f"", @"", $"".
        if (i + 1 < content.Length && (content[i] | 0x20) is 'r' or 'b' or 'u' or 'f' or 'l' && content[i + 1] is (byte)'"' or (byte)'\'') i++;
        else if (i + 1 < content.Length && content[i] is (byte)'@' or (byte)'$' && content[i + 1] == '"') i++;
        var escaped = i + 1 < content.Length && content[i] == '\\' && content[i + 1] is (byte)'"' or (byte)'\'';
        if (escaped) i++;
        if (i >= content.Length || content[i] is not ((byte)'"' or (byte)'\'' or (byte)'`')) return null;
        var quote = content[i++];
        if (i + 1 < content.Length && content[i] == quote && content[i + 1] == quote) i += 2;
        var limit = Math.Min(content.Length, i + MaxValue);
        for (var j = i; j < limit; j++)
        {
            var b = content[j];
            if (b is (byte)'\n' or (byte)'\r') return null;
            if (b == '\\' && escaped && j + 1 < limit && content[j + 1] == quote)
            {
                quoted = true;
                return new ByteRange(i, j);
            }
            if (b == '\\')
            {
                j++;
                continue;
            }
            if (b != quote) continue;
            quoted = true;
            return new ByteRange(i, j);
        }
        return null;
    }

    private static ByteRange? Element(ReadOnlySpan<byte> content, int i)
    {
        var limit = Math.Min(content.Length, i + MaxValue);
        var length = content[i..limit].IndexOfAny("<\r\n"u8);
        if (length <= 0 || content[i + length] != '<' || i + length + 1 >= content.Length || content[i + length + 1] != '/') return null;
        return new ByteRange(i, i + length);
    }

    private static ByteRange? Bare(ReadOnlySpan<byte> content, int i, bool inQuery)
    {
        var limit = Math.Min(content.Length, i + MaxValue);
        var length = content[i..limit].IndexOfAny(EndOfBare);
        if (length < 0) length = limit - i;
        if (inQuery && content.Slice(i, length).IndexOfAny((byte)'&', (byte)'#') is >= 0 and var end) return end == 0 ? null : new ByteRange(i, i + end);
        if (i + length == content.Length || content[i + length] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'<' or (byte)',' or (byte)';' or (byte)'"' or (byte)'\'')
            return length == 0 ? null : new ByteRange(i, i + length);
        return null;
    }
}
