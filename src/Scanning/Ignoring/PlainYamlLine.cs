using System.Globalization;
using System.Text;

namespace Stanch.Scanning.Ignoring;

/// <summary>Reads what stands on one line: scalars, keys and <c>[a, b]</c>. The first error on a line is the one that counts.</summary>
internal ref struct PlainYamlLine(string file, string text, int line, int start, List<ConfigurationError> errors)
{
    private int at = start;

    public readonly bool AtEnd => Rest() is [] or ['#', ..];

    /// <summary>A key with its colon; null after an error.</summary>
    public YamlScalar? Key()
    {
        var begin = at;
        if (text[at] is '"' or '\'')
        {
            if (Quoted() is not { } quoted) return null;
            SkipSpaces();
            if (!AtColon(at)) return Fail<YamlScalar>(at, "CFG006", "expected ':' after the key");
            at++;
            return new YamlScalar(quoted, line, begin + 1);
        }
        if (Indicator(flow: false) is { } message) return Fail<YamlScalar>(begin, "CFG005", message);
        for (; at < text.Length; at++)
        {
            if (AtColon(at))
            {
                var key = text[begin..at].TrimEnd(' ');
                at++;
                return new YamlScalar(key, line, begin + 1);
            }
            if (text[at] == '\t') return Fail<YamlScalar>(at, "CFG004", "a tab: use spaces");
            if (AtComment(at)) break;
        }
        return Fail<YamlScalar>(begin, "CFG006", "expected 'key: value' or '- item'");
    }

    /// <summary>A value up to the end of the line; null after an error.</summary>
    public YamlNode? Value()
    {
        SkipSpaces();
        var begin = at;
        YamlNode? node = text[at] switch
        {
            '[' => Flow(),
            '"' or '\'' => Quoted() is { } quoted ? new YamlScalar(quoted, line, begin + 1) : null,
            _ => Plain(flow: false),
        };
        if (node is null) return null;
        var end = at;
        SkipSpaces();
        if (at == text.Length || (text[at] == '#' && at > end)) return node;
        return Fail<YamlNode>(at, "CFG006", $"unexpected {ConfigurationError.Quote(text[at..])} after the value");
    }

    public void SkipSpaces()
    {
        while (at < text.Length && text[at] == ' ') at++;
    }

    public readonly int Position => at;

    private readonly ReadOnlySpan<char> Rest() => text.AsSpan(at).TrimStart(' ');
    private readonly bool AtColon(int i) => i < text.Length && text[i] == ':' && (i + 1 == text.Length || text[i + 1] == ' ');
    private static bool IsFlow(char c) => c is ',' or '[' or ']' or '{' or '}';
    private readonly bool AtComment(int i) => text[i] == '#' && i > 0 && text[i - 1] == ' ';

    private YamlSequence? Flow()
    {
        var begin = at++;
        var items = new List<YamlNode>();
        for (var comma = true; ; )
        {
            SkipSpaces();
            if (at == text.Length || AtComment(at)) return Fail<YamlSequence>(begin, "CFG006", "'[' has no ']' on its line");
            if (text[at] == ']') { at++; return new YamlSequence(items, [], true, line, begin + 1, line); }
            if (text[at] == ',')
            {
                if (comma) return Fail<YamlSequence>(at, "CFG006", "nothing stands before ','");
                comma = true;
                at++;
                continue;
            }
            if (!comma) return Fail<YamlSequence>(at, "CFG006", "expected ',' or ']'");
            var from = at;
            YamlNode? item = text[at] is '"' or '\'' ? Quoted() is { } quoted ? new YamlScalar(quoted, line, from + 1) : null : Plain(flow: true);
            if (item is null) return null;
            items.Add(item);
            comma = false;
        }
    }

    private YamlScalar? Plain(bool flow)
    {
        var begin = at;
        if (Indicator(flow) is { } message) return Fail<YamlScalar>(begin, "CFG005", message);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\t') return Fail<YamlScalar>(at, "CFG004", "a tab: use spaces");
            if (AtColon(at) || (flow && c == ':' && IsFlow(text[at + 1])))
                return Fail<YamlScalar>(begin, "CFG006", "a value that holds ': ' must be quoted");
            if (AtComment(at) || (flow && c is ',' or ']')) break;
            if (flow && IsFlow(c)) return Fail<YamlScalar>(at, "CFG006", $"an item that holds '{c}' must be quoted");
        }
        var value = text[begin..at].TrimEnd(' ');
        at = begin + value.Length;
        return new YamlScalar(value, line, begin + 1);
    }

    /// <summary>Null: a plain scalar may start here.</summary>
    private readonly string? Indicator(bool flow)
    {
        var c = text[at];
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        return c switch
        {
            ':' or '&' or '*' or '!' or '|' or '>' or '%' or '@' or '`' or '#' or '{' or '}' or '[' or ']' or ',' => $"a value that starts with '{c}' must be quoted",
            '-' or '?' when next is ' ' or '\t' || (flow && IsFlow(next)) => $"'{c} ' cannot stand here",
            _ => null,
        };
    }

    private string? Quoted()
    {
        var begin = at;
        var quote = text[at++];
        var value = new StringBuilder();
        while (at < text.Length)
        {
            var c = text[at++];
            if (c == quote)
            {
                if (quote != '\'' || at == text.Length || text[at] != '\'') return value.ToString();
                at++;
                value.Append('\'');
            }
            else if (c == '\\' && quote == '"')
            {
                if (Escaped() is not { } escaped) return Fail<string>(at - 1, "CFG006", "an escape that is none of \\\\ \\\" \\/ \\n \\r \\t \\xHH \\uHHHH");
                value.Append(escaped);
            }
            else value.Append(c);
        }
        return Fail<string>(begin, "CFG006", $"{quote} is not closed on its line");
    }

    private char? Escaped()
    {
        if (at == text.Length) return null;
        switch (text[at++])
        {
            case '\\': return '\\';
            case '"': return '"';
            case '/': return '/';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'x': return Hex(2);
            case 'u': return Hex(4);
            default: return null;
        }
    }

    private char? Hex(int digits)
    {
        if (at + digits > text.Length || !ushort.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return null;
        at += digits;
        return char.IsSurrogate((char)code) ? null : (char)code;
    }

    private readonly T? Fail<T>(int column, string code, string message) where T : class
    {
        errors.Add(new ConfigurationError(file, line, column + 1, code, message));
        return null;
    }
}
