using System.Text;

namespace Stanch.Detection.Decoding;

/// <summary>UTF-16 content is scanned as UTF-8; offsets are found back by walking.</summary>
internal static class Utf16
{
    private static readonly Encoding Little = new UnicodeEncoding(bigEndian: false, byteOrderMark: false);
    private static readonly Encoding Big = new UnicodeEncoding(bigEndian: true, byteOrderMark: false);

    public static byte[] ToUtf8(ReadOnlySpan<byte> content, bool bigEndian) =>
        Encoding.UTF8.GetBytes((bigEndian ? Big : Little).GetString(content[..(content.Length & ~1)]));

    /// <summary>From offsets in the UTF-8 text back to the UTF-16 bytes. Queries in rising order cost one walk in all.</summary>
    public sealed class Mapping
    {
        private readonly string text;
        private int unit;
        private int at;

        public Mapping(ReadOnlySpan<byte> content, bool bigEndian) => text = (bigEndian ? Big : Little).GetString(content[..(content.Length & ~1)]);

        public ByteRange Range(ByteRange utf8) => new(Offset(utf8.Start), Offset(utf8.End));

        private int Offset(int utf8)
        {
            if (utf8 <= 0) return 2 * utf8;
            if (utf8 < at) (unit, at) = (0, 0);
            while (at < utf8 && unit < text.Length)
            {
                Rune.DecodeFromUtf16(text.AsSpan(unit), out var rune, out var units);
                unit += units;
                at += rune.Utf8SequenceLength;
            }
            return 2 * (unit + Math.Max(0, utf8 - at));
        }
    }
}
