using System.Globalization;
using System.Text;
using CsCheck;
using Stanch.Scanning.Reports;
using Stanch.Tests.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Tests.Text;

public sealed class PrintableTest
{
    // CsCheck's strings are mostly letters: here every kind of trouble is likely.
    private static readonly string[] Shards = [.. Hostilities.All, "#", "##", "[", "vso["];
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.String, Gen.Int[0, Shards.Length - 1].Select(i => Shards[i]).Array[0, 4].Select(string.Concat),
        Gen.Char.Array[0, 20].Select(c => new string(c)));

    [Theory]
    [InlineData("plain/päth 日本 🔑.txt", "plain/päth 日本 🔑.txt")]
    [InlineData("a\nb\rc\td", "a\\nb\\rc\\td")]
    [InlineData("\e[31mred", "\\x1B[31mred")]
    [InlineData("\u009b31m", "\\x9B31m")]
    [InlineData("x\u202etxt.exe", "x\\u{202E}txt.exe")]
    [InlineData("a\u200bb\ufeff", "a\\u{200B}b\\u{FEFF}")]
    [InlineData("##vso[task.complete]", "\\x23#vso[task.complete]")]
    [InlineData("x ##[error]y", "x \\x23#[error]y")]
    [InlineData("### heading [x]", "### heading [x]")]
    public void It_shows_what_it_is_given(string text, string shown) => Assert.Equal(shown, Printable.Of(text));

    [Fact]
    public void Half_a_pair_is_named() => Assert.Equal("\\u{D800}x\\u{DC00}", Printable.Of("\ud800x\udc00"));

    [Fact]
    public void Nothing_of_any_text_can_act() => Texts.Sample(text =>
    {
        var shown = Printable.Of(text);
        foreach (var rune in shown.EnumerateRunes())
        {
            Assert.True(Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate));
        }
        Assert.DoesNotContain("##[", shown);
        Assert.DoesNotContain("##vso[", shown, StringComparison.OrdinalIgnoreCase);
    });

    [Fact]
    public void Twice_is_the_same_as_once() => Texts.Sample(text => Assert.Equal(Printable.Of(text), Printable.Of(Printable.Of(text))));

    [Fact]
    public void A_length_is_kept_and_so_are_both_ends() => Gen.Select(Texts, Gen.Int[3, 40]).Sample((text, most) =>
    {
        var shown = Printable.Of(text, most);
        Assert.True(shown.Length <= most);
        Assert.Equal(Printable.Of(shown), shown);
        if (Printable.Of(text).Length <= most && text.Length <= most) Assert.Equal(Printable.Of(text), shown);
    });
}
