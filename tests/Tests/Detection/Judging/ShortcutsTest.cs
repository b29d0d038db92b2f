using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Stanch.Detection;
using Stanch.Detection.Judging;
using Stanch.Detection.Recognizers;

namespace Stanch.Tests.Detection.Judging;

/// <summary>What makes judging quick must not change what is said: each shortcut is held against the plain way.</summary>
public sealed class ShortcutsTest
{
    private static readonly Gen<string> Text = Detectors.OneOf(
        "password", "token", "key", "test", "assertEquals", "User", "example", "hostnames", "a", "éé", " ", "  ", "\t", "\n", "\"", "'", "`", "\\", "=", "==", ":", ";", ",", "(", ")", "[", "]", "{", "}",
        "<", ">", "!", "?", "+", "|", "&", "@", "$", "-", "/", "&quot;", "value=", "r\"x\"", "zqkxvwjt7", "1").Array[0, 60].Select(string.Concat);

    [Fact]
    public void A_name_that_is_turned_away_at_once_is_given_nothing() => Text.Sample(text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var word in new[] { "password", "token", "key" })
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                var start = Encoding.UTF8.GetByteCount(text.AsSpan(0, at));
                var hit = new ByteRange(start, start + word.Length);
                var name = NameReading.NameAround(bytes, hit);
                if (SlotReader.Read(bytes, name, hit) is not null) Assert.True(SlotReader.MayBeGiven(bytes, name, hit), text);
            }
        }
    }, iter: 20_000);

    [Fact]
    public void Weighing_that_stops_early_says_the_same_of_what_is_reported() => Gen.Int[0, 40].Array[Evidence.Count].Sample(numbers =>
    {
        // Traits are shares, levels and counts.
        var traits = numbers.Select((n, i) => i % 3 == 0 ? n / 40f : i % 3 == 1 ? n / 4f : n % 3).ToArray();
        var whole = Math.Round(Judgement.Default.Probability(traits), 2);
        var early = Math.Round(Judgement.Default.ProbabilityIfAny(traits), 2);
        Assert.Equal(whole >= Judgement.Least ? whole : 0, early >= Judgement.Least ? early : 0);
    }, iter: 20_000);

    [Fact]
    public void Words_and_signs_around_are_counted_as_one_by_one() => Gen.Select(Text, Text).Sample((before, after) =>
    {
        var (lead, tail) = (Encoding.Latin1.GetBytes(before), Encoding.Latin1.GetBytes(after));
        byte[] bytes = [.. lead, .. "secret=S3cr3t"u8, .. tail];
        var name = new ByteRange(lead.Length, lead.Length + 6);
        var traits = new float[Evidence.Count];
        Evidence.Gather(bytes, new Slot(name, name, new ByteRange(name.End + 1, name.End + 7), Joint.Equals, Quote.None, default), traits);

        var near = new[] { before[Math.Max(0, before.Length - Evidence.Near)..], after[..Math.Min(after.Length, Evidence.Near)] };
        Assert.Equal(Count(near, "^(?i:test|assertequals)$"), traits[(int)Trait.Testing]);
        Assert.Equal(Count(near, "^(?i:user)$"), traits[(int)Trait.Users]);
        Assert.Equal(Count(near, "^(?i:example)$"), traits[(int)Trait.Examples]);
        var all = Math.Max(1, near.Sum(n => n.Length));
        Assert.Equal((float)near.Sum(n => n.Count(";(){}[]".Contains)) / all, traits[(int)Trait.Density]);
        Assert.Equal((float)near.Sum(n => n.Count("=:".Contains)) / all, traits[(int)Trait.Assignments]);
    }, iter: 5000);

    private static int Count(IEnumerable<string> texts, string word) => texts.Sum(t => Regex.Matches(t, "[A-Za-z]+").Count(m => Regex.IsMatch(m.Value, word)));
}
