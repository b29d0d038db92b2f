using System.Buffers;
using Stanch.Detection.Recognizers;

namespace Stanch.Detection.Judging;

/// <summary>What a value tells of itself.</summary>
internal static class ValueText
{
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("()[]{}"u8);
    public static void Gather(ReadOnlySpan<byte> value, Span<float> traits)
    {
        var tally = new Tally(value);
        Count(value, tally, traits);
        Words(value, traits);
        Forms(value, tally, traits);
    }

    private static void Count(ReadOnlySpan<byte> value, in Tally tally, Span<float> traits)
    {
        var letters = tally.Lower + tally.Upper;
        var n = (float)value.Length;
        Set(traits, Trait.Length, value.Length);
        Set(traits, Trait.Letters, letters / n);
        Set(traits, Trait.Digits, tally.Digits / n);
        Set(traits, Trait.DigitCount, tally.Digits);
        Set(traits, Trait.Capitals, tally.Upper / n);
        Set(traits, Trait.Signs, tally.Signs);
        Set(traits, Trait.Separators, tally.Separators);
        Set(traits, Trait.Blanks, tally.Blanks);
        Set(traits, Trait.Foreign, tally.Foreign / n);
        Set(traits, Trait.Variety, tally.Variety);
        Set(traits, Trait.Switches, tally.Switches / n);
        Set(traits, Trait.Entropy, (float)Math.Round(Judging.Entropy.Of(value), 3));
        Set(traits, Trait.Repeats, tally.LongestRepeat);
        Set(traits, Trait.Sequence, n > 1 ? tally.Steps / (n - 1) : 0);
        Set(traits, Trait.Padding, value[^1] == '=');
        Set(traits, Trait.FirstSign, Sign(value[0]));
        Set(traits, Trait.LastSign, Sign(value[^1]));
    }

    /// <summary>0 for letters and digits, 1 for signs of passwords, 2 for signs that open or close something in a language.</summary>
    private static int Sign(byte b) => char.IsAsciiLetterOrDigit((char)b) ? 0 : b is (byte)'$' or (byte)'%' or (byte)'<' or (byte)'>' or (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)'(' or (byte)')' or (byte)'&' or (byte)'\\' or (byte)'/' or (byte)'.' or (byte)':' or (byte)'@' or (byte)',' ? 2 : 1;

    private static void Words(ReadOnlySpan<byte> value, Span<float> traits)
    {
        int pairs = 0, sum = 0, letters = 0, covered = 0, longest = 0, keyword = 0;
        var worst = 9;
        var span = Math.Min(value.Length, 128);
        for (var i = 0; i < span;)
        {
            if (!char.IsAsciiLetter((char)value[i])) { i++; continue; }
            var end = i + 1;
            while (end < span && char.IsAsciiLetter((char)value[end]) && !(char.IsAsciiLetterUpper((char)value[end]) && char.IsAsciiLetterLower((char)value[end - 1]))) end++;
            var run = value[i..end];
            letters += run.Length;
            for (var k = 1; k < run.Length; k++)
            {
                var level = Readability.Levels[((run[k - 1] | 0x20) - 'a') * 26 + (run[k] | 0x20) - 'a'] - '0';
                sum += level;
                worst = Math.Min(worst, level);
                pairs++;
            }
            for (var k = 0; k < run.Length;)
            {
                var word = WordList.LongestAt(run[k..]);
                longest = Math.Max(longest, word);
                covered += word;
                k += Math.Max(1, word);
            }
            if (new NameWords(run).All is not (Sense.None or Sense.Strong)) keyword++;
            i = end;
        }
        Set(traits, Trait.Readable, pairs == 0 ? -1 : (float)Math.Round((float)sum / pairs, 2));
        Set(traits, Trait.Worst, pairs == 0 ? -1 : worst);
        Set(traits, Trait.Dictionary, letters == 0 ? -1 : (float)covered / letters);
        Set(traits, Trait.LongestWord, longest);
        // `Summ3r!pass` is a password that somebody chose, `my_password` stands for one.
        Set(traits, Trait.HoldsKeyword, traits[(int)Trait.Variety] >= 3 ? 0 : keyword);
    }

    private static void Forms(ReadOnlySpan<byte> value, in Tally tally, Span<float> traits)
    {
        int lower = tally.Lower, upper = tally.Upper, digits = tally.Digits, underscores = tally.Underscores, dashes = tally.Dashes, hex = tally.Hexadecimal, humps = tally.WordStarts;
        var n = value.Length;
        Set(traits, Trait.Hexadecimal, hex == n && digits > 0);
        Set(traits, Trait.Base32, tally.Base32 == n && n >= 16 && upper > 0);
        Set(traits, Trait.Uuid, n == 36 && dashes == 4 && hex == 32 ? 2 : n == 36 && dashes == 4 && lower + upper + digits == 32 ? 1 : 0);
        Set(traits, Trait.Number, lower + upper == 0 && digits > 0 && digits + tally.Dots + dashes + underscores >= n - 1);
        Set(traits, Trait.Version, ValueForm.Version(value));
        Set(traits, Trait.Address, value.IndexOf("://"u8) >= 0 ? 2 : value.Contains((byte)'@') && tally.Dots > 0 ? 1 : 0);
        Set(traits, Trait.Path, AssignedValue.PathLike(value, tally.Slashes, upper, digits, lower) ? 1 : 0);
        Set(traits, Trait.Expression, ValueForm.Expression(value) || value.IndexOfAny(Brackets) >= 0 && lower + upper > 3);
        Set(traits, Trait.Reference, value[0] is (byte)'$' or (byte)'&' or (byte)'*' or (byte)'@' or (byte)'%' or (byte)'<' or (byte)'!' || value.IndexOf("%s"u8) >= 0 || value.IndexOf("%d"u8) >= 0);
        Set(traits, Trait.Rule, ValueForm.RegularExpression(value) || ValueForm.Rules(value));
        Set(traits, Trait.Code, ValueForm.Code(value) || ValueForm.Assignment(value));
        Set(traits, Trait.Camel, lower + upper == n && humps > 0 ? 2 : lower + upper + digits == n && humps > 0 ? 1 : 0);
        Set(traits, Trait.Snake, underscores > 0 && lower + upper + underscores + digits == n ? lower + underscores == n ? 2 : 1 : 0);
        Set(traits, Trait.Kebab, dashes > 0 && lower + upper + dashes + digits == n ? lower + dashes == n ? 2 : 1 : 0);
        Set(traits, Trait.Constant, upper > 0 && lower == 0 && underscores > 0 && upper + underscores + digits == n);
        Set(traits, Trait.NumberedWord, ValueForm.NumberedWord(value));
        Set(traits, Trait.Compound, ValueForm.Compound(value));
        Set(traits, Trait.Keyboard, ValueForm.KeyboardRun(value));
    }

    private static void Set(Span<float> traits, Trait trait, float value) => traits[(int)trait] = value;

    private static void Set(Span<float> traits, Trait trait, bool value) => traits[(int)trait] = value ? 1 : 0;
}
