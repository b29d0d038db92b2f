using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Format;
using Stanch.Catalog.Compiler.Patterns;
using Stanch.Catalog.Compiler.Yaml;
using Stanch.Detection;
using Stanch.Detection.Judging;
using Stanch.Tests.Detection;
using Match = Stanch.Detection.Match;

namespace Stanch.Tests.Catalog.Compiler;

/// <summary>The windows that the compiler works out are what the engine runs on: on them it has to find what the pattern finds in the whole text.</summary>
public sealed class WindowTest
{
    private static readonly Gen<string> Around = Gen.String[Gen.Char["abkey Z07_-/.\n\xE9='"], 0, 40];

    private static (Detector Detector, PatternFacts Facts)? Compile(string pattern)
    {
        var reader = new PatternReader(new TextNode(new Place(1, 1), pattern), new Reader(new Complaints("x.yaml"), Users: false));
        return reader.Facts() is { } facts && reader.Read(Detectors.Make("acme/key", ["key", "token"], pattern, 0, 0)) is { } read ? (read.Detector, facts) : null;
    }

    [Fact]
    public void The_engine_finds_in_its_window_what_the_pattern_finds_in_the_text() =>
        Gen.Select(RandomPatterns.Anchored, Around, Around).Sample((pattern, before, after) =>
        {
            if (Compile(pattern) is not var (detector, facts)) return;
            var scanner = new DetectionEngine([detector]).Open();
            var regex = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
            var dice = new Dice(pattern);
            for (var n = 0; n < 6; n++)
            {
                var text = before + Sampler.Sample(facts.Term, dice) + after;
                var expected = Only(regex, text);
                if (expected is null || Placeholder.Reason(Encoding.Latin1.GetBytes(expected.Groups["secret"].Value)) is not null) continue;
                var found = new List<Match>();
                var cut = false;
                scanner.LimitHit = _ => cut = true;
                scanner.Scan(Encoding.Latin1.GetBytes(text), found);
                if (cut) continue;
                var whole = new ByteRange(expected.Index, expected.Index + expected.Length);
                // Where the text happens to hold an escape, what it stands for is matched too, and may be what is kept.
                Assert.Contains(found, m => m.Whole == whole || m.Decoded is not null && m.Whole.Start < whole.End && whole.Start < m.Whole.End);
            }
        }, iter: 400);

    /// <summary>The match that a text has, if it has one only and is done in time.</summary>
    private static System.Text.RegularExpressions.Match? Only(Regex regex, string text)
    {
        try
        {
            return regex.Matches(text).AsEnumerable().ToList() is [var one] ? one : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
