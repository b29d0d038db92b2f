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
    /// With all detectors at work, each example is still found by the detector that it belongs to. Detectors of other files' names don't
    /// count: an example stands in a file of its own detector's.
    /// </summary>
    [Fact]
    public void No_detector_takes_anothers_secret()
    {
        var scanner = new DetectionEngine(Shipped.Detectors).Open();
        var matches = new List<Match>();
        var taken = new List<string>();
        foreach (var example in Compiled.Value.Examples)
        {
            matches.Clear();
            var text = Encoding.UTF8.GetBytes(example.Text);
            var cut = false;
            scanner.LimitHit = _ => cut = true;
            scanner.Scan(text, ContentForm.Text, new ByteRange(0, text.Length), [], matches);
            // Once more when the clock cut it: the first use of a pattern on a machine with other work.
            if (cut) scanner.Scan(text, ContentForm.Text, new ByteRange(0, text.Length), [], matches);
            matches.RemoveAll(m => m.Detector.Paths.Length > 0 && m.Detector.Id != example.Detector);
            Contest.Settle(matches);
            if (matches.Exists(m => m.Detector.Id == example.Detector)) continue;
            taken.Add($"{example.Detector} loses to {string.Join(", ", matches.Select(m => $"{m.Detector.Id} ({m.Detector.Specificity})").Distinct())}: {example.Text}");
        }
        Assert.True(taken.Count == 0, string.Join("\n", taken));
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
