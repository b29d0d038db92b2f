using System.Text;
using Stanch.Archives.Streams;

namespace Stanch.Archives.Formats;

/// <summary>
/// The text of Office and OpenDocument files. It stands in XML parts, which are scanned as they are; but a word processor cuts a line wherever a letter was corrected, so the text is put together again.
/// </summary>
internal static class OfficeText
{
    private static readonly string[] folders = ["word/", "xl/", "ppt/"];

    public static void Take(string name, Func<InflatedStream> open, Opened opened)
    {
        if (!IsPart(name)) return;
        using var content = open();
        var (xml, _) = PeekedStream.Peek(content, Unpacking.LargestText);
        var text = Of(xml);
        if (text.Length > 0) opened.TakeText(name, "text", new MemoryStream(text, writable: false));
    }

    private static bool IsPart(string name) =>
        name.EndsWith(".xml", StringComparison.Ordinal) && (name is "content.xml" or "styles.xml" or "meta.xml" || folders.Any(f => name.StartsWith(f, StringComparison.Ordinal)));

    /// <summary>Text without tags; a line for each paragraph, cell or row.</summary>
    public static byte[] Of(ReadOnlySpan<byte> xml)
    {
        var text = new MemoryStream(xml.Length / 2);
        while (!xml.IsEmpty)
        {
            var tag = xml.IndexOf((byte)'<');
            if (tag < 0) tag = xml.Length;
            Append(text, xml[..tag]);
            xml = xml[tag..];
            if (xml.IsEmpty) break;
            var end = xml.IndexOf((byte)'>');
            if (end < 0) break;
            var name = Name(xml[1..end]);
            if (name.SequenceEqual("/p"u8) || name.SequenceEqual("/h"u8) || name.SequenceEqual("/si"u8) || name.SequenceEqual("/c"u8) || name.SequenceEqual("/row"u8)
                || name.SequenceEqual("br"u8) || name.SequenceEqual("line-break"u8) || name.SequenceEqual("/comment"u8)) text.WriteByte((byte)'\n');
            else if (name.SequenceEqual("tab"u8)) text.WriteByte((byte)'\t');
            else if (name.SequenceEqual("s"u8)) text.WriteByte((byte)' ');
            xml = xml[(end + 1)..];
        }
        return text.ToArray();
    }

    /// <summary>Local name of a tag, with the slash of one that closes.</summary>
    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> tag)
    {
        var end = tag.IndexOfAny(" \t\r\n"u8);
        if (end >= 0) tag = tag[..end];
        if (tag.Length > 1 && tag[^1] == '/') tag = tag[..^1];
        var colon = tag.IndexOf((byte)':');
        if (colon < 0) return tag;
        return tag[0] == '/' ? Closing(tag[(colon + 1)..]) : tag[(colon + 1)..];
    }

    private static ReadOnlySpan<byte> Closing(ReadOnlySpan<byte> local) => (byte[])[(byte)'/', .. local];

    private static void Append(MemoryStream text, ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOf((byte)'&') < 0) text.Write(raw);
        else text.Write(Encoding.UTF8.GetBytes(System.Net.WebUtility.HtmlDecode(Encoding.UTF8.GetString(raw))));
    }
}
