using System.Buffers;

namespace Stanch.Detection.Recognizers;

/// <summary>
/// Reads what a name is given, in the notations of programming languages, configuration files, command lines, markup and SQL, by hand over bytes: one
/// expression for all of these is slow and says yes too often.
/// </summary>
internal static class SlotReader
{
    public const int MaxGap = 64;
    public const int MaxValue = 512;

    private static readonly SearchValues<byte> EndOfBare = SearchValues.Create(" \t\r\n\"'`;,<>"u8);

    /// <summary>False: <see cref="Read"/> would find nothing, by what stands behind the name.</summary>
    public static bool MayBeGiven(ReadOnlySpan<byte> content, ByteRange name, ByteRange hit)
    {
        var i = name.End;
        var end = Math.Min(content.Length, name.End + MaxGap);
        while (i < end && Closer(content, i) is > 0 and var length) i += length;
        var closed = i > name.End;
        var blank = Blanks(content, i, end) - i;
        i += blank;
        if (i >= end) return false;
        if (closed || Opening.Contains(content[i])) return true;
        if (blank == 0) return false;
        if (content[name.Start] == '-' || content[hit.Start..hit.End].Contains((byte)' ')) return true;
        // r"…", b'…'
        return i + 1 < content.Length && content[i + 1] is (byte)'"' or (byte)'\'';
    }

    private static readonly SearchValues<byte> Opening = SearchValues.Create("=+?|:!,(><\"'`\\&@$"u8);

    /// <summary>Null when the name is given nothing here.</summary>
    public static Slot? Read(ReadOnlySpan<byte> content, ByteRange name, ByteRange hit)
    {
        var i = name.End;
        var end = Math.Min(content.Length, name.End + MaxGap);
        var closed = false;
        while (i < end && Closer(content, i) is > 0 and var length)
        {
            closed |= content[i] is not ((byte)']' or (byte)'\\');
            i += length;
        }
        var gap = i;
        i = Blanks(content, i, end);
        if (i >= end) return null;
        var joint = Joint.None;
        switch (content[i])
        {
            case (byte)'=' or (byte)'+' or (byte)'?' or (byte)'|' when Assigns(content, i, end) is > 0 and var length:
                joint = content[i + length - 1] == '>' ? Joint.Arrow : length > 1 && content[i] == '=' && content[i + 1] == '=' ? Joint.Compared : Joint.Equals;
                i += length;
                break;
            case (byte)':':
                i++;
                // `${PASSWORD:-default}` of a shell; what follows `:+` and `:?` is no default.
                if (name.Start >= 2 && content[name.Start - 1] == '{' && content[name.Start - 2] == '$')
                {
                    if (i >= end || content[i] is not ((byte)'-' or (byte)'=')) return null;
                    i++;
                }
                // `$PWD:/work` and `$user:$password` are put together; `https.password://` begins an address.
                if (content[name.Start] == '$' && i < end && content[i] is not ((byte)':' or (byte)' ') || i + 1 < end && content[i] == '/' && content[i + 1] == '/') return null;
                joint = Joint.Colon;
                while (i < end && content[i] is (byte)'=' or (byte)':') i++;
                i = AfterTypeName(content, i, end);
                break;
            case (byte)'!' when i + 1 < end && content[i + 1] == '=':
                joint = Joint.Compared;
                i += 2;
                while (i < end && content[i] == '=') i++;
                break;
            case (byte)',' when closed:
                if (AttributeValue(content, Blanks(content, i + 1, end), end) is > 0 and var attribute)
                {
                    (i, joint) = (attribute, Joint.Attribute);
                    break;
                }
                if (!IsFirst(content, name)) return null;
                return NoKey(content, Text(content, Blanks(content, i + 1, end), name, hit, Joint.Argument, default));
            // `setPassword("…")`, but not `password.encode("…")`.
            case (byte)'(' when i == name.End && (name.End == hit.End || content[hit.End..name.End].SequenceEqual(".new"u8)):
                return Text(content, Blanks(content, i + 1, end), name, hit, Joint.Call, default);
            case (byte)'>' when i == name.End:
                return Element(content, i + 1, name, hit);
            case (byte)'<' when i == name.End && NextElement(content, i) is > 0 and var next:
                return Element(content, next, name, hit);
            default:
                if (closed && AttributeValue(content, i, end) is > 0 and var at)
                {
                    (i, joint) = (at, Joint.Attribute);
                    break;
                }
                if (i == gap) return null;
                // `--password VALUE` on a command line, `PASSWORD 'VALUE'` in SQL, `identified by VALUE`.
                if (content[name.Start] == '-') joint = Joint.Option;
                else if (content[hit.End - 1] is (byte)'y' or (byte)'Y' && content[hit.Start..hit.End].Contains((byte)' ')) joint = Joint.Blank;
                else if (closed || i - gap > 1) return null;
                else return Text(content, i, name, hit, Joint.Blank, default);
                break;
        }
        i = Blanks(content, i, end);
        if (i < content.Length && content[i] is (byte)'\r' or (byte)'\n' && joint is Joint.Equals or Joint.Colon or Joint.Arrow)
        {
            // The string stands on a line of its own.
            var next = i;
            while (next < end && content[next] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') next++;
            return Text(content, next, name, hit, joint, default);
        }
        if (Text(content, i, name, hit, joint, default) is { } text) return text;
        if (Wrapped(content, i, name, hit, joint) is { } wrapped) return wrapped;
        return Bare(content, i, name, hit, joint);
    }

    public static int Blanks(ReadOnlySpan<byte> content, int i, int end)
    {
        while (i < end && content[i] is (byte)' ' or (byte)'\t') i++;
        return i;
    }

    public static bool InName(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'$';

    /// <summary>Length of a quote, an escape of one or an index's bracket.</summary>
    private static int Closer(ReadOnlySpan<byte> content, int i)
    {
        if (content[i] is (byte)'"' or (byte)'\'' or (byte)'`' or (byte)']' or (byte)'\\') return 1;
        if (content[i] != '&') return 0;
        var rest = content[i..];
        return rest.StartsWith("&quot;"u8) ? 6 : rest.StartsWith("&#34;"u8) || rest.StartsWith("&#39;"u8) ? 5 : 0;
    }

    /// <summary>Length of <c>=</c>, <c>==</c>, <c>=></c>, <c>+=</c>, <c>||=</c>, <c>?=</c> and the like.</summary>
    private static int Assigns(ReadOnlySpan<byte> content, int i, int end)
    {
        var start = i;
        while (i < end && i - start < 2 && content[i] is (byte)'+' or (byte)'?' or (byte)'|') i++;
        if (i >= end || content[i] != '=') return 0;
        i++;
        while (i < end && content[i] is (byte)'=' or (byte)'>' or (byte)'~') i++;
        return i - start;
    }

    /// <summary>Behind <c>value=</c>, <c>"value":</c>: the name was itself the value of <c>name</c> or <c>key</c>.</summary>
    private static int AttributeValue(ReadOnlySpan<byte> content, int i, int end)
    {
        while (i < end && content[i] is (byte)'"' or (byte)'\'' or (byte)'\\' or (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t') i++;
        if (i + 6 >= end || !System.Text.Ascii.EqualsIgnoreCase(content.Slice(i, 5), "value"u8)) return 0;
        i += 5;
        while (i < end && content[i] is (byte)'"' or (byte)'\'' or (byte)'\\' or (byte)' ') i++;
        return i < end && content[i] is (byte)'=' or (byte)':' ? i + 1 : 0;
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
    private static Slot? NoKey(ReadOnlySpan<byte> content, Slot? slot)
    {
        if (slot is not { } at) return null;
        var i = Blanks(content, at.Value.End + 1, Math.Min(content.Length, at.Value.End + 8));
        return i < content.Length && content[i] is (byte)':' or (byte)'=' ? null : at;
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

    private static Slot? Text(ReadOnlySpan<byte> content, int i, ByteRange name, ByteRange hit, Joint joint, ByteRange callee)
    {
        // String prefixes: r"", b'', u"", f"", @"", $"".
        if (i + 1 < content.Length && (content[i] | 0x20) is 'r' or 'b' or 'u' or 'f' or 'l' or 'q' && content[i + 1] is (byte)'"' or (byte)'\'') i++;
        else if (i + 1 < content.Length && content[i] is (byte)'@' or (byte)'$' && content[i + 1] == '"') i++;
        var limit = Math.Min(content.Length, i + MaxValue);
        if (i < limit && content[i] == '&' && Closer(content, i) is > 0 and var entity)
        {
            var inside = content[(i + entity)..limit].IndexOfAny("&\r\n<"u8);
            return inside > 0 && content[i + entity + inside] == '&' ? new Slot(name, hit, new ByteRange(i + entity, i + entity + inside), joint, Quote.Escaped, callee) : null;
        }
        var escaped = i + 1 < content.Length && content[i] == '\\' && content[i + 1] is (byte)'"' or (byte)'\'';
        if (escaped) i++;
        if (i >= content.Length || content[i] is not ((byte)'"' or (byte)'\'' or (byte)'`')) return null;
        var quote = content[i++];
        if (i + 1 < content.Length && content[i] == quote && content[i + 1] == quote) i += 2;
        var kind = escaped ? Quote.Escaped : quote switch { (byte)'"' => Quote.Double, (byte)'\'' => Quote.Single, _ => Quote.Other };
        for (var j = i; j < limit; j++)
        {
            var b = content[j];
            if (b is (byte)'\n' or (byte)'\r') return null;
            if (b == '\\' && escaped && j + 1 < limit && content[j + 1] == quote) return new Slot(name, hit, new ByteRange(i, j), joint, kind, callee);
            if (b == '\\')
            {
                j++;
                continue;
            }
            if (b == quote) return new Slot(name, hit, new ByteRange(i, j), joint, kind, callee);
        }
        return null;
    }

    /// <summary><c>[]byte("…")</c>, <c>Buffer.from('…')</c>, <c>(None, 'x')</c>, <c>new Key(bytes("…"))</c>.</summary>
    private static Slot? Wrapped(ReadOnlySpan<byte> content, int i, ByteRange name, ByteRange hit, Joint joint)
    {
        var start = i;
        var end = Math.Min(content.Length, i + MaxGap);
        var callee = new ByteRange(i, i);
        var word = i;
        while (i < end)
        {
            var b = content[i];
            if (InName(b) || b is (byte)':' or (byte)'*' or (byte)'&' or (byte)'[' or (byte)']' or (byte)'!') i++;
            else if (b == ' ') word = ++i;
            else if (b == '(')
            {
                if (i > word) callee = new ByteRange(word, i);
                word = ++i;
                // The value is not the first of them.
                if (content[i..end].StartsWith("None, "u8) || content[i..end].StartsWith("nil, "u8)) word = i = content[i..end].IndexOf((byte)' ') + i + 1;
                if (i < end && Text(content, i, name, hit, joint, callee) is { } text) return text with { Wrapped = true };
            }
            else break;
            if (i > start && content[i - 1] == ' ' && i < end && content[i] == ' ') break;
        }
        return null;
    }

    /// <summary>Behind the end tag and the start tag of <c>&lt;key>password&lt;/key>&lt;string>…</c>.</summary>
    private static int NextElement(ReadOnlySpan<byte> content, int i)
    {
        var end = Math.Min(content.Length, i + 2 * MaxGap);
        if (i + 1 >= end || content[i + 1] != '/') return 0;
        var close = content[i..end].IndexOf((byte)'>');
        if (close < 0) return 0;
        i += close + 1;
        while (i < end && content[i] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') i++;
        if (i >= end || content[i] != '<' || i + 1 < end && content[i + 1] == '/') return 0;
        close = content[i..end].IndexOf((byte)'>');
        return close < 0 ? 0 : i + close + 1;
    }

    private static Slot? Element(ReadOnlySpan<byte> content, int i, ByteRange name, ByteRange hit)
    {
        var limit = Math.Min(content.Length, i + MaxValue);
        var length = content[i..limit].IndexOfAny("<\r\n"u8);
        if (length <= 0 || content[i + length] != '<' || i + length + 1 >= content.Length || content[i + length + 1] != '/') return null;
        return new Slot(name, hit, new ByteRange(i, i + length), Joint.Element, Quote.None, default);
    }

    private static Slot? Bare(ReadOnlySpan<byte> content, int i, ByteRange name, ByteRange hit, Joint joint)
    {
        var inQuery = name.Start > 0 && content[name.Start - 1] is (byte)'?' or (byte)'&';
        var limit = Math.Min(content.Length, i + MaxValue);
        var length = content[i..limit].IndexOfAny(EndOfBare);
        if (length < 0) length = limit - i;
        // `4h'vP7`: an apostrophe that opens nothing.
        if (length > 0 && i + length + 1 < limit && content[i + length] == '\'' && char.IsAsciiLetterOrDigit((char)content[i + length + 1]))
        {
            var tail = content[(i + length + 1)..limit].IndexOfAny(EndOfBare);
            if (tail > 0 && content[i + length + 1 + tail] is (byte)' ' or (byte)'\r' or (byte)'\n') length += 1 + tail;
        }
        var rest = content.Slice(i, length);
        if (inQuery && rest.IndexOfAny((byte)'&', (byte)'#') is >= 0 and var end) rest = rest[..end];
        // The body of a form: `password=…&name=…`.
        else if (rest.IndexOf((byte)'&') is > 0 and var and && (and + 1 == rest.Length || rest[(and + 1)..].Contains((byte)'='))) rest = rest[..and];
        // Within a string: `"A=…\n"`, `\"a\": \"…\"`.
        if (rest.IndexOf("\\n"u8) is > 0 and var line) rest = rest[..line];
        if (rest.IndexOf("\\r"u8) is > 0 and var carriage) rest = rest[..carriage];
        rest = rest.TrimEnd((byte)'\\');
        // Brackets that close what the value did not open: `{user: a, password: …}`.
        while (rest.Length > 0 && rest[^1] is (byte)'}' or (byte)']' or (byte)')' && !rest.ContainsAny((byte)'{', (byte)'[', (byte)'(')) rest = rest[..^1];
        return rest.IsEmpty ? null : new Slot(name, hit, new ByteRange(i, i + rest.Length), joint, Quote.None, default);
    }
}
