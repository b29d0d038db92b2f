namespace Stanch.Training;

/// <param name="Unlabelled">Findings on lines without a label.</param>
internal sealed record Score(int Right, int Wrong, int Missed, int Unlabelled)
{
    public double Precision => Right + Wrong == 0 ? 1 : (double)Right / (Right + Wrong);
    public double Strict => Right + Wrong + Unlabelled == 0 ? 1 : (double)Right / (Right + Wrong + Unlabelled);
    public double Recall => Right + Missed == 0 ? 1 : (double)Right / (Right + Missed);
    public double F1 => 2 * Precision * Recall / (Precision + Recall);
    public static Score operator +(Score a, Score b) => new(a.Right + b.Right, a.Wrong + b.Wrong, a.Missed + b.Missed, a.Unlabelled + b.Unlabelled);
    public override string ToString() => FormattableString.Invariant($"P {Precision:0.000} R {Recall:0.000} F1 {F1:0.000} strict P {Strict:0.000} (right {Right}, wrong {Wrong}, missed {Missed}, unlabelled {Unlabelled})");
}

/// <summary>Counts labelled places that findings hit: one place counts once, whatever hits it.</summary>
internal static class Scoring
{
    public static Score Of(SourceFile file, IReadOnlyCollection<(int First, int Last)> findings)
    {
        var places = file.Rows.Where(r => r.Core).GroupBy(r => (r.FirstLine, r.LastLine)).ToDictionary(g => g.Key, g => g.Any(r => r.True));
        var neutral = file.Rows.Where(r => !r.Core).Select(r => (r.FirstLine, r.LastLine)).ToHashSet();
        var hit = new HashSet<(int, int)>();
        var unlabelled = new HashSet<int>();
        foreach (var finding in findings)
        {
            var on = places.Keys.Where(p => Touches(p, finding)).ToList();
            if (on.Count == 0)
            {
                if (!neutral.Any(p => Touches(p, finding))) unlabelled.Add(finding.First);
                continue;
            }
            var right = on.Where(p => places[p]).ToList();
            hit.UnionWith(right.Count > 0 ? right : on);
        }
        return new Score(hit.Count(p => places[p]), hit.Count(p => !places[p]), places.Count(p => p.Value && !hit.Contains(p.Key)), unlabelled.Count);
    }

    /// <summary>A finding of several lines also hits what it mostly covers, or what mostly covers it.</summary>
    private static bool Touches((int First, int Last) place, (int First, int Last) finding)
    {
        if (place.First <= finding.First && finding.First <= place.Last) return true;
        if (finding.Last <= finding.First) return false;
        var overlap = Math.Min(finding.Last, place.Last) - Math.Max(finding.First, place.First) + 1;
        return overlap > 0 && (2 * overlap >= finding.Last - finding.First + 1 || place.Last > place.First && 2 * overlap >= place.Last - place.First + 1);
    }
}
