using System.Diagnostics;
using Stanch.Catalog;
using Stanch.Detection;

namespace Stanch.Bench;

/// <summary>Detection in memory, one thread, all detectors on, against Hyperscan on those of our patterns that it takes.</summary>
internal static class DetectFigure
{
    /// <summary>Hyperscan works for minutes on an expression that spans more, and then refuses it.</summary>
    private const int MaxSpan = 8192;

    public static void Print(Options options, Table table)
    {
        table.Title("Detection in memory, one thread");
        var catalog = CatalogBlob.Read(File.ReadAllBytes(options.Catalog));
        var corpus = Corpus.Load(options.Trees, 400_000_000);
        var engine = new DetectionEngine(catalog.Detectors);
        table.Line($"{corpus.Files.Count} text files, {corpus.Bytes / 1e6:0.0} MB; {catalog.Detectors.Count} detectors, {catalog.Detectors.Sum(d => d.Anchors.Length)} anchors");
        if (!Hyperscan.Installed)
        {
            table.Line("libhyperscan5 is not installed: nothing to compare with");
            return;
        }
        var taken = catalog.Detectors.Where(d => d.Pattern.Length > 0 && d.Before + d.After <= MaxSpan).Select(d => Lookaround.Without(d.Pattern)).Where(Hyperscan.Takes).ToArray();
        using var hyperscan = new Hyperscan(taken);
        var scanner = engine.Open();
        var matches = new List<Match>();
        var ours = new double[options.Runs];
        var theirs = new double[options.Runs];
        long found = 0, events = 0;
        // The first runs are for the just-in-time compiler.
        for (var run = -4; run < options.Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            found = 0;
            foreach (var file in corpus.Files)
            {
                matches.Clear();
                scanner.Scan(file, matches);
                found += matches.Count;
            }
            var mine = watch.Elapsed.TotalSeconds;
            watch.Restart();
            events = 0;
            foreach (var file in corpus.Files) events += hyperscan.Scan(file);
            if (run < 0) continue;
            ours[run] = mine;
            theirs[run] = watch.Elapsed.TotalSeconds;
        }
        table.Line($"stanch     {corpus.Bytes / 1e6 / Pair.Median(ours),6:0} MB/s, {found} matches");
        table.Line($"hyperscan  {corpus.Bytes / 1e6 / Pair.Median(theirs),6:0} MB/s, {events} match events, {taken.Length} of {catalog.Detectors.Count(d => d.Pattern.Length > 0)} patterns, their lookarounds taken off");
        table.Ratio("speed, stanch : hyperscan", Pair.Median([.. theirs.Zip(ours, (t, o) => t / o)]), 1.5, atLeast: true);
    }
}
