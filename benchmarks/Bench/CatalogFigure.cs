using System.Diagnostics;
using Stanch.Catalog;
using Stanch.Detection;

namespace Stanch.Bench;

/// <summary>100, 200, 500 and all types on the same text: a new provider costs whoever scans next to nothing.</summary>
internal static class CatalogFigure
{
    private static readonly int[] Fixed = [100, 200, 500];

    public static void Print(Options options, Table table)
    {
        table.Title("Cost against the size of the catalog, in memory, one thread");
        var catalog = CatalogBlob.Read(File.ReadAllBytes(options.Catalog));
        var corpus = Corpus.Load(options.Trees, 150_000_000);
        int[] sizes = [.. Fixed.Where(s => s < catalog.Detectors.Count), catalog.Detectors.Count];
        var scanners = sizes.Select(s => new DetectionEngine(CrossSection(catalog, s)).Open()).ToArray();
        var times = sizes.Select(_ => new double[options.Runs]).ToArray();
        var found = new int[sizes.Length];
        var matches = new List<Match>();
        for (var run = -1; run < options.Runs; run++)
        {
            for (var i = 0; i < sizes.Length; i++)
            {
                // Each round begins with another one, so that none of them always follows the same.
                var which = (i + run + 1) % sizes.Length;
                found[which] = 0;
                var watch = Stopwatch.StartNew();
                foreach (var file in corpus.Files)
                {
                    matches.Clear();
                    scanners[which].Scan(file, matches);
                    found[which] += matches.Count;
                }
                if (run >= 0) times[which][run] = watch.Elapsed.TotalSeconds;
            }
        }
        table.Line($"{corpus.Files.Count} text files, {corpus.Bytes / 1e6:0.0} MB");
        for (var i = 0; i < sizes.Length; i++)
        {
            table.Line($"{sizes[i],4} types {corpus.Bytes / 1e6 / Pair.Median(times[i]),6:0} MB/s, {found[i]} matches");
        }
        for (var i = 1; i < sizes.Length; i++)
        {
            table.Ratio($"cost of a scan, {sizes[i]} types : {sizes[0]} types", Pair.Median([.. times[i].Zip(times[0], (a, b) => a / b)]), 1.3, atLeast: false);
        }
    }

    /// <summary>
    /// The types that are nobody's own (<c>password = </c>, a bearer header, a PEM block) do most of the work on any text, and are in each; of the others it is every nth in the
    /// order of their ids.
    /// </summary>
    private static Detector[] CrossSection(ProviderCatalog catalog, int size)
    {
        var nobodys = catalog.Providers.Where(p => p.Category == "generic").Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var everywhere = catalog.Detectors.Where(d => nobodys.Contains(d.Provider)).ToArray();
        var others = catalog.Detectors.Where(d => !nobodys.Contains(d.Provider)).OrderBy(d => d.Id, StringComparer.Ordinal).ToArray();
        var wanted = size - everywhere.Length;
        return [.. everywhere, .. Enumerable.Range(0, wanted).Select(i => others[(int)((long)i * others.Length / wanted)])];
    }
}
