using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Stanch.Catalog.Compiler.Rules;

namespace Stanch.Tests.Catalog.Compiler;

public sealed class GoRegexTest
{
    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("(?P<name>a)b", "(a)b")]
    [InlineData("(?<name>a)b", "(a)b")]
    [InlineData(@"\d+\w*\s?", "[0-9]+[0-9A-Z_a-z]*[\\x09\\x0A\\x0C\\x0D ]?")]
    [InlineData(@"[\w.-]", @"[\-.0-9A-Z_a-z]")]
    [InlineData("[+./0-9-]", @"[+\x2D-9]")]
    [InlineData("[[:alnum:]_]", "[0-9A-Z_a-z]")]
    [InlineData("[[:^digit:]]", @"[\x00-/:-\xFF]")]
    [InlineData("^a$", @"\Aa\z")]
    [InlineData("(?m)^a$", "(?m:^)a(?m:$)")]
    [InlineData("(?m:^)a$", @"(?:(?m:^))a\z")]
    [InlineData("(?i)a(?-i)b", "(?i)a(?-i)b")]
    [InlineData("(?is-m:a)", "(?is:a)")]
    [InlineData("(?s-i)a", "(?s-i)a")]
    [InlineData("(?U)a+b+?", "a+?b+")]
    [InlineData("(?U:a+)b+", "(?:a+?)b+")]
    [InlineData("a{2}b{3,}c{1,4}?", "a{2}b{3,}c{1,4}?")]
    [InlineData("a{,3}{", @"a\{,3\}\{")]
    [InlineData(@"\Qa.b\E.", @"a\.b.")]
    [InlineData(@"\x41\x{42}\103", "ABC")]
    [InlineData(@"[\x60'""]", "[\"'`]")]
    [InlineData(@"\_\-\/", "_-/")]
    [InlineData("é?", @"(?-i:\xC3\xA9)?")]
    [InlineData("[aé]", @"(?:[a]|(?-i:\xC3\xA9))")]
    [InlineData("[^\\x00-\\x7F]", @"[^\x00-\x7F]")]
    [InlineData("[]a]", @"[\]a]")]
    [InlineData(@"\bkey\b", @"\bkey\b")]
    [InlineData("a|b|", "a|b|")]
    [InlineData("#a b", @"\#a\ b")]
    public void Go_is_written_as_NET(string go, string net)
    {
        Assert.Equal(net, GoRegex.Translate(go, bytes: true).Pattern);
        _ = new Regex(net);
    }

    [Theory]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[b-a]")]
    [InlineData(@"\1")]
    [InlineData("(?<=a)b")]
    [InlineData("(?=a)b")]
    [InlineData("(?P=a)")]
    [InlineData(@"\p{Greek}")]
    [InlineData("[^é]")]
    [InlineData("[[:letters:]]")]
    [InlineData("*a")]
    [InlineData("a**")]
    [InlineData("(|+a)")]
    [InlineData("(?i)*")]
    [InlineData(@"\y")]
    [InlineData(@"\")]
    [InlineData(@"\x{110000}")]
    public void What_Go_does_not_know_or_bytes_can_not_tell_is_refused(string go) => Assert.NotNull(GoRegex.Translate(go, bytes: true).Fault);

    [Theory]
    [InlineData("(a)((b)c)", 2, "(?:a)(?<secret>(?:b)c)")]
    [InlineData("(?P<x>a)(b)", 1, "(?<secret>a)(?:b)")]
    public void The_secret_group_is_named_and_the_others_no_longer_capture(string go, int group, string net) =>
        Assert.Equal(net, GoRegex.Translate(go, bytes: true, group).Pattern);

    [Fact]
    public void Over_text_a_character_is_itself() => Assert.Equal("(?:é)[é]", GoRegex.Translate("é[é]", bytes: false).Pattern);

    [Fact]
    public void A_character_beyond_ASCII_is_found_in_UTF8()
    {
        var (pattern, _, _) = GoRegex.Translate("prix: [€£]{1,2}\\d+", bytes: true);
        var widened = Encoding.Latin1.GetString("prix: €£12"u8);
        Assert.Equal(widened, Regex.Match(widened, pattern!).Value);
    }

    private static readonly Gen<string> Piece = Stanch.Tests.Detection.Detectors.OneOf(
        "a", "B", "7", "é", ".", "\\d", "\\W", "\\s", "\\b", "[a-f]", "[^\\s\"]", "[[:upper:]]", "(", ")", "(?:", "(?P<n>", "(?i)", "(?U)", "(?m:", "|", "*", "+?", "{2,3}", "^", "$", "\\.", "\\x41", "{", "}", "]", "-", " ", "#", "\\Q(\\E");

    [Fact]
    public void What_is_translated_NET_can_read() => Piece.Array[0, 10].Sample(pieces =>
    {
        var go = string.Concat(pieces);
        if (GoRegex.Translate(go, bytes: true).Pattern is not { } net) return;
        _ = new Regex(net, RegexOptions.CultureInvariant);
    }, iter: 5_000);
}
