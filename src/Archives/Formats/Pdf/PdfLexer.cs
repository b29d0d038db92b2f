using System.Globalization;
using System.Text;

namespace Stanch.Archives.Formats.Pdf;

internal sealed record PdfName(string Text);
internal sealed record PdfReference(int Number);
/// <summary>A bare word: an operator, <c>obj</c>, <c>true</c>.</summary>
internal sealed record PdfWord(string Text);

/// <summary>
/// Reads the objects that PDF is written in. Numbers are doubles, texts byte arrays, arrays lists, dictionaries dictionaries. What is no object becomes a word: nothing is
/// refused, since readers don't either.
/// </summary>
internal sealed class PdfLexer(byte[] bytes, int at, int end)
{
    private const int Deepest = 64;

    public int At { get => at; set => at = value; }

    /// <returns>Null: the end.</returns>
    public object? Next(int depth = 0)
    {
        Blank();
        if (at >= end) return null;
        var c = bytes[at];
        switch ((char)c)
        {
            case '/': at++; return Name();
            case '(': at++; return Literal();
            case '<' when at + 1 < end && bytes[at + 1] == '<': at += 2; return Dictionary(depth);
            case '<': at++; return Hex();
            case '[': at++; return Array(depth);
            case '>' when at + 1 < end && bytes[at + 1] == '>': at += 2; return new PdfWord(">>");
            case ']' or '{' or '}' or ')' or '>': at++; return new PdfWord(((char)c).ToString());
            default: return c is >= (byte)'0' and <= (byte)'9' or (byte)'+' or (byte)'-' or (byte)'.' ? Number() : Word();
        }
    }

    private static bool IsBlank(byte b) => b is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsRegular(byte b) => !IsBlank(b) && "()<>[]{}/%"u8.IndexOf(b) < 0;

    private void Blank()
    {
        while (at < end)
        {
            if (IsBlank(bytes[at])) at++;
            else if (bytes[at] == '%') while (at < end && bytes[at] is not (10 or 13)) at++;
            else return;
        }
    }

    private ReadOnlySpan<byte> Regular()
    {
        var start = at;
        while (at < end && IsRegular(bytes[at])) at++;
        return bytes.AsSpan(start, at - start);
    }

    private PdfName Name()
    {
        var raw = Regular();
        if (raw.IndexOf((byte)'#') < 0) return new PdfName(Encoding.Latin1.GetString(raw));
        var text = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '#' && i + 2 < raw.Length && byte.TryParse(raw.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                text.Append((char)code);
                i += 2;
            }
            else text.Append((char)raw[i]);
        }
        return new PdfName(text.ToString());
    }

    private PdfWord Word()
    {
        var text = Regular();
        if (text.IsEmpty) at++;
        return new PdfWord(Encoding.Latin1.GetString(text));
    }

    /// <summary>A number, or <c>5 0 R</c>.</summary>
    private object Number()
    {
        var text = Regular();
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return new PdfWord(Encoding.Latin1.GetString(text));
        if (number is not (>= 0 and < int.MaxValue) || text.IndexOf((byte)'.') >= 0) return number;
        var after = at;
        Blank();
        var generation = at;
        while (at < end && bytes[at] is >= (byte)'0' and <= (byte)'9') at++;
        if (at > generation)
        {
            Blank();
            if (at < end && bytes[at] == 'R' && (at + 1 >= end || !IsRegular(bytes[at + 1])))
            {
                at++;
                return new PdfReference((int)number);
            }
        }
        at = after;
        return number;
    }

    private byte[] Literal()
    {
        var text = new List<byte>();
        for (var open = 1; at < end;)
        {
            var c = bytes[at++];
            if (c == '\\' && at < end) Escape(text);
            else if (c == ')' && --open == 0) break;
            else
            {
                if (c == '(') open++;
                text.Add(c);
            }
        }
        return [.. text];
    }

    private void Escape(List<byte> text)
    {
        var c = bytes[at++];
        if (c is >= (byte)'0' and <= (byte)'7')
        {
            var code = c - '0';
            for (var i = 0; i < 2 && at < end && bytes[at] is >= (byte)'0' and <= (byte)'7'; i++) code = code * 8 + bytes[at++] - '0';
            text.Add((byte)code);
        }
        else if (c == '\r' && at < end && bytes[at] == '\n') at++;
        else if (c is not ((byte)'\r' or (byte)'\n')) text.Add(c switch { (byte)'n' => 10, (byte)'r' => 13, (byte)'t' => 9, (byte)'b' => 8, (byte)'f' => 12, _ => c });
    }

    private byte[] Hex()
    {
        var text = new List<byte>();
        int high = -1;
        while (at < end && bytes[at] != '>')
        {
            var c = (char)bytes[at++];
            if (!char.IsAsciiHexDigit(c)) continue;
            var digit = char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
            if (high < 0) high = digit;
            else
            {
                text.Add((byte)(high << 4 | digit));
                high = -1;
            }
        }
        at++;
        if (high >= 0) text.Add((byte)(high << 4));
        return [.. text];
    }

    private List<object> Array(int depth)
    {
        var items = new List<object>();
        while (depth < Deepest && Next(depth + 1) is { } item && item is not PdfWord { Text: "]" or "endobj" }) items.Add(item);
        return items;
    }

    private Dictionary<string, object> Dictionary(int depth)
    {
        var items = new Dictionary<string, object>(StringComparer.Ordinal);
        while (depth < Deepest && Next(depth + 1) is { } key && key is not PdfWord { Text: ">>" or "endobj" })
        {
            if (key is not PdfName name) continue;
            if (Next(depth + 1) is not { } value || value is PdfWord { Text: ">>" or "endobj" }) break;
            items[name.Text] = value;
        }
        return items;
    }
}
