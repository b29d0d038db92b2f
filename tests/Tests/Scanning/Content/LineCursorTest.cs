using System.Text;
using CsCheck;
using Stanch.Detection;
using Stanch.Scanning.Content;
using Stanch.Tests.Detection;

namespace Stanch.Tests.Scanning.Content;

public sealed class LineCursorTest
{
    private static readonly Gen<string> Text = Detectors.OneOf("a", "b c", "\t", "\n", "\r\n", "ä", "€", "𝄞", "xxxxxxxxxxxxxxxxxxxxxxxxx").Array[0, 60].Select(string.Concat);

    /// <summary>The plain twin: decode everything before the offset.</summary>
    private static Position Plain(string before)
    {
        var line = before.LastIndexOf('\n') + 1;
        return new Position(before.Count(c => c == '\n') + 1, before.Length - line + 1);
    }

    [Fact]
    public void Positions_are_those_of_the_decoded_text() => Text.Sample(text =>
    {
        foreach (var (form, encoding) in new (ContentForm, Encoding)[] { (ContentForm.Text, Encoding.UTF8), (ContentForm.Utf16Le, Encoding.Unicode), (ContentForm.Utf16Be, Encoding.BigEndianUnicode) })
        {
            var bytes = encoding.GetBytes(text);
            var cursor = new LineCursor(form, bytes);
            for (var i = 0; i <= text.Length; i++)
            {
                if (i < text.Length && char.IsLowSurrogate(text[i])) continue;
                Assert.Equal(Plain(text[..i]), cursor.MoveTo(bytes, encoding.GetByteCount(text.AsSpan(0, i))));
            }
        }
    }, iter: 500);

    [Fact]
    public void A_text_cut_anywhere_counts_on_as_if_it_were_not_cut() => Gen.Select(Text, Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((text, a, b) =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var cut = bytes.Length == 0 ? 0 : a % (bytes.Length + 1);
        var base_ = cut == 0 ? 0 : b % (cut + 1);
        var cursor = new LineCursor(ContentForm.Text, bytes);
        cursor.MoveTo(bytes.AsSpan(0, cut), cut);
        cursor.Rebase(base_);
        var whole = new LineCursor(ContentForm.Text, bytes);
        Assert.Equal(whole.MoveTo(bytes, bytes.Length), cursor.MoveTo(bytes.AsSpan(base_), bytes.Length - base_));
    }, iter: 1000);

    [Theory]
    [InlineData(ContentForm.Text, new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a' }, 3)]
    [InlineData(ContentForm.Utf16Le, new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, 2)]
    [InlineData(ContentForm.Utf16Be, new byte[] { 0xFE, 0xFF, 0, (byte)'a' }, 2)]
    public void A_byte_order_mark_is_no_column(ContentForm form, byte[] bytes, int offset) =>
        Assert.Equal(new Position(1, 1), new LineCursor(form, bytes).MoveTo(bytes, offset));
}
