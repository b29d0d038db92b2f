using System.Text;
using Stanch.Detection.Judging;
using Stanch.Detection.Recognizers;

namespace Stanch.Training;

/// <summary>
/// The data's true values had their letters replaced by random ones, so a password that people choose (a word, digits, a sign) never stands in it. Here the letters
/// of true passwords that have digits or signs as well are replaced by words of the same length.
/// </summary>
internal static class Words
{
    public static List<Sample> Of(IEnumerable<Sample> samples, IReadOnlyList<string> words, double weight)
    {
        var byLength = words.ToLookup(w => w.Length);
        var made = new List<Sample>();
        var turn = 0;
        foreach (var sample in samples)
        {
            if (Prefixed(sample, byLength, ref turn) is { } prefixed)
            {
                prefixed.Weight = sample.Weight * weight;
                made.Add(prefixed);
                continue;
            }
            if (sample.Label != 1 || sample.Traits[(int)Trait.NamePassword] + sample.Traits[(int)Trait.JointAddress] == 0 || sample.Slot.Value.Length is < 6 or > 24) continue;
            var content = sample.File.Content.ToArray();
            var value = content.AsSpan(sample.Slot.Value.Start..sample.Slot.Value.End);
            var (digits, signs) = (0, 0);
            foreach (var b in value)
            {
                if (char.IsAsciiDigit((char)b)) digits++;
                else if (!char.IsAsciiLetter((char)b) && b < 0x80) signs++;
            }
            if (digits + signs == 0 || digits + signs == value.Length || digits > 0 && signs == 0 && value.Length < 8) continue;
            for (var i = 0; i < value.Length;)
            {
                var end = i;
                while (end < value.Length && char.IsAsciiLetter((char)value[end])) end++;
                var fit = byLength[end - i].ToList();
                if (fit.Count > 0)
                {
                    var word = fit[turn++ * 7919 % fit.Count];
                    for (var k = i; k < end; k++) value[k] = char.IsAsciiLetterUpper((char)value[k]) ? (byte)(word[k - i] & ~0x20) : (byte)word[k - i];
                }
                i = Math.Max(end, i + 1);
            }
            var traits = new float[Evidence.Count];
            Evidence.Gather(content, sample.Slot, traits);
            made.Add(new Sample { File = sample.File, Detector = sample.Detector, Slot = sample.Slot, Traits = traits, Line = sample.Line, Label = 1, Labelled = true, Weight = sample.Weight * weight });
        }
        return made;
    }

    /// <summary>A token that begins with a word, as <c>billing-…</c>: those of the data begin with random letters.</summary>
    private static Sample? Prefixed(Sample sample, ILookup<int, string> byLength, ref int turn)
    {
        if (sample.Label != 1 || sample.Traits[(int)Trait.NamePassword] > 0 || sample.Slot.Value.Length < 24 || sample.Traits[(int)Trait.DigitCount] < 3 || turn++ % 2 == 0) return null;
        var words = byLength[4 + turn % 5].ToList();
        var word = words[turn * 7919 % words.Count];
        var content = sample.File.Content.ToArray();
        for (var i = 0; i < word.Length; i++) content[sample.Slot.Value.Start + i] = (byte)word[i];
        content[sample.Slot.Value.Start + word.Length] = turn % 4 == 1 ? (byte)'_' : (byte)'-';
        var traits = new float[Evidence.Count];
        Evidence.Gather(content, sample.Slot, traits);
        return new Sample { File = sample.File, Detector = sample.Detector, Slot = sample.Slot, Traits = traits, Line = sample.Line, Label = 1, Labelled = true };
    }

    public static string[] Read()
    {
        using var stream = typeof(Slot).Assembly.GetManifestResourceStream("words.txt")!;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }
}
