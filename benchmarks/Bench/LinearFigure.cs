using System.Diagnostics;
using Stanch.Catalog;
using Stanch.Detection;

namespace Stanch.Bench;

/// <summary>1, 2, 4 and 8 times the input, as one blob each: cost a byte stays the same.</summary>
internal static class LinearFigure
{
    public static void Print(Options options, Table table)
    {
        table.Title("Cost against size, one blob in memory");
        var corpus = Corpus.Load(options.Trees, 24_000_000);
        var unit = new byte[corpus.Bytes];
        var at = 0;
        foreach (var file in corpus.Files)
        {
            file.CopyTo(unit, at);
            at += file.Length;
        }
        var scanner = new DetectionEngine(CatalogBlob.Read(File.ReadAllBytes(options.Catalog)).Detectors).Open();
        var matches = new List<Match>();
        var first = 0.0;
        foreach (var times in new[] { 1, 2, 4, 8 })
        {
            var content = new byte[unit.LongLength * times];
            for (var i = 0; i < times; i++) unit.CopyTo(content, i * unit.LongLength);
            var best = double.MaxValue;
            for (var run = 0; run < 3; run++)
            {
                matches.Clear();
                var watch = Stopwatch.StartNew();
                scanner.Scan(content, matches);
                best = Math.Min(best, watch.Elapsed.TotalSeconds);
            }
            if (times == 1) first = best;
            table.Line($"{times} x {unit.Length / 1e6:0.0} MB: {best * 1000,7:0} ms, {content.Length / 1e6 / best:0} MB/s");
            if (times > 1) table.Ratio($"cost a byte, {times} x : 1 x", best / times / first, 1.25, atLeast: false);
        }
    }
}
