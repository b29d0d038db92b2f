namespace Stanch.Bench.Quality;

/// <summary>Places found and not found, and the measures made of them.</summary>
/// <param name="Unlabelled">Reported on lines that nobody labelled.</param>
internal readonly record struct Tally(int TruePositives, int FalsePositives, int FalseNegatives, int Unlabelled)
{
    public int Positives => TruePositives + FalseNegatives;
    public double? Precision => Share(TruePositives, TruePositives + FalsePositives);
    public double? Recall => Share(TruePositives, Positives);
    /// <summary>Precision where what nobody labelled is held to be false.</summary>
    public double? StrictPrecision => Share(TruePositives, TruePositives + FalsePositives + Unlabelled);
    public double? F1 => Mean(Precision, Recall);

    public static Tally operator +(Tally a, Tally b) =>
        new(a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives, a.FalseNegatives + b.FalseNegatives, a.Unlabelled + b.Unlabelled);

    public static Tally Of(bool positive, bool hit) => new(positive && hit ? 1 : 0, !positive && hit ? 1 : 0, positive && !hit ? 1 : 0, 0);

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;

    private double? Mean(double? precision, double? recall) =>
        precision is > 0 and var p && recall is > 0 and var r ? 2 * p * r / (p + r) : Positives > 0 ? 0 : null;
}
