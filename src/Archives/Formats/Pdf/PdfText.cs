using System.Text;

namespace Stanch.Archives.Formats.Pdf;

/// <summary>Texts of PDF outside of pages.</summary>
internal static class PdfText
{
    public static byte[] Ascii85(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>(text.Length);
        ulong value = 0;
        var count = 0;
        foreach (var c in text)
        {
            if (c == '~') break;
            if (c == 'z' && count == 0) bytes.AddRange([0, 0, 0, 0]);
            if (c is < (byte)'!' or > (byte)'u') continue;
            value = value * 85 + (ulong)(c - '!');
            if (++count < 5) continue;
            Add(bytes, value, 4);
            (value, count) = (0, 0);
        }
        if (count > 1)
        {
            for (var i = count; i < 5; i++) value = value * 85 + 84;
            Add(bytes, value, count - 1);
        }
        return [.. bytes];
    }

    private static void Add(List<byte> bytes, ulong value, int count)
    {
        for (var i = 0; i < count; i++) bytes.Add((byte)(value >> (24 - 8 * i)));
    }

    /// <summary>A text of a document: UTF-16 where it says so.</summary>
    public static string Of(byte[] text) => text switch
    {
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(text, 2, text.Length - 2),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(text, 3, text.Length - 3),
        _ => Encoding.Latin1.GetString(text),
    };

    /// <summary>All texts in an object: links, notes, fields of forms, scripts, titles.</summary>
    public static void Collect(object? value, StringBuilder into, int depth = 0)
    {
        if (depth > 32) return;
        switch (value)
        {
            case byte[] text when text.Length > 3 && Of(text) is var said && !said.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')): into.Append(said).Append('\n'); break;
            case List<object> items: foreach (var item in items) Collect(item, into, depth + 1); break;
            case Dictionary<string, object> fields: foreach (var item in fields.Values) Collect(item, into, depth + 1); break;
            case PdfStream stream: Collect(stream.Fields, into, depth + 1); break;
        }
    }
}
