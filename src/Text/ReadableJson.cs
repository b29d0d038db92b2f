using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stanch.Text;

/// <summary>
/// JSON that people can read too (<c>+</c>, <c>&lt;</c> and non-ASCII letters stay themselves) and that forges nothing when it is printed:
/// what <see cref="Printable"/> makes visible is written as an escape, so nothing is lost. So is <c>#</c>, since an encoder sees one character
/// at a time and build agents obey <c>##vso[…]</c> anywhere in a line.
/// </summary>
public sealed class ReadableJson : JavaScriptEncoder
{
    private static readonly ReadableJson Encoder = new();

    public static JsonWriterOptions Indented { get; } = new() { Indented = true, Encoder = Encoder, NewLine = "\n" };
    public static JsonWriterOptions Line { get; } = new() { Encoder = Encoder };

    public override int MaxOutputCharactersPerInputCharacter => 12;

    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is '"' or '\\' or '#' || !Rune.IsValid(unicodeScalar) || !Printable.IsFit(new Rune(unicodeScalar));

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var chars = new ReadOnlySpan<char>(text, textLength);
        for (var i = 0; i < chars.Length; i++)
        {
            if (chars[i] < 0x80 ? WillEncode(chars[i]) : Rune.DecodeFromUtf16(chars[i..], out var rune, out var used) != 0 || WillEncode(rune.Value) || (i += used - 1) < 0)
                return i;
        }
        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        if (unicodeScalar is '"' or '\\') return target.TryWrite($"\\{(char)unicodeScalar}", out numberOfCharactersWritten);
        if (unicodeScalar is '\n' or '\r' or '\t')
            return target.TryWrite($"\\{(unicodeScalar == '\n' ? 'n' : unicodeScalar == '\r' ? 'r' : 't')}", out numberOfCharactersWritten);
        if (unicodeScalar < 0x10000)
            return target.TryWrite(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:X4}", out numberOfCharactersWritten);
        Span<char> pair = stackalloc char[2];
        new Rune(unicodeScalar).EncodeToUtf16(pair);
        return target.TryWrite(CultureInfo.InvariantCulture, $"\\u{(int)pair[0]:X4}\\u{(int)pair[1]:X4}", out numberOfCharactersWritten);
    }
}
