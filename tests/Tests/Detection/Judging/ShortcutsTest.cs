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

    private static readonly Gen<byte[]> Values = Gen.OneOf(
        Gen.Char['!', '~'].Array[1, 40].Select(c => Encoding.Latin1.GetBytes(c)),
        Gen.Byte.Array[1, 300],
        Detectors.OneOf("qwer", "asdf", "tzu", "pass", "Word", "123", "0", "_", "-", "AA", "aB", "ü", "==").Array[1, 12].Select(p => Encoding.UTF8.GetBytes(string.Concat(p))));

    [Fact]
    public void The_kinds_of_bytes_are_counted_as_one_by_one() => Values.Sample(value =>
    {
        var tally = new Tally(value);
        Assert.Equal(value.Count(b => char.IsAsciiLetterLower((char)b)), tally.Lower);
        Assert.Equal(value.Count(b => char.IsAsciiLetterUpper((char)b)), tally.Upper);
        Assert.Equal(value.Count(b => char.IsAsciiDigit((char)b)), tally.Digits);
        Assert.Equal(value.Count(b => "_-.:".Contains((char)b, StringComparison.Ordinal)), tally.Separators);
        Assert.Equal(value.Count(b => b is (byte)' ' or (byte)'\t'), tally.Blanks);
        Assert.Equal(value.Count(b => b >= 0x80), tally.Foreign);
        Assert.Equal(value.Length, tally.Lower + tally.Upper + tally.Digits + tally.Separators + tally.Blanks + tally.Foreign + tally.Signs);
        Assert.Equal(value.Count(b => char.IsAsciiHexDigit((char)b)), tally.Hexadecimal);
        Assert.Equal(value.Count(b => b is >= (byte)'A' and <= (byte)'Z' or >= (byte)'2' and <= (byte)'7'), tally.Base32);
        Assert.Equal((value.Count(b => b == '_'), value.Count(b => b == '-'), value.Count(b => b == '/'), value.Count(b => b == '.')), (tally.Underscores, tally.Dashes, tally.Slashes, tally.Dots));
        var pairs = value.Skip(1).Zip(value).ToArray();
        Assert.Equal(pairs.Count(p => char.IsAsciiLetterLower((char)p.Second) && char.IsAsciiLetterUpper((char)p.First)), tally.WordStarts);
        Assert.Equal(pairs.Count(p => Math.Abs(p.First - p.Second) == 1), tally.Steps);
        Assert.Equal(Enumerable.Range(0, value.Length).Max(i => value.Skip(i).TakeWhile(b => b == value[i]).Count()), tally.LongestRepeat);
    }, iter: 3000);

    [Fact]
    public void Entropy_is_the_sum_over_all_bytes() => Values.Sample(value =>
    {
        var plain = Math.Log2(value.Length) - value.GroupBy(b => b).Where(g => g.Count() > 1).Sum(g => g.Count() * Math.Log2(g.Count())) / value.Length;
        Assert.Equal(plain, Entropy.Of(value), 9);
    }, iter: 3000);

    [Fact]
    public void A_run_of_keys_is_the_longest_piece_of_a_row() => Values.Sample(value =>
    {
        string[] rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "qwertzuiop", "azerty"];
        var text = Encoding.Latin1.GetString(value.AsSpan(0, Math.Min(32, value.Length))).ToLowerInvariant();
        var longest = 0;
        for (var i = 0; i < text.Length; i++)
        {
            for (var length = 1; i + length <= text.Length && rows.Any(r => r.Contains(text.Substring(i, length), StringComparison.Ordinal)); length++) longest = Math.Max(longest, length);
        }
        if (!text.Contains(' ')) Assert.Equal(longest, ValueForm.KeyboardRun(value));
    }, iter: 3000);

    [Fact]
    public void The_longest_word_is_the_one_that_the_list_has()
    {
        var words = Encoding.ASCII.GetString(Resource("words.txt")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length is >= WordList.Shortest and <= WordList.Longest).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Gen.Select(Gen.Int[0, words.Count - 1], Gen.Char['a', 'z'].Array[0, 10]).Sample((which, rest) =>
        {
            var letters = words.ElementAt(which) + new string(rest);
            var longest = Enumerable.Range(1, letters.Length).Where(n => words.Contains(letters[..n])).DefaultIfEmpty(0).Max();
            Assert.Equal(longest, WordList.LongestAt(Encoding.ASCII.GetBytes(letters)));
        }, iter: 2000);
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static int Count(IEnumerable<string> texts, string word) => texts.Sum(t => Regex.Matches(t, "[A-Za-z]+").Count(m => Regex.IsMatch(m.Value, word)));
}
