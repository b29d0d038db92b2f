using System.Text;
using CsCheck;
using Stanch.Detection;
using Stanch.Detection.Prefilter;

namespace Stanch.Tests.Detection;

public sealed class PrefilterTest
{
    private static readonly string[] Words = ["acm_", "ACM_", "zedkey", "ZedKey", "tq:", "password", "PassWd", "pwd", "://", "%3D", "\\x41", "\\u0041", "&quot;", "token", "api_key"];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 90], Detectors.OneOf(Words), Gen.String[Gen.Char['\u0080', '\u00FF'], 0, 9]).Array[0, 24].Select(string.Concat);

    [Fact]
    public void Every_path_finds_every_anchor_that_the_plain_search_finds()
    {
        var engine = new DetectionEngine(Detectors.All);
        Text.Sample(text =>
        {
            var bytes = Encoding.Latin1.GetBytes(text);
            var truth = Anchors(bytes, engine.Anchors);
            foreach (var prefilter in Prefilters.Available) Assert.Equal(truth, Found(bytes, engine.Anchors, prefilter));
        }, iter: 3000);
    }

    [Fact]
    public void Every_path_gives_the_same_matches_on_the_same_bytes()
    {
        var scanners = Prefilters.Available.Select(p => new DetectionEngine(Detectors.All) { Prefilter = p }.Open()).ToArray();
        Gen.Select(Text, Gen.Int[0, 50], Text).Sample((before, seed, after) =>
        {
            var bytes = Encoding.Latin1.GetBytes($"{before}\nkey = \"{Detectors.AcmeToken(seed)}\"\npassword = 'Tr0ub4dor&3x{seed}'\n{after}");
            var results = scanners.Select(s => Show(Scan(s, bytes))).Distinct().ToArray();
            Assert.Single(results);
        }, iter: 2000, threads: 1);
    }

    private static string Show(List<Match> matches) => string.Join("\n", matches.Select(m => $"{m.Detector.Id} {m.At} {m.Whole} {Encoding.Latin1.GetString(m.Value)} {m.Decoded}"));

    private static List<Match> Scan(Scanner scanner, byte[] bytes)
    {
        var matches = new List<Match>();
        scanner.Scan(bytes, matches);
        return matches;
    }

    /// <summary>(anchor, start) of every occurrence, ASCII case ignored.</summary>
    private static List<(int, int)> Anchors(byte[] bytes, AnchorIndex index)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var found = new List<(int, int)>();
        for (var a = 0; a < index.Anchors.Length; a++)
        {
            var anchor = Encoding.Latin1.GetString(index.Anchors[a]);
            for (var at = 0; at + anchor.Length <= text.Length; at++)
            {
                // The last three bytes are the scanner's own to look at.
                if (at + 4 <= text.Length && Enumerable.Range(0, anchor.Length).All(i => Fold(text[at + i]) == anchor[i])) found.Add((a, at));
            }
        }
        found.Sort();
        return found;
    }

    private static char Fold(char c) => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;

    private static unsafe List<(int, int)> Found(byte[] bytes, AnchorIndex index, IPrefilter prefilter)
    {
        var found = new List<(int, int)>();
        var hits = new int[16 + 64];
        fixed (byte* p = bytes)
        fixed (int* h = hits)
        {
            for (var from = 0; from < bytes.Length - 3;)
            {
                var count = prefilter.Find(index, p, ref from, bytes.Length - 3, h, 16);
                for (var i = 0; i < count; i++)
                {
                    var folded = AnchorIndex.Folded(p + hits[i]);
                    foreach (var first in new[] { index.First(folded), index.FirstOfThree(folded) })
                    {
                        for (var entry = first; entry >= 0;)
                        {
                            if (index.Test(ref entry, bytes, hits[i], out var anchor, out var start)) found.Add((anchor, start));
                        }
                    }
                }
            }
        }
        found.Sort();
        return found;
    }
}
