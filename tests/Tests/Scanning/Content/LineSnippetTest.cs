using System.Text;
using CsCheck;
using Stanch.Detection;
using Stanch.Scanning;
using Stanch.Scanning.Content;
using Stanch.Tests.Detection;

namespace Stanch.Tests.Scanning.Content;

public sealed class LineSnippetTest
{
    private static string Of(byte[] content, int start, int end, params (int Start, int End)[] others)
    {
        var matches = new[] { (start, end) }.Concat(others).Select(r => new Match
        {
            Detector = Detectors.Prefixed, Value = content[r.Item1..r.Item2], At = new ByteRange(r.Item1, r.Item2), Whole = new ByteRange(r.Item1, r.Item2), Parts = [], Entropy = 4, Confidence = 1,
            Context = new ByteRange(r.Item1, r.Item2),
        });
        return LineSnippet.Of(content, ContentForm.Text, new ByteRange(start, end), new ByteRange(0, content.Length), new Redactions(matches));
    }

    private static string Of(string text, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret));
        return Of(bytes, at, at + Encoding.UTF8.GetByteCount(secret));
    }

    private static string Shown(string secret) => new SecretValue(Encoding.UTF8.GetBytes(secret)).ToString();

    [Fact]
    public void The_line_is_shown_with_the_secret_redacted() =>
        Assert.Equal($"  key: {Shown("hunter2hunter2x")} # mine", Of("first\n  key: hunter2hunter2x # mine\r\nlast\n", "hunter2hunter2x"));

    [Fact]
    public void A_secret_of_several_lines_shows_its_first_line_alone() =>
        Assert.Equal($"pem = {Shown("-----BEGIN\nAAAA\nEND-----")}", Of("pem = -----BEGIN\nAAAA\nEND----- rest\n", "-----BEGIN\nAAAA\nEND-----"));

    [Fact]
    public void Every_secret_of_the_line_is_redacted()
    {
        var bytes = Encoding.UTF8.GetBytes("a=firstsecretvalue b=secondsecretvalue");
        var shown = Of(bytes, 2, 18, (21, 38));
        Assert.Equal($"a={Shown("firstsecretvalue")} b={Shown("secondsecretvalue")}", shown);
    }

    [Fact]
    public void A_long_line_is_cut_around_the_secret_at_200_characters() => Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 3000], Detectors.OneOf("x", "ä", "€", "𝄞", "\u0001")).Sample((before, after, filler) =>
    {
        const string Secret = "hunter2hunter2hunter2";
        var shown = Of(string.Concat(Enumerable.Repeat(filler, before)) + Secret + string.Concat(Enumerable.Repeat(filler, after)), Secret);
        Assert.InRange(shown.Length, 1, LineSnippet.MaxLength);
        Assert.Contains(Shown(Secret), shown);
        Assert.DoesNotContain("hunter2h", shown);
        Assert.DoesNotContain('\uFFFD', shown);
    }, iter: 300);

    [Fact]
    public void Bytes_that_are_no_text_are_shown_as_replacement_characters()
    {
        byte[] bytes = [0xFF, 0xFE, (byte)'=', .. "hunter2hunter2x"u8, 0xC3];
        Assert.Equal($"\uFFFD\uFFFD={Shown("hunter2hunter2x")}\uFFFD", Of(bytes, 3, 18));
    }
}
