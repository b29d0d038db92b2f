using System.Text;
using System.Text.Json;
using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Format;
using Stanch.Detection;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Catalog;

/// <summary>What holds for the shipped providers together; each alone is proved by the build.</summary>
public sealed class CatalogInvariantsTest
{
    private static readonly Lazy<(CompileResult Result, IReadOnlyList<Example> Examples)> Compiled =
        new(() => CatalogCompiler.Compile(CatalogCompiler.FilesOf(Repository.At("providers"), Repository.At("playbooks", "families"))));

    private static ProviderCatalog Shipped => Compiled.Value.Result.Catalog!;

    [Fact]
    public void The_embedded_catalog_is_the_one_that_the_files_say()
    {
        using var stream = (UnmanagedMemoryStream)typeof(CatalogInvariantsTest).Assembly.GetManifestResourceStream("catalog.blob")!;
        Assert.Equal(CatalogBlob.Write(Shipped), CatalogBlob.Write(CatalogBlob.Read(stream)));
    }

    /// <summary>
    /// Every example against every detector: the secret that its own detector finds alone is also what all of them together report there, as that
    /// very type.
    /// </summary>
    [Fact]
    public void Every_example_is_reported_as_its_own_type()
    {
        var together = new DetectionEngine(Shipped.Detectors).Open();
        var taken = new List<string>();
        var proved = 0;
        foreach (var examples in Compiled.Value.Examples.Where(e => e.Found).GroupBy(e => e.Detector))
        {
            var alone = new DetectionEngine([Shipped.Detectors.Single(d => d.Id == examples.Key)]).Open();
            foreach (var example in examples)
            {
                var winners = Scanned(together, example);
                foreach (var own in Scanned(alone, example))
                {
                    proved++;
                    if (winners.Exists(m => m.Detector.Id == example.Detector && m.At == own.At)) continue;
                    var others = winners.Where(m => m.At.Overlaps(own.At) || m.Parts.Any(p => p.At.Overlaps(own.At))).Select(m => $"{m.Detector.Id} ({m.Detector.Specificity})").Distinct();
                    taken.Add($"{example.Detector} ({own.Detector.Specificity}) loses to {string.Join(", ", others)}: {example.Text}");
                }
            }
        }
        Assert.True(taken.Count == 0, string.Join("\n", taken));
        Assert.True(proved >= 2 * Shipped.Detectors.Count, $"only {proved} secrets were looked for");
    }

    [Fact]
    public void No_ignore_example_is_reported_as_the_type_that_it_is_not()
    {
        var together = new DetectionEngine(Shipped.Detectors).Open();
        var found = Compiled.Value.Examples.Where(e => !e.Found).Where(e => Scanned(together, e).Exists(m => m.Detector.Id == e.Detector)).Select(e => $"{e.Detector}: {e.Text}");
        Assert.True(!found.Any(), string.Join("\n", found));
    }

    /// <summary>What is reported of the example's text. Detectors of other files' names don't count: an example stands in a file of its own detector's.</summary>
    private static List<Match> Scanned(Scanner scanner, Example example)
    {
        var text = Encoding.UTF8.GetBytes(example.Text);
        var matches = new List<Match>();
        bool cut;
        var attempts = 0;
        do
        {
            // Again when the clock cut it: the first use of a pattern on a machine with other work.
            cut = false;
            matches.Clear();
            scanner.LimitHit = _ => cut = true;
            scanner.Scan(text, ContentForm.Text, new ByteRange(0, text.Length), [], matches);
        }
        while (cut && ++attempts < 5);
        Assert.False(cut, $"{example.Detector}: the clock cuts {example.Text}");
        matches.RemoveAll(m => m.Detector.Paths.Length > 0 && m.Detector.Id != example.Detector);
        Contest.Settle(matches);
        return matches;
    }

    [Fact]
    public void Details_are_JSON_about_the_providers_own_credentials() => Assert.All(Shipped.Providers, provider =>
    {
        using var details = JsonDocument.Parse(provider.Details);
        var credentials = details.RootElement.GetProperty("credentials").EnumerateObject().Select(c => $"{provider.Id}/{c.Name}").ToHashSet();
        Assert.Equal(credentials.Order(StringComparer.Ordinal), Shipped.Detectors.Where(d => d.Provider == provider.Id).Select(d => d.Id).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void A_publishable_key_is_no_worse_than_low() =>
        Assert.Empty(Shipped.Detectors.Where(d => d.Public && d.Severity > Severity.Low).Select(d => d.Id));
}
