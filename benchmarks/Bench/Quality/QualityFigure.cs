namespace Stanch.Bench.Quality;

/// <summary>How much of what people labelled is found, and how much else: Stanch, and whoever's output is given beside it.</summary>
internal static class QualityFigure
{
    /// <returns>False: an input can't be read; it has been said.</returns>
    public static bool Print(Options options, Table table)
    {
        table.Title("Quality on labelled code");
        Labels labels;
        try
        {
            labels = Labels.Read(options.Labels, core: true);
        }
        catch (InvalidDataException e)
        {
            Console.Error.WriteLine($"bench: {e.Message}");
            return false;
        }
        var scanners = new List<Scored>();
        // Paths of ours begin below the folder that is scanned: said outright, so that a repository's own folder 'data' is not taken for the labelled one.
        var own = StanchRun.On(options.Stanch, Path.Combine(options.Labels, "data"), prefix: "data/", "--no-history", "--no-ignore");
        if (!Take("stanch", own)) return false;
        foreach (var (name, file) in options.Findings)
        {
            if (!Take(name, FindingsReader.Read(file, File.ReadAllBytes(file)))) return false;
        }

        QualityTables.Print(labels, scanners, table);
        var total = scanners[0].Score.Total;
        table.Ratio("F1", total.F1 ?? 0, 0.90, atLeast: true);
        table.Ratio("precision", total.Precision ?? 0, 0.90, atLeast: true);
        table.Ratio("recall", total.Recall ?? 0, 0.88, atLeast: true);
        table.Ratio("strict precision", total.StrictPrecision ?? 0, 0.85, atLeast: true);
        return true;

        bool Take(string name, (FindingsFile? File, FindingsError? Error) read)
        {
            if (read.File is not { } file)
            {
                Console.Error.WriteLine($"bench: {read.Error}");
                return false;
            }
            scanners.Add(new Scored(name, file, Scoring.Of(labels, file.Findings)));
            return true;
        }
    }
}

/// <summary>A scanner with its score.</summary>
internal sealed record Scored(string Name, FindingsFile File, Score Score);
