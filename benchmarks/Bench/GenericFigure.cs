using System.Diagnostics;
using Stanch.Catalog;
using Stanch.Detection;

namespace Stanch.Bench;

/// <summary>What it costs to look for secrets that only their surroundings give away: the whole catalog against the catalog without its provider <c>generic</c>, and without each type of it.</summary>
internal static class GenericFigure
{
    private const string Generic = "generic";

    public static void Print(Options options, Table table)
    {
        table.Title("Cost of the generic detectors, in memory, one thread");
        var catalog = CatalogBlob.Read(File.ReadAllBytes(options.Catalog));
        var corpus = Corpus.Load(options.Trees, 150_000_000);
        Detector[] generic = [.. catalog.Detectors.Where(d => d.Provider == Generic)];
        var all = new DetectionEngine(catalog.Detectors).Open();
        Scanner[] less = [Without(generic), .. generic.Select(d => Without(d))];
        var ratios = less.Select(_ => new double[options.Runs]).ToArray();
        var times = new (double With, double Without)[options.Runs];
        for (var run = -1; run < options.Runs; run++)
        {
            for (var i = 0; i < less.Length; i++)
            {
                // Both in turn, each first in every other round, so that a machine that slows down slows both.
                var first = run % 2 == 0 ? Time(all, corpus) : 0;
                var without = Time(less[i], corpus);
                var with = run % 2 == 0 ? first : Time(all, corpus);
                if (run < 0) continue;
                if (i == 0) times[run] = (with, without);
                ratios[i][run] = with / without;
            }
        }
        table.Line($"{corpus.Files.Count} text files, {corpus.Bytes / 1e6:0.0} MB; {generic.Length} generic types");
        table.Line($"with them {corpus.Bytes / 1e6 / Pair.Median([.. times.Select(t => t.With)]):0} MB/s, without {corpus.Bytes / 1e6 / Pair.Median([.. times.Select(t => t.Without)]):0} MB/s");
        foreach (var (type, i) in generic.Select((d, i) => (d.Id, i + 1))) table.Line($"  all : all without {type,-28} {Pair.Median(ratios[i]):0.00}");
        table.Ratio("time of a scan, with : without the generic detectors", Pair.Median(ratios[0]), 1.15, atLeast: false);

        Scanner Without(params Detector[] left) => new DetectionEngine([.. catalog.Detectors.Except(left)]).Open();
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
