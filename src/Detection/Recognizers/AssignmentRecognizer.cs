using System.Buffers;
using System.Text;

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

    private static readonly SearchValues<byte> LettersAndJoins = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"u8);
    private static readonly SearchValues<byte> EndOfBare = SearchValues.Create(" \t\r\n\"'`;,<>"u8);

    public static ByteRange Context(ByteRange hit) => new(hit.Start - MaxName - 4, hit.Start + Reach);

    public static Reading Parse(ReadOnlySpan<byte> content, ByteRange hit)
    {
        // Anchors such as `pass=` and `"pass"` hold more than their word.
        while (hit.Length > 1 && !InWord(content[hit.Start])) hit = new ByteRange(hit.Start + 1, hit.End);
        while (hit.Length > 1 && !InWord(content[hit.End - 1])) hit = new ByteRange(hit.Start, hit.End - 1);
        var name = NameAround(content, hit);
        var suffix = content[hit.End..name.End];
        if (suffix.Length > 0 && OtherWord(content[hit.End - 1], suffix)) return new Reading(null, "the anchor is only the beginning of another word");
        if (suffix.Length > 0 && LastWordSpeaksAbout(suffix)) return new Reading(null, "the name speaks about a secret, it does not hold one");
        if (content[hit.Start] == '_' && suffix.Length > 0) return new Reading(null, "the anchor is only the beginning of a name");
        if (name.Start > 0 && name.End < content.Length && content[name.Start - 1] == '`' && content[name.End] == '`') return new Reading(null, "it is a command between backquotes");
        var before = content[name.Start..hit.Start];
        if (JoinedPass(before, content[hit.Start..hit.End])) return new Reading(null, "the anchor is only the end of another word");
        if (PublicKind(before)) return new Reading(null, "the name is of a public or internal kind of token");

        var value = ValueAfter(content, name, hit, out var quoted);
        if (value is not { } at) return default;
        var bytes = content[at.Start..at.End];
        var kind = IsPassword(content[hit.Start..hit.End]) ? SecretKind.Password : SecretKind.Token;
        if (!quoted && content[name.Start] != '-' && InCode(content, at)) return new Reading(null, "the value is the name of something");
        var why = AssignedValue.Refuse(bytes, content[name.Start..name.End], kind, quoted);
        if (why is not null) return new Reading(null, why);
        var parts = new List<MatchPart> { new("name", content[name.Start..name.End].ToArray(), name) };
        return new Reading(new Candidate(at, new ByteRange(name.Start, at.End), parts, Context(hit), AssignedValue.Confidence(bytes, kind, quoted)));
    }

    private static bool IsPassword(ReadOnlySpan<byte> word)
    {
        Span<byte> lower = stackalloc byte[24];
        if (word.Length > lower.Length) return false;
        for (var i = 0; i < word.Length; i++) lower[i] = (byte)(word[i] | 0x20);
        lower = lower[..word.Length];
        return lower.IndexOf("pass"u8) >= 0 || lower.IndexOf("pwd"u8) >= 0 || lower.IndexOf("pswd"u8) >= 0 || lower.IndexOf("kennwort"u8) >= 0;
    }

    private static bool InWord(byte b) => char.IsAsciiLetterOrDigit((char)b) || b == '_';

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

    /// <summary>The last word of <c>_hash</c>, <c>Field</c>, <c>-file-name</c>; some words also when others follow.</summary>
    private static bool LastWordSpeaksAbout(ReadOnlySpan<byte> suffix)
    {
        var word = LastWord(suffix);
        if (Vocabulary.IsAboutWord(word)) return true;
        while (true)
        {
            if (Vocabulary.IsHashWord(word)) return true;
            suffix = suffix[..^word.Length].TrimEnd("_-.$0123456789"u8);
            if (suffix.IsEmpty) return false;
            word = LastWord(suffix);
        }
    }

    /// <summary>What follows the last separator or the last capital after a small letter, without a number at its end.</summary>
    private static ReadOnlySpan<byte> LastWord(ReadOnlySpan<byte> name)
    {
        name = name.TrimEnd("_-.$0123456789"u8);
        var start = name.Length;
        while (start > 0)
        {
            var b = name[start - 1];
            if (b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'$' || char.IsAsciiDigit((char)b)) break;
            start--;
            if (char.IsAsciiLetterUpper((char)b) && (start == 0 || !char.IsAsciiLetterUpper((char)name[start - 1]))) break;
        }
        return name[start..];
    }

    private static bool PublicKind(ReadOnlySpan<byte> before)
    {
        var word = LastWord(before);
        if (Vocabulary.IsPublicWord(word)) return true;
        // `public_key_token`, `publicKeyToken`.
        if (!Ascii.EqualsIgnoreCase(word, "key"u8)) return false;
        return Vocabulary.IsPublicWord(LastWord(before.TrimEnd("_-."u8)[..^word.Length]));
    }

    /// <summary><c>bypass: x</c>, <c>compass = x</c>; not <c>dbpass = x</c>.</summary>
    private static bool JoinedPass(ReadOnlySpan<byte> before, ReadOnlySpan<byte> hit)
    {
        if (hit.Length != 4 || before.IsEmpty || !char.IsAsciiLetter((char)before[^1])) return false;
        if (char.IsAsciiLetterLower((char)before[^1]) && char.IsAsciiLetterUpper((char)hit[0])) return false;
        return !Vocabulary.IsPassOwner(LastWord(before));
    }

    /// <summary>A name without quotes before a comma, a semicolon or more of the sentence: <c>f(password=pwdstr, …)</c>, <c>pass = decode64 x</c>.</summary>
    private static bool InCode(ReadOnlySpan<byte> content, ByteRange value)
    {
        if (value.End >= content.Length || content[value.Start..value.End].TrimEnd("0123456789"u8).IndexOfAnyExcept(LettersAndJoins) >= 0) return false;
        var letters = !char.IsAsciiDigit((char)content[value.End - 1]);
        if (content[value.End] is (byte)',' or (byte)';') return letters;
        if (content[value.End] != ' ' || content[value.Start - 1] != ' ') return false;
        var next = Blanks(content, value.End, content.Length);
        return next < content.Length && content[next] is not ((byte)'\r' or (byte)'\n' or (byte)'\\' or (byte)'#');
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
            closed = content[i] != ']' && (closed || content[i] != '\\');
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
                // `$PWD:/work` and `$user:$password` are put together; `https.password://` begins an address.
                if (name.Start >= 2 && content[name.Start - 1] == '{' && content[name.Start - 2] == '$')
                {
                    // `${PASSWORD:-default}` of a shell; what follows `:+` and `:?` is no default.
                    if (i >= end || content[i] is not ((byte)'-' or (byte)'=')) return null;
                    i++;
                }
                if (content[name.Start] == '$' && i < end && content[i] != ':' || i + 1 < end && content[i] == '/' && content[i + 1] == '/') return null;
                while (i < end && content[i] is (byte)'=' or (byte)':') i++;
                i = AfterTypeName(content, i, end);
                break;
            case (byte)'!' when i + 1 < end && content[i + 1] == '=':
                i += 2;
                while (i < end && content[i] == '=') i++;
                break;
            case (byte)',' when closed && IsFirst(content, name):
                i++;
                return NoKey(content, Quoted(content, Blanks(content, i, end), ref quoted));
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

    /// <summary>The string that holds the name opens the arguments of a call or a pair: <c>put("password", …</c>, not <c>["user", "password", …</c>.</summary>
    private static bool IsFirst(ReadOnlySpan<byte> content, ByteRange name)
    {
        var i = name.Start - 1;
        if (i < 0 || content[i] is not ((byte)'"' or (byte)'\'' or (byte)'`')) return false;
        i--;
        while (i >= 0 && name.Start - i < 8 && content[i] is (byte)' ' or (byte)'\t' or (byte)'\\' or (byte)'@' or (byte)'L') i--;
        return i >= 0 && content[i] is (byte)'(' or (byte)'{';
    }

    /// <summary>A string that a colon or an arrow follows is a key itself.</summary>
    private static ByteRange? NoKey(ReadOnlySpan<byte> content, ByteRange? value)
    {
        if (value is not { } at) return null;
        var i = Blanks(content, at.End + 1, Math.Min(content.Length, at.End + 8));
        return i < content.Length && content[i] is (byte)':' or (byte)'=' ? null : at;
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
        var rest = content.Slice(i, length);
        if (!(i + length == content.Length || content[i + length] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'<' or (byte)',' or (byte)';' or (byte)'"' or (byte)'\''))
            return null;
        if (inQuery && rest.IndexOfAny((byte)'&', (byte)'#') is >= 0 and var end) rest = rest[..end];
        // The body of a form: `password=…&name=…`.
        else if (rest.IndexOf((byte)'&') is > 0 and var and && (and + 1 == rest.Length || rest[(and + 1)..].Contains((byte)'='))) rest = rest[..and];
        // Within a string: `"A=…\n"`, `\"a\": \"…\"`.
        if (rest.IndexOf("\\n"u8) is > 0 and var line) rest = rest[..line];
        if (rest.IndexOf("\\r"u8) is > 0 and var carriage) rest = rest[..carriage];
        rest = rest.TrimEnd((byte)'\\');
        // Brackets that close what the value did not open: `{user: a, password: …}`.
        while (rest.Length > 0 && rest[^1] is (byte)'}' or (byte)']' or (byte)')' && !rest.ContainsAny((byte)'{', (byte)'[', (byte)'(')) rest = rest[..^1];
        return rest.IsEmpty ? null : new ByteRange(i, i + rest.Length);
    }
}
