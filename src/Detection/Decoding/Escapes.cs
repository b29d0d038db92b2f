using System.Globalization;
using System.Text;

namespace Stanch.Detection.Decoding;

/// <summary>Kinds of character escapes; negative so that they can stand where the index of a detector stands.</summary>
internal enum EscapeKind { Percent = -1, Unicode = -2, Hex = -3, Entity = -4 }

/// <summary>
/// Text with escaped characters in it (<c>%3D</c>, <c>\u003d</c>, <c>\x3d</c>, <c>&amp;#61;</c>) is scanned unescaped as well, line by line and
/// only where the prefilter met an escape that can stand for a character of a secret.
/// </summary>
internal static class Escapes
{
    /// <summary>Bytes to either side of an escape that are unescaped with it, within its line.</summary>
    private const int Around = 512;

    private static readonly (string Text, EscapeKind Kind)[] All =
    [
        ("%3d", EscapeKind.Percent), ("%3a", EscapeKind.Percent), ("%2f", EscapeKind.Percent), ("%2b", EscapeKind.Percent), ("%40", EscapeKind.Percent),
        ("%22", EscapeKind.Percent), ("%2d", EscapeKind.Percent), ("%5f", EscapeKind.Percent), ("%7b", EscapeKind.Percent), ("%21", EscapeKind.Percent),
        ("%23", EscapeKind.Percent), ("%24", EscapeKind.Percent),
        (@"\u00", EscapeKind.Unicode), (@"\u{", EscapeKind.Unicode),
        (@"\x2", EscapeKind.Hex), (@"\x3", EscapeKind.Hex), (@"\x4", EscapeKind.Hex), (@"\x5", EscapeKind.Hex), (@"\x6", EscapeKind.Hex), (@"\x7", EscapeKind.Hex),
        ("&quot;", EscapeKind.Entity), ("&amp;", EscapeKind.Entity), ("&#x", EscapeKind.Entity), ("&#3", EscapeKind.Entity), ("&#4", EscapeKind.Entity),
        ("&#6", EscapeKind.Entity), ("&apos;", EscapeKind.Entity),
    ];

    public static IEnumerable<(string Anchor, int Kind)> Markers => All.Select(m => (m.Text, (int)m.Kind));

    public static void Scan(Scanner scanner, PatternRun patterns, ReadOnlySpan<byte> content, ref Unchanged known, Frame frame, ByteRange hit, EscapeKind kind)
    {
        if (hit.Start < frame.EscapesDone[-(int)kind]) return;
        var context = new ByteRange(hit.Start - Around - 1, hit.Start + 2 * Around + 1);
        if (known.Covers(context)) return;
        var from = Math.Max(0, hit.Start - Around);
        var line = content[from..hit.Start].LastIndexOf((byte)'\n');
        var start = from + line + 1;
        var to = Math.Min(content.Length, hit.Start + 2 * Around);
        var next = content[hit.Start..to].IndexOf((byte)'\n');
        var end = next < 0 ? to : hit.Start + next;
        // A long line is taken in stretches that overlap by half.
        frame.EscapesDone[-(int)kind] = next < 0 && end < content.Length ? end - Around : end;
        if (!patterns.MayDecode(end - start)) return;

        var (decoded, offsets) = frame.Room(end - start);
        var length = Unescape(content[start..end], kind, decoded, offsets);
        if (length == end - start) return;
        var found = new List<Match>();
        scanner.ScanDecoded(decoded.AsSpan(0, length), frame.Depth + 1, found);
        foreach (var match in found)
        {
            // Where the secret's own match holds no escape it is found without us.
            var whole = match.Whole;
            if (offsets[whole.End] - offsets[whole.Start] == whole.Length && match.Decoded is null) continue;
            frame.Matches.Add(match.Map(range => new ByteRange(start + offsets[range.Start], start + offsets[range.End]), context) with
            {
                Decoded = Name(kind) + (match.Decoded is null ? "" : ">" + match.Decoded),
            });
        }
    }

    private static string Name(EscapeKind kind) => kind switch
    {
        EscapeKind.Percent => "percent",
        EscapeKind.Unicode => "unicode-escape",
        EscapeKind.Hex => "hex-escape",
        _ => "html-entity",
    };

    /// <param name="offsets">For each decoded byte where it began in <paramref name="text"/>; one more entry for the end.</param>
    /// <returns>Number of bytes decoded.</returns>
    internal static int Unescape(ReadOnlySpan<byte> text, EscapeKind kind, Span<byte> decoded, Span<int> offsets)
    {
        var n = 0;
        for (var i = 0; i < text.Length;)
        {
            var used = kind switch
            {
                EscapeKind.Percent => Number(text[i..], "%"u8, 2, 2, out var rune) ? (3, rune) : default,
                EscapeKind.Unicode => UnicodeEscape(text[i..]),
                EscapeKind.Hex => Number(text[i..], "\\x"u8, 2, 2, out var rune) ? (4, rune) : default,
                _ => Entity(text[i..]),
            };
            // An unescaped character never takes more bytes than its escape did, so what is decoded always fits.
            if (used is (> 0 and var length, var code) && Put(code, kind, decoded[n..]) is > 0 and var put && put <= length)
            {
                for (var k = 0; k < put; k++) offsets[n + k] = i;
                n += put;
                i += length;
            }
            else
            {
                offsets[n] = i;
                decoded[n++] = text[i++];
            }
        }
        offsets[n] = text.Length;
        return n;
    }

    private static int Put(int code, EscapeKind kind, Span<byte> to)
    {
        // Percent and \x give bytes; the others give characters.
        if (kind is EscapeKind.Percent or EscapeKind.Hex || code < 0x80)
        {
            to[0] = (byte)code;
            return 1;
        }
        return Rune.TryCreate(code, out var rune) && rune.Utf8SequenceLength <= to.Length ? rune.EncodeToUtf8(to) : 0;
    }

    private static (int Length, int Code) UnicodeEscape(ReadOnlySpan<byte> text)
    {
        if (Number(text, "\\u"u8, 4, 4, out var code)) return (6, code);
        if (!text.StartsWith("\\u{"u8)) return default;
        var end = text[..Math.Min(text.Length, 12)].IndexOf((byte)'}');
        return end > 3 && int.TryParse(text[3..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code) ? (end + 1, code) : default;
    }

    private static (int Length, int Code) Entity(ReadOnlySpan<byte> text)
    {
        if (text[0] != '&') return default;
        var end = text[..Math.Min(text.Length, 12)].IndexOf((byte)';');
        if (end < 2) return default;
        var body = text[1..end];
        if (body.SequenceEqual("quot"u8)) return (end + 1, '"');
        if (body.SequenceEqual("amp"u8)) return (end + 1, '&');
        if (body.SequenceEqual("lt"u8)) return (end + 1, '<');
        if (body.SequenceEqual("gt"u8)) return (end + 1, '>');
        if (body.SequenceEqual("apos"u8)) return (end + 1, '\'');
        if (body[0] != '#') return default;
        var hex = body.Length > 2 && (body[1] | 0x20) == 'x';
        return int.TryParse(body[(hex ? 2 : 1)..], hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code > 0
            ? (end + 1, code)
            : default;
    }

    private static bool Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lead, int min, int digits, out int code)
    {
        code = 0;
        if (!text.StartsWith(lead) || text.Length < lead.Length + min) return false;
        return int.TryParse(text.Slice(lead.Length, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
    }
}
