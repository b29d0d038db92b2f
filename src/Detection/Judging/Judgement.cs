namespace Stanch.Detection.Judging;

/// <summary>How likely a value is a credential: boosted trees over <see cref="Trait"/>s, and a curve that turns their sum into a probability.</summary>
internal sealed class Judgement
{
    private static readonly Lazy<Judgement> Shipped = new(() => WeightsReader.Read(Resource("weights.txt")));

    private readonly Trees trees;
    private readonly float bias;
    private readonly (float Sum, float Probability)[] curve;
    private readonly float[] typical;

    /// <summary>For each tree the most that it and those behind it can add.</summary>
    private readonly float[] most;
    /// <summary>Below this sum the probability is below <see cref="Least"/>.</summary>
    private readonly float least;

    public Judgement(TreeNode[] nodes, int[] roots, float bias, (float, float)[] curve, float[] typical)
    {
        (trees, this.bias, this.curve, this.typical) = (new Trees(nodes, roots), bias, curve, typical);
        most = new float[trees.Count + 1];
        for (var tree = trees.Count - 1; tree >= 0; tree--) most[tree] = most[tree + 1] + trees.Most(tree);
        least = -20;
        while (least < 20 && Math.Round(Calibrated(least + 0.01f), 2) < Least) least += 0.01f;
    }

    /// <summary>The model that is built in, from weights.txt.</summary>
    public static Judgement Default => Shipped.Value;

    /// <summary>Below this nothing is reported at all.</summary>
    public static double Least { get; } = ConfidencePreset.Paranoid.AtLeast;

    public double Probability(ReadOnlySpan<float> traits) => Calibrated(Sum(traits));

    /// <summary>The probability, or 0 as soon as it is certain to be below <see cref="Least"/></summary>
    public double ProbabilityIfAny(ReadOnlySpan<float> traits)
    {
        var sum = bias;
        for (var tree = 0; tree < trees.Count; tree++)
        {
            // A little is left for the order of rounding.
            if (sum + most[tree] < least - 0.001f) return 0;
            sum += trees.Leaf(tree, traits);
        }
        return Calibrated(sum);
    }

    public float Sum(ReadOnlySpan<float> traits)
    {
        var sum = bias;
        for (var tree = 0; tree < trees.Count; tree++) sum += trees.Leaf(tree, traits);
        return sum;
    }

    public double Calibrated(float sum) => Calibrated(curve, sum);

    public static double Calibrated(ReadOnlySpan<(float Sum, float Probability)> curve, float sum)
    {
        if (curve.Length == 0) return 1 / (1 + Math.Exp(-sum));
        if (sum <= curve[0].Sum) return curve[0].Probability;
        for (var i = 1; i < curve.Length; i++)
        {
            if (sum > curve[i].Sum) continue;
            var (low, high) = (curve[i - 1], curve[i]);
            return low.Probability + (high.Probability - low.Probability) * (sum - low.Sum) / (high.Sum - low.Sum);
        }
        return curve[^1].Probability;
    }

    /// <summary>What each trait did to the sum, compared with the value that is usual for it; the strongest first.</summary>
    public IReadOnlyList<(Trait Trait, float Effect)> Effects(ReadOnlySpan<float> traits)
    {
        var changed = traits.ToArray();
        var sum = Sum(traits);
        var effects = new List<(Trait, float)>();
        for (var i = 0; i < changed.Length; i++)
        {
            if (traits[i] == typical[i]) continue;
            changed[i] = typical[i];
            var effect = sum - Sum(changed);
            changed[i] = traits[i];
            if (Math.Abs(effect) > 0.05f) effects.Add(((Trait)i, effect));
        }
        return [.. effects.OrderByDescending(e => Math.Abs(e.Item2)).ThenBy(e => e.Item1)];
    }

    private static string Resource(string name)
    {
        using var stream = typeof(Judgement).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>A node in preorder: the left branch is the next node. A leaf has trait -1 and its value.</summary>
internal readonly record struct TreeNode(int Trait, float Value, int Right);
