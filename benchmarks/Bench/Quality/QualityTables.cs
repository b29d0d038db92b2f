namespace Stanch.Bench.Quality;

/// <summary>The score as tables: in total, by category, by file type, by repository.</summary>
internal static class QualityTables
{
    private const int NameWidth = 34;
    private const int Worst = 10;

    public static void Print(Labels labels, IReadOnlyList<Scored> scanners, Table table)
    {
        var first = scanners[0].Score;
        table.Line($"{labels.Names.Count} repositories, {first.Positives} true and {first.Negatives} false places; identifiers (UUID, nonce, salt, bucket, app id) count neither way");
        table.Line("precision / recall / F1 of labelled places; strict: findings where nobody labelled are false as well; [ ]: middle 95 % when the repositories are drawn anew");
        table.Line("");
        foreach (var scanner in scanners) Total(scanner, table);
        if (scanners[0].Name == "stanch") table.Line("What was learned from these very repositories has seen the answers: the figure of a training run, by cross-validation over repositories, is the one to quote.");

        Section("by category (labels)", "category", scanners, s => s.Categories, first.Categories.Keys.OrderByDescending(c => first.Categories[c].Positives).ThenBy(c => c, StringComparer.Ordinal), table);
        Section("by file type (places)", "extension", scanners, s => s.FileTypes, Types(scanners), table);
        var byName = labels.Names.OrderBy(n => n.Value, StringComparer.Ordinal).Select(n => n.Key);
        Section("by repository (places)", "repository", scanners, s => s.Repositories, byName, table, id => labels.Names[id]);
        var worst = first.Repositories.OrderByDescending(r => Wrong(r.Value)).ThenBy(r => r.Key, StringComparer.Ordinal).Take(Worst).Select(r => r.Key);
        Section($"the worst {Worst} repositories for {scanners[0].Name}: most places missed, false or not labelled", "repository", scanners, s => s.Repositories, worst, table, id => labels.Names[id]);
        table.Line("");
    }

    private static IEnumerable<string> Types(IReadOnlyList<Scored> scanners) =>
        scanners.SelectMany(s => s.Score.FileTypes.Keys).Distinct(StringComparer.Ordinal)
            .OrderByDescending(t => scanners[0].Score.FileTypes.GetValueOrDefault(t).Positives).ThenBy(t => t, StringComparer.Ordinal);

    private static int Wrong(Tally tally) => tally.FalsePositives + tally.FalseNegatives + tally.Unlabelled;

    private static void Total(Scored scanner, Table table)
    {
        var (t, r) = (scanner.Score.Total, scanner.Score.Reading);
        table.Line($"{Fit(scanner.Name)} TP {t.TruePositives,5} FP {t.FalsePositives,5} FN {t.FalseNegatives,5} unlabelled {t.Unlabelled,5}");
        Measure("precision", x => x.Precision);
        Measure("recall", x => x.Recall);
        Measure("F1", x => x.F1);
        Measure("strict precision", x => x.StrictPrecision);
        table.Line($"  {scanner.File.Format}: {r.Findings} findings with a line and {scanner.File.Placeless} without; {r.Duplicates} doubles, {r.Outside} in no labelled repository, {r.Licences} in licence files, {r.Neutral} on identifiers");

        void Measure(string what, Func<Tally, double?> measure)
        {
            var (low, high) = Resampling.Interval(scanner.Score.Repositories, measure);
            table.Line($"  {what,-NameWidth + 2} {Figure(measure(t))}  [{low:0.000} .. {high:0.000}]");
        }
    }

    private static void Section(string title, string key, IReadOnlyList<Scored> scanners, Func<Score, IReadOnlyDictionary<string, Tally>> of, IEnumerable<string> rows, Table table, Func<string, string>? name = null)
    {
        table.Line("");
        table.Line(title);
        table.Line($"{Fit("")} {"",6} {string.Join("  ", scanners.Select(s => $"{Fit(s.Name, 44),-44}"))}");
        table.Line($"{Fit(key)} {"true",6} {string.Join("  ", scanners.Select(_ => $"{"TP",6}{"FP",6}{"FN",6}{"unlab",6} {"P",6} {"R",5} {"F1",5}"))}");
        foreach (var row in rows)
        {
            var tallies = scanners.Select(s => of(s.Score).GetValueOrDefault(row)).ToArray();
            table.Line($"{Fit(name?.Invoke(row) ?? row)} {tallies[0].Positives,6} {string.Join("  ", tallies.Select(Cells))}");
        }
    }

    private static string Cells(Tally t) =>
        $"{t.TruePositives,6}{t.FalsePositives,6}{t.FalseNegatives,6}{t.Unlabelled,6}  {Figure(t.Precision)} {Figure(t.Recall)} {Figure(t.F1)}";

    private static string Figure(double? value) => value is { } known ? $"{known:0.000}" : "    -";

    private static string Fit(string name, int width = NameWidth) => name.Length > width ? name[..(width - 1)] + "…" : name.PadRight(width);
}
