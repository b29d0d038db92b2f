using System.Buffers;
using Stanch.Detection.Recognizers;

namespace Stanch.Detection.Judging;

/// <summary>What a value tells of itself.</summary>
internal static class ValueText
{
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("()[]{}"u8);
    public static void Gather(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name, Span<float> traits)
    {
        Count(value, traits);
        Words(value, name, traits);
        Forms(value, name, traits);
    }

    private static void Count(ReadOnlySpan<byte> value, Span<float> traits)
    {
        int letters = 0, upper = 0, digits = 0, separators = 0, blanks = 0, foreign = 0, signs = 0, switches = 0, repeat = 1, longest = 1, steps = 0;
        var last = -1;
        for (var i = 0; i < value.Length; i++)
        {
            var b = value[i];
            int kind;
            if (char.IsAsciiLetterLower((char)b)) kind = 0;
            else if (char.IsAsciiLetterUpper((char)b)) { kind = 1; upper++; }
            else if (char.IsAsciiDigit((char)b)) { kind = 2; digits++; }
            else if (b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)':') { kind = 3; separators++; }
            else if (b is (byte)' ' or (byte)'\t') { kind = 4; blanks++; }
            else if (b >= 0x80) { kind = 5; foreign++; }
            else { kind = 6; signs++; }
            if (kind < 2) letters++;
            // A capital that opens a word is no switch.
            if (i > 0 && kind != last && !(last == 1 && kind == 0)) switches++;
            last = kind;
            if (i == 0) continue;
            if (value[i - 1] == b) longest = Math.Max(longest, ++repeat);
            else repeat = 1;
            if (Math.Abs(b - value[i - 1]) == 1) steps++;
        }
        var n = (float)value.Length;
        Set(traits, Trait.Length, value.Length);
        Set(traits, Trait.Letters, letters / n);
        Set(traits, Trait.Digits, digits / n);
        Set(traits, Trait.DigitCount, digits);
        Set(traits, Trait.Capitals, upper / n);
        Set(traits, Trait.Signs, signs);
        Set(traits, Trait.Separators, separators);
        Set(traits, Trait.Blanks, blanks);
        Set(traits, Trait.Foreign, foreign / n);
        Set(traits, Trait.Variety, (upper > 0 ? 1 : 0) + (letters > upper ? 1 : 0) + (digits > 0 ? 1 : 0) + (signs + separators > 0 ? 1 : 0));
        Set(traits, Trait.Switches, switches / n);
        Set(traits, Trait.Entropy, (float)Math.Round(Judging.Entropy.Of(value), 3));
        Set(traits, Trait.Repeats, longest);
        Set(traits, Trait.Sequence, n > 1 ? steps / (n - 1) : 0);
        Set(traits, Trait.Padding, value[^1] == '=');
        Set(traits, Trait.FirstSign, Sign(value[0]));
        Set(traits, Trait.LastSign, Sign(value[^1]));
    }

    /// <summary>0 for letters and digits, 1 for signs of passwords, 2 for signs that open or close something in a language.</summary>
    private static int Sign(byte b) => char.IsAsciiLetterOrDigit((char)b) ? 0 : b is (byte)'$' or (byte)'%' or (byte)'<' or (byte)'>' or (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)'(' or (byte)')' or (byte)'&' or (byte)'\\' or (byte)'/' or (byte)'.' or (byte)':' or (byte)'@' or (byte)',' ? 2 : 1;

    private static void Words(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name, Span<float> traits)
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
        Set(traits, Trait.SharesName, traits[(int)Trait.Variety] < 3 && Shared(value, name));
        var bare = value.TrimStart("#.*$@:"u8);
        Set(traits, Trait.EqualsName, System.Text.Ascii.EqualsIgnoreCase(bare, name) || bare.Length >= 4 && Holds(name, bare));
        Set(traits, Trait.PlainWord, Vocabulary.IsPlainValue(value) || Vocabulary.IsDocumentationPassword(value));
    }

    private static bool Holds(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        for (var i = 0; i + value.Length <= name.Length; i++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(name.Slice(i, value.Length), value)) return true;
        }
        return false;
    }

    /// <summary>Whether four letters of the name stand in the value too.</summary>
    private static bool Shared(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name)
    {
        var end = Math.Min(value.Length, 64);
        for (var i = 0; i + 4 <= end; i++)
        {
            if (Holds(name, value.Slice(i, 4))) return true;
        }
        return false;
    }

    private static void Forms(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name, Span<float> traits)
    {
        int lower = 0, upper = 0, digits = 0, underscores = 0, dashes = 0, hex = 0, base32 = 0, slashes = 0, dots = 0, humps = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var b = value[i];
            if (char.IsAsciiHexDigit((char)b)) hex++;
            if (char.IsAsciiLetterLower((char)b)) lower++;
            else if (char.IsAsciiLetterUpper((char)b))
            {
                upper++;
                base32++;
                if (i > 0 && char.IsAsciiLetterLower((char)value[i - 1])) humps++;
            }
            else if (char.IsAsciiDigit((char)b))
            {
                digits++;
                if (b is >= (byte)'2' and <= (byte)'7') base32++;
            }
            else if (b == '_') underscores++;
            else if (b == '-') dashes++;
            else if (b == '/') slashes++;
            else if (b == '.') dots++;
        }
        var n = value.Length;
        Set(traits, Trait.Hexadecimal, hex == n && digits > 0);
        Set(traits, Trait.Base32, base32 == n && n >= 16 && upper > 0);
        Set(traits, Trait.Uuid, n == 36 && dashes == 4 && hex == 32 ? 2 : n == 36 && dashes == 4 && lower + upper + digits == 32 ? 1 : 0);
        Set(traits, Trait.Number, lower + upper == 0 && digits > 0 && digits + dots + dashes + underscores >= n - 1);
        Set(traits, Trait.Version, ValueForm.Version(value));
        Set(traits, Trait.Address, value.IndexOf("://"u8) >= 0 ? 2 : value.Contains((byte)'@') && dots > 0 ? 1 : 0);
        Set(traits, Trait.Path, AssignedValue.PathLike(value, slashes, upper, digits, lower) ? 1 : 0);
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
