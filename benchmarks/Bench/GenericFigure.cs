using System.Diagnostics;
using Stanch.Catalog;
using Stanch.Detection;

namespace Stanch.Bench;

/// <summary>What it costs to look for secrets that only their surroundings give away: the whole catalog against the catalog without its provider <c>generic</c>.</summary>
internal static class GenericFigure
{
    private const string Generic = "generic";

    public static void Print(Options options, Table table)
    {
        table.Title("Cost of the generic detectors, in memory, one thread");
        var catalog = CatalogBlob.Read(File.ReadAllBytes(options.Catalog));
        var corpus = Corpus.Load(options.Trees, 150_000_000);
        Detector[] without = [.. catalog.Detectors.Where(d => d.Provider != Generic)];
        var with = new DetectionEngine(catalog.Detectors).Open();
        var other = new DetectionEngine(without).Open();
        var ratios = new double[options.Runs];
        var times = new (double With, double Without)[options.Runs];
        for (var run = -1; run < options.Runs; run++)
        {
            // Each goes first in every other round.
            var a = run % 2 == 0 ? Time(with, corpus) : 0;
            var b = Time(other, corpus);
            if (run % 2 != 0) a = Time(with, corpus);
            if (run < 0) continue;
            times[run] = (a, b);
            ratios[run] = a / b;
        }
        table.Line($"{corpus.Files.Count} text files, {corpus.Bytes / 1e6:0.0} MB; {catalog.Detectors.Count - without.Length} generic types");
        table.Line($"with them {corpus.Bytes / 1e6 / Pair.Median([.. times.Select(t => t.With)]):0} MB/s, without {corpus.Bytes / 1e6 / Pair.Median([.. times.Select(t => t.Without)]):0} MB/s");
        table.Ratio("time of a scan, with : without the generic detectors", Pair.Median(ratios), 1.15, atLeast: false);
    }

    private static double Time(Scanner scanner, Corpus corpus)
    {
        var matches = new List<Match>();
        var watch = Stopwatch.StartNew();
        foreach (var file in corpus.Files)
        {
            matches.Clear();
            scanner.Scan(file, matches);
        }
        return watch.Elapsed.TotalSeconds;
    }
}
