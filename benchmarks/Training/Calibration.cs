using Stanch.Detection.Judging;

namespace Stanch.Training;

/// <summary>From margins to probabilities, by isotonic regression over groups of equal size.</summary>
internal static class Calibration
{
    public static List<(float Margin, double Probability)> Fit(IReadOnlyList<(float Margin, bool Right)> cases, int groups)
    {
        var sorted = cases.OrderBy(c => c.Margin).ThenBy(c => c.Right).ToArray();
        var blocks = new List<(double Sum, double Right, double Count)>();
        for (var g = 0; g < groups; g++)
        {
            var part = sorted[(int)((long)sorted.Length * g / groups)..(int)((long)sorted.Length * (g + 1) / groups)];
            if (part.Length == 0) continue;
            blocks.Add((part.Sum(p => (double)p.Margin), part.Count(p => p.Right), part.Length));
            while (blocks.Count > 1 && blocks[^2].Right / blocks[^2].Count >= blocks[^1].Right / blocks[^1].Count)
            {
                var (a, b) = (blocks[^2], blocks[^1]);
                blocks.RemoveRange(blocks.Count - 2, 2);
                blocks.Add((a.Sum + b.Sum, a.Right + b.Right, a.Count + b.Count));
            }
        }
        var curve = new List<(float, double)>();
        foreach (var b in blocks) curve.Add(((float)Math.Round(b.Sum / b.Count, 3), Math.Round(Math.Clamp((b.Right + 0.5) / (b.Count + 1), 0.005, 0.995), 3)));
        return [.. curve.DistinctBy(c => c.Item1)];
    }

    public static double At(IReadOnlyList<(float Margin, double Probability)> curve, float margin) =>
        Judgement.Calibrated([.. curve.Select(c => (c.Margin, (float)c.Probability))], margin);

    /// <summary>Gives every sample the probability by a curve fitted on the other folds.</summary>
    public static void Unseen(IReadOnlyList<Sample> samples, int groups)
    {
        foreach (var fold in samples.GroupBy(s => s.Fold))
        {
            var curve = Fit([.. samples.Where(s => s.Fold != fold.Key && s.Label >= 0).Select(s => (s.Unseen, s.Label == 1))], groups);
            foreach (var sample in fold) sample.Probability = At(curve, sample.Unseen);
        }
    }

    /// <summary>Rows of a reliability diagram: mean probability, share of true ones, count.</summary>
    public static List<(double Said, double True, int Count)> Diagram(IEnumerable<Sample> samples, int bins) =>
        [.. samples.Where(s => s.Label >= 0).GroupBy(s => Math.Min(bins - 1, (int)(s.Probability * bins))).OrderBy(g => g.Key)
            .Select(g => (g.Average(s => s.Probability), g.Average(s => s.Label == 1 ? 1.0 : 0), g.Count()))];

    public static double Error(IReadOnlyCollection<(double Said, double True, int Count)> diagram) =>
        diagram.Count == 0 ? 0 : diagram.Sum(d => Math.Abs(d.Said - d.True) * d.Count) / diagram.Sum(d => d.Count);
}
