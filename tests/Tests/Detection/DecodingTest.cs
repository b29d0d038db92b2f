using System.Text;
using CsCheck;
using Stanch.Detection;
using Stanch.Detection.Decoding;

namespace Stanch.Tests.Detection;

public sealed class DecodingTest
{
    private static readonly string Token = Detectors.AcmeToken(7);

    public static TheoryData<string, string> Encodings => new()
    {
        { "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes($"key: '{Token}' # end")) },
        { "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes($"??>>key: '{Token}' ~~~")).Replace('+', '-').Replace('/', '_').TrimEnd('=') },
        { "base64>base64", Convert.ToBase64String(Encoding.UTF8.GetBytes("x: " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"key: '{Token}'")))) },
        { "base64>utf16", Convert.ToBase64String(Encoding.Unicode.GetBytes($"set key '{Token}'")) },
        { "hex", Convert.ToHexStringLower(Encoding.UTF8.GetBytes($"key: '{Token}'")) },
        { "percent", Uri.EscapeDataString("key=").Replace("key", "key") + string.Concat(Token.Select(c => $"%{(int)c:x2}")) },
        { "unicode-escape", string.Concat($"'{Token}'".Select(c => $"\\u{(int)c:x4}")) },
        { "hex-escape", string.Concat($"'{Token}'".Select(c => $"\\x{(int)c:X2}")) },
        { "html-entity", string.Concat($"'{Token}'".Select(c => $"&#{(int)c};")) },
        { "html-entity", string.Concat($"'{Token}'".Select(c => $"&#x{(int)c:x};")) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void An_encoded_secret_is_found_in_its_original_bytes(string how, string encoded)
    {
        var text = $"first line\nvalue = {encoded}\nlast";
        var bytes = Encoding.UTF8.GetBytes(text);
        var match = Assert.Single(ScannerTest.Scan(bytes));
        Assert.Equal(Token, Encoding.UTF8.GetString(match.Value));
        Assert.Equal(how, match.Decoded);
        Assert.InRange(match.At.Start, text.IndexOf(encoded, StringComparison.Ordinal), text.IndexOf(encoded, StringComparison.Ordinal) + encoded.Length);
        Assert.InRange(match.At.End, match.At.Start + Token.Length, text.IndexOf(encoded, StringComparison.Ordinal) + encoded.Length);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    public void Utf16_is_read_with_and_without_a_mark(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = $"# héllo ☃ 𝄞\r\nkey = '{Token}'\r\n";
        var bytes = (mark ? encoding.GetPreamble() : []).Concat(encoding.GetBytes(text)).ToArray();
        var form = ContentForms.Sniff(bytes);
        Assert.Equal(name == "utf-16" ? ContentForm.Utf16Le : ContentForm.Utf16Be, form);
        var matches = new List<Match>();
        new DetectionEngine(Detectors.All).Open().Scan(bytes, form, new ByteRange(0, bytes.Length), [], matches);
        var match = Assert.Single(matches);
        Assert.Equal(Token, encoding.GetString(bytes, match.At.Start, match.At.Length));
    }

    [Fact]
    public void Content_is_told_apart()
    {
        Assert.Equal(ContentForm.Text, ContentForms.Sniff("plain"u8));
        Assert.Equal(ContentForm.Text, ContentForms.Sniff(Encoding.Latin1.GetBytes("caf\u00e9")));
        Assert.Equal(ContentForm.Binary, ContentForms.Sniff([0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 0, 0, 1, 2, 3, 0, 9]));
        Assert.Equal(ContentForm.Text, ContentForms.Sniff([]));
    }

    [Fact]
    public void Unescaping_keeps_the_place_of_every_byte()
    {
        var piece = Gen.OneOf(Detectors.OneOf("%3D", "%zz", "%4", "\\u0041", "\\u{1F600}", "\\x41", "&amp;", "&#65;", "&#x41;", "&nope;", "&#;", "é"), Gen.String[Gen.Char[' ', '~'], 0, 5]);
        Gen.Select(piece.Array[0, 12], Detectors.OneOf(EscapeKind.Percent, EscapeKind.Unicode, EscapeKind.Hex, EscapeKind.Entity)).Sample((pieces, kind) =>
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(pieces));
            var decoded = new byte[text.Length];
            var offsets = new int[text.Length + 1];
            var length = Escapes.Unescape(text, kind, decoded, offsets);
            Assert.InRange(length, 0, text.Length);
            Assert.Equal(text.Length, offsets[length]);
            for (var i = 0; i < length; i++) Assert.True(offsets[i] <= offsets[i + 1]);
        }, iter: 3000);
    }

    [Fact]
    public void A_blob_that_would_decode_for_ever_is_cut_and_told()
    {
        var text = string.Concat(Enumerable.Repeat(@"&amp;%3D\x41\u0041", 120_000));
        var limits = new List<string>();
        var scanner = new DetectionEngine(Detectors.All).Open();
        scanner.LimitHit = limits.Add;
        scanner.Scan(Encoding.UTF8.GetBytes(text), []);
        Assert.Equal(["decoding budget of a blob"], limits);
    }
}
