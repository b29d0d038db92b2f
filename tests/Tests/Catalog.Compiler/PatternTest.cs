using System.Text.RegularExpressions;
using CsCheck;
using Stanch.Catalog.Compiler.Patterns;
using Group = Stanch.Catalog.Compiler.Patterns.Group;

namespace Stanch.Tests.Catalog.Compiler;

/// <summary>What is worked out from a pattern's syntax, against what .NET does with the pattern.</summary>
public sealed class PatternTest
{
    private static Term Parsed(string pattern) =>
        PatternParser.Parse(pattern) is { Term: { } term } ? term : throw new InvalidOperationException($"{pattern}: {PatternParser.Parse(pattern).Fault}");

    private static Regex Net(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));

    /// <summary>Random patterns may backtrack without end: what isn't decided soon says nothing.</summary>
    private static List<Match> InTime(Regex regex, string text)
    {
        try
        {
            return regex.Matches(text).AsEnumerable().ToList();
        }
        catch (RegexMatchTimeoutException)
        {
            return [];
        }
    }

    /// <summary>Texts that the pattern matches from their start to their end, as far as sampling comes by them.</summary>
    private static IEnumerable<string> Matches(string pattern, Term term, int count = 12)
    {
        var regex = Net($@"\A(?:{pattern}{(pattern.Contains("(?xi)", StringComparison.Ordinal) ? "\n" : "")})\z");
        var dice = new Dice(pattern);
        return Enumerable.Range(0, count).Select(_ => Sampler.Sample(term, dice)).Where(text => InTime(regex, text).Count > 0);
    }

    [Fact]
    public void What_NET_reads_is_read() => RandomPatterns.Any.Sample(pattern =>
    {
        _ = Net(pattern);
        _ = Parsed(pattern);
    }, iter: 1_000);

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[a")]
    [InlineData("[z-a]")]
    [InlineData("*a")]
    [InlineData("a**")]
    [InlineData("{2}")]
    [InlineData("a{3,2}")]
    [InlineData(@"\")]
    [InlineData(@"\y")]
    [InlineData("(?<a")]
    [InlineData("(?q)a")]
    [InlineData(@"[a-\d]")]
    [InlineData(@"\x4")]
    public void What_NET_refuses_is_refused(string pattern)
    {
        Assert.ThrowsAny<ArgumentException>(() => Net(pattern));
        Assert.NotNull(PatternParser.Parse(pattern).Fault);
    }

    [Theory]
    [InlineData(@"(a)\1", "a back-reference is not supported")]
    [InlineData(@"(?<n>a)\k<n>", "a back-reference is not supported")]
    [InlineData("(?(a)b|c)", "a condition is not supported")]
    [InlineData("(?<a-b>x)", "a balancing group is not supported; a group's name holds no '-'")]
    [InlineData("é", "the character 'é' is more than one byte; write its bytes in UTF-8 as \\x..")]
    [InlineData("[é]", "the character 'é' is more than one byte; write its bytes in UTF-8 as \\x..")]
    [InlineData("[[:alpha:]]", "[:name:] is not known to .NET; write the range")]
    [InlineData("(?P<n>a)", "a named group is written (?<name>…), without P")]
    public void What_can_not_be_judged_is_refused(string pattern, string message) => Assert.Equal(message, PatternParser.Parse(pattern).Fault!.Message);

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.String[Gen.Char[" \n#()[]{}?*+|\\^$-.:=!<>'Pimnsxkbdw019a,&é"], 0, 24].Sample(pattern =>
    {
        var (term, fault) = PatternParser.Parse(pattern);
        Assert.True(term is null != fault is null);
        if (term is null) return;
        _ = new PatternFacts(term) is var facts && facts.SpotOf(["abc"]) is null;
        _ = facts.SecretGate;
        _ = AnchorSpot.Derive(term);
        _ = Sampler.Sample(term, new Dice(pattern));
    }, iter: 5_000);

    [Theory]
    [InlineData(@"\w")]
    [InlineData(@"\W")]
    [InlineData(@"\d")]
    [InlineData(@"\s")]
    [InlineData(@"\S")]
    [InlineData(".")]
    [InlineData("(?s).")]
    [InlineData("[^a]")]
    [InlineData("(?i)[^a]")]
    [InlineData("(?i)[a-f]")]
    [InlineData("(?i)k")]
    [InlineData(@"(?i)\xE0")]
    [InlineData(@"(?i)[\xC0-\xC5]")]
    [InlineData(@"(?i)\xF7")]
    [InlineData(@"(?i)\xB5")]
    [InlineData(@"(?i)\xFF")]
    [InlineData("(?i)[a-z-[AEIOU]]")]
    [InlineData(@"[^\W\d_]")]
    [InlineData(@"\p{Lu}")]
    [InlineData(@"[\p{L}-]")]
    [InlineData(@"\P{L}")]
    [InlineData(@"[\x00-\x1F\x7F]")]
    [InlineData(@"\cA")]
    [InlineData(@"[\b]")]
    [InlineData(@"\075")]
    [InlineData("[a-]")]
    [InlineData("[]-]")]
    public void One_byte_is_the_bytes_that_NET_takes(string pattern)
    {
        var regex = Net($@"\A(?:{pattern})\z");
        Assert.Equal(
            Enumerable.Range(0, 256).Where(b => regex.IsMatch(((char)b).ToString())),
            Assert.IsType<OneByte>(Parsed(pattern)).Set.Members().Select(b => (int)b));
    }

    [Fact]
    public void A_match_is_as_long_as_was_worked_out() => RandomPatterns.Any.Sample(pattern =>
    {
        var term = Parsed(pattern);
        var extent = Extent.Of(term);
        foreach (var text in Matches(pattern, term)) Assert.InRange(text.Length, extent.Least, extent.Most);
    }, iter: 500);

    [Fact]
    public void Matching_sees_no_further_than_was_worked_out() =>
        Gen.Select(RandomPatterns.Any, Gen.String[Gen.Char["abkZ07_-/ .\n\xE9"], 0, 8], Gen.String[Gen.Char["abkZ07_-/ .\n\xE9"], 0, 8]).Sample((pattern, before, after) =>
        {
            var term = Parsed(pattern);
            var extent = Extent.Of(term);
            var regex = Net(pattern);
            foreach (var sample in Matches(pattern, term, 4))
            {
                var text = before + sample + after;
                foreach (var whole in InTime(regex, text))
                {
                    // Cut to what it may look at, the same match must come out.
                    var from = Math.Max(0, whole.Index - (int)extent.Before);
                    var to = Math.Min(text.Length, whole.Index + whole.Length + (int)extent.After);
                    var again = regex.Match(text[from..to], whole.Index - from);
                    Assert.True(again.Success && again.Index + from == whole.Index && again.Length >= whole.Length, $"{pattern} on {text} at {whole.Index}");
                }
            }
        }, iter: 500);

    [Fact]
    public void Every_secret_holds_the_run_that_the_gate_asks_for() => RandomPatterns.Anchored.Sample(pattern =>
    {
        var facts = new PatternFacts(Parsed(pattern));
        var gate = facts.SecretGate;
        var regex = Net(pattern);
        foreach (var text in Matches(pattern, facts.Term))
        {
            if (InTime(regex, text) is not [var match, ..]) continue;
            var secret = match.Groups["secret"].Value;
            Assert.True(LongestRun(secret, gate.Set) >= gate.Length, $"{pattern}: '{secret}' holds no run of {gate.Length}");
        }
    }, iter: 500);

    private static int LongestRun(string text, ByteSet set)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text) longest = Math.Max(longest, run = set.Has(c) ? run + 1 : 0);
        return longest;
    }

    [Theory]
    [InlineData("(?<secret>[a-z0-9]{32})", 32, 36)]
    [InlineData("(?i)(?<secret>[a-z0-9]{32})", 32, 62)]
    [InlineData("(?<secret>ghp_[A-Za-z0-9]{36})", 40, 63)]
    [InlineData("(?<secret>[a-f0-9]{8}|[A-F0-9]{12})", 8, 22)]
    [InlineData("(?<secret>[^ ]{4}[a-f]{6}.)", 6, 6)]
    [InlineData("(?<secret>.{20})", 0, 0)]
    [InlineData("(?<secret>[0-9]{4,8}-[0-9]{0,9})", 5, 11)]
    [InlineData("x(?:(?<secret>[0-9]{9})|(?<secret>[a-f]{7}))", 7, 16)]
    public void The_gate_is_the_longest_run(string pattern, int length, int members)
    {
        var gate = new PatternFacts(Parsed(pattern)).SecretGate;
        Assert.Equal((length, members), (gate.Length, gate.Set.Count));
    }

    [Fact]
    public void Where_an_anchor_is_proved_it_stands_within_the_window() => RandomPatterns.Anchored.Sample(pattern =>
    {
        var facts = new PatternFacts(Parsed(pattern));
        string[] anchors = ["key", "token"];
        if (facts.SpotOf(anchors) is not { } spot) return;
        foreach (var text in Matches(pattern, facts.Term))
        {
            Assert.Contains(Enumerable.Range(0, text.Length), at =>
                at <= spot.Before && text.Length - at <= spot.After
                && anchors.Any(a => string.Compare(text, at, a, 0, a.Length, StringComparison.OrdinalIgnoreCase) == 0));
        }
    }, iter: 500);

    [Theory]
    [InlineData("zoom.{0,9}(?<secret>[a-z]{4})", "zoom", 0L, 17L)]
    [InlineData("[a-z]{0,5}zoom(?<secret>[a-z]{4})", "zoom", 5L, 8L)]
    [InlineData("(?<secret>gh[pousr]_[a-z]{4})", "ghp_ gho_ ghu_ ghs_ ghr_", 0L, 8L)]
    [InlineData("(?i)(?<secret>client[_-]?secret)", "client_secret client-secret clientsecret", 0L, 13L)]
    [InlineData("(?:zoom|(?:xx)?zzoom)=", "zoom", 3L, 5L)]
    [InlineData("(?:zoom)?=", "zoom", null, null)]
    [InlineData("[a-z]{4}=", "zoom", null, null)]
    public void An_anchor_is_found_where_it_has_to_stand(string pattern, string anchors, long? before, long? after)
    {
        var spot = AnchorSpot.Find(Parsed(pattern), anchors.Split(' '));
        Assert.Equal((before, after), (spot?.Before, spot?.After));
    }

    [Theory]
    [InlineData("[a-z]{3}hook/(?<secret>[a-z]{9})", "hook/")]
    [InlineData("(?i)(?:acme|zoom)_?key", "acme_key acmekey zoom_key zoomkey")]
    [InlineData("[a-z]{32}", "")]
    [InlineData("(?:abcdef|[0-9]{9}ghi)", "abcdef ghi")]
    public void Anchors_can_be_derived(string pattern, string anchors) =>
        Assert.Equal(anchors.Split(' ', StringSplitOptions.RemoveEmptyEntries), AnchorSpot.Derive(Parsed(pattern)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_group_is_set_where_every_way_leads_through_it()
    {
        Assert.True(new PatternFacts(Parsed("a(?<secret>b)|(?<secret>c)")).Always("secret"));
        Assert.False(new PatternFacts(Parsed("a(?<secret>b)?")).Always("secret"));
        Assert.False(new PatternFacts(Parsed("(?<secret>b)|c")).Always("secret"));
    }

    [Fact]
    public void Groups_and_quantifiers_are_told_with_their_places()
    {
        var facts = new PatternFacts(Parsed("(?<part>a)+(?<secret>b{2,})(c)*"));
        Assert.Equal(["part", "secret"], facts.NamedGroups.Select((Group g) => g.Name!));
        Assert.Equal([10, 22, 30], facts.Unbounded);
        Assert.True(facts.Extent.IsEndless);
    }
}
