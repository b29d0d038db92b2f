using System.Diagnostics;
using Stanch.Detection;
using Stanch.Detection.Judging;

namespace Stanch.Training;

/// <summary>The tables of a cross-validation, in Markdown.</summary>
internal sealed class Report(Data data, TextWriter to)
{
    private static readonly double[] Thresholds = [ConfidencePreset.Paranoid.AtLeast, 0.2, 0.3, ConfidencePreset.Default.AtLeast, 0.5, 0.6, ConfidencePreset.Strict.AtLeast];

    public void Totals()
    {
        to.WriteLine("| from | precision | recall | F1 | strict precision |\n|---|---|---|---|---|");
        foreach (var least in Thresholds)
        {
            var score = data.ScoreOf(data.Files, s => s.Probability >= least);
            to.WriteLine($"| {least:0.00} | {Row(score)} |");
        }
    }

    public void Parts()
    {
        to.WriteLine("\n| category | true | found | recall | false alarms |\n|---|---|---|---|---|");
        var accepted = data.Files.ToDictionary(f => f, Accepted);
        var categories = data.Files.SelectMany(f => f.Rows.Where(r => r.Core).SelectMany(r => r.Categories.Select(c => (Category: c, Row: r, Hit: accepted[f].Any(a => a.First <= r.LastLine && a.Last >= r.FirstLine))))).GroupBy(x => x.Category);
        foreach (var g in categories.OrderByDescending(g => g.Count(x => x.Row.True)).Where(g => g.Any(x => x.Row.True)))
        {
            var (all, found) = (g.Count(x => x.Row.True), g.Count(x => x.Row.True && x.Hit));
            to.WriteLine($"| {g.Key} | {all} | {found} | {(double)found / all:0.00} | {g.Count(x => !x.Row.True && x.Hit)} |");
        }
        to.WriteLine("\n| ending | precision | recall | F1 | strict precision |\n|---|---|---|---|---|");
        var endings = data.Files.GroupBy(f => Path.GetExtension(f.Path)).Select(g => (g.Key, Score: Score([.. g]))).Where(x => x.Score.Right + x.Score.Missed >= 15);
        foreach (var (ending, score) in endings.OrderByDescending(x => x.Score.Right + x.Score.Missed)) to.WriteLine($"| {ending} | {Row(score)} |");
        to.WriteLine("\nThe ten repositories with the most mistakes:\n\n| repository | right | wrong | missed | on lines without a label |\n|---|---|---|---|---|");
        foreach (var (repository, s) in data.Files.GroupBy(f => f.Repository).Select(g => (g.Key, Score([.. g]))).OrderByDescending(x => x.Item2.Wrong + x.Item2.Missed + x.Item2.Unlabelled).Take(10))
            to.WriteLine($"| {repository} | {s.Right} | {s.Wrong} | {s.Missed} | {s.Unlabelled} |");
    }

    public void Reliability()
    {
        foreach (var (what, floor) in (ReadOnlySpan<(string, double)>)[("all proposals", 0), ("those from 0.05 up", ConfidencePreset.Paranoid.AtLeast)])
        {
            var diagram = Calibration.Diagram(data.Samples.Where(s => s.Probability >= floor), 10);
            to.WriteLine($"\nExpected calibration error of {what}: {Calibration.Error(diagram):0.000}\n\n| said | true | cases | |\n|---|---|---|---|");
            foreach (var (said, right, count) in diagram) to.WriteLine($"| {said:0.00} | {right:0.00} | {count} | {new string('█', (int)Math.Round(right * 30))} |");
        }
    }

    /// <summary>What one judgement costs, once the traits are gathered, and with them.</summary>
    public void Speed()
    {
        var judgement = Judgement.Default;
        var samples = data.Samples.Take(2000).ToArray();
        var traits = new float[Evidence.Count];
        var best = (Weigh: double.MaxValue, All: double.MaxValue);
        for (var round = 0; round < 20; round++)
        {
            var sum = 0.0;
            var watch = Stopwatch.StartNew();
            foreach (var s in samples) sum += judgement.ProbabilityIfAny(s.Traits);
            best.Weigh = Math.Min(best.Weigh, watch.Elapsed.TotalMicroseconds / samples.Length);
            watch.Restart();
            foreach (var s in samples)
            {
                Evidence.Gather(s.File.Content, s.Slot, traits);
                sum += judgement.ProbabilityIfAny(traits);
            }
            best.All = Math.Min(best.All, watch.Elapsed.TotalMicroseconds / samples.Length);
            if (double.IsNaN(sum)) throw new InvalidOperationException("no number");
        }
        to.WriteLine($"\nOne judgement takes {best.Weigh:0.00} µs, with the traits gathered {best.All:0.00} µs.");
    }

    private List<(int First, int Last)> Accepted(SourceFile file) =>
        [.. data.Certain[file].Select(c => (c.First, c.Last)), .. data.Samples.Where(s => s.File == file && s.Probability >= ConfidencePreset.Default.AtLeast).Select(s => (s.Line, s.Line))];

    private Score Score(IReadOnlyCollection<SourceFile> files) => data.ScoreOf(files, s => s.Probability >= ConfidencePreset.Default.AtLeast);

    public static string Row(Score s) => $"{s.Precision:0.000} | {s.Recall:0.000} | {s.F1:0.000} | {s.Strict:0.000}";
}
