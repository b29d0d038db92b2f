using Stanch.Detection.Judging;

namespace Stanch.Training;

/// <param name="Trees">How many.</param>
/// <param name="Depth">Questions from root to leaf.</param>
/// <param name="Rate">What a tree adds of what it would like to.</param>
/// <param name="Ridge">Pull of leaves towards 0.</param>
/// <param name="Smallest">Weight (of Newton's step) that a leaf must hold.</param>
internal sealed record BoostingOptions(int Trees = 100, int Depth = 3, double Rate = 0.12, double Ridge = 4, double Smallest = 3, double RowShare = 0.7, double TraitShare = 0.5, ulong Seed = 1);

/// <summary>Gradient-boosted trees with logistic loss over binned traits. Sums are of whole numbers, so their order does not matter and every run gives the same trees.</summary>
internal sealed class Boosting
{
    private const double Scale = 1 << 24;
    private const int MostBins = 48;

    private readonly BoostingOptions options;
    private readonly float[][] edges;
    private readonly bool[] used;
    private readonly int[] directions = [.. Enum.GetValues<Trait>().Select(Traits.Direction)];

    public Boosting(IReadOnlyList<Sample> all, BoostingOptions options, Func<Trait, bool>? wanted = null)
    {
        this.options = options;
        used = [.. Enum.GetValues<Trait>().Select(t => wanted is null || wanted(t))];
        edges = new float[Evidence.Count][];
        for (var t = 0; t < edges.Length; t++)
        {
            var values = all.Select(s => s.Traits[t]).Order().ToArray();
            var distinct = values.Distinct().ToArray();
            var cuts = new List<float>();
            if (distinct.Length <= MostBins)
            {
                for (var i = 1; i < distinct.Length; i++) cuts.Add(Middle(distinct[i - 1], distinct[i]));
            }
            else
            {
                for (var b = 1; b < MostBins; b++)
                {
                    var v = values[(int)((long)values.Length * b / MostBins)];
                    var at = Array.BinarySearch(distinct, v);
                    if (at > 0) cuts.Add(Middle(distinct[at - 1], v));
                }
            }
            edges[t] = [.. cuts.Distinct()];
        }
    }

    // Few digits, so that the file of weights can be read.
    private static float Middle(float a, float b)
    {
        var middle = (a + b) / 2.0;
        for (var digits = 0; digits < 7; digits++)
        {
            var rounded = (float)Math.Round(middle, digits);
            if (rounded > a && rounded <= b) return rounded;
        }
        return b;
    }

    public (List<TreeNode[]> Trees, float Bias) Train(IReadOnlyList<Sample> samples)
    {
        var n = samples.Count;
        var bins = new byte[Evidence.Count][];
        for (var t = 0; t < bins.Length; t++)
        {
            bins[t] = new byte[n];
            for (var i = 0; i < n; i++) bins[t][i] = Bin(t, samples[i].Traits[t]);
        }
        var weight = samples.Select(s => s.Weight).ToArray();
        var positive = samples.Where(s => s.Label == 1).Sum(s => s.Weight);
        var bias = (float)Math.Round(Math.Log(positive / (weight.Sum() - positive)), 3);
        var margin = new double[n];
        Array.Fill(margin, bias);
        var random = options.Seed;
        var trees = new List<TreeNode[]>();
        var gradient = new long[n];
        var hessian = new long[n];
        for (var round = 0; round < options.Trees; round++)
        {
            var rows = new List<int>(n);
            for (var i = 0; i < n; i++)
            {
                var p = 1 / (1 + Math.Exp(-margin[i]));
                gradient[i] = (long)Math.Round((p - (samples[i].Label == 1 ? 1 : 0)) * weight[i] * Scale);
                hessian[i] = (long)Math.Round(Math.Max(p * (1 - p), 1e-6) * weight[i] * Scale);
                if (Next(ref random) < options.RowShare) rows.Add(i);
            }
            var traits = new List<int>();
            for (var t = 0; t < edges.Length; t++)
            {
                if (used[t] && edges[t].Length > 0 && Next(ref random) < options.TraitShare) traits.Add(t);
            }
            var nodes = new List<TreeNode>();
            Grow(nodes, rows, traits, bins, gradient, hessian, options.Depth, double.NegativeInfinity, double.PositiveInfinity);
            var tree = nodes.ToArray();
            trees.Add(tree);
            for (var i = 0; i < n; i++) margin[i] += Value(tree, samples[i].Traits);
        }
        return (trees, bias);
    }

    public static float Value(TreeNode[] tree, float[] traits)
    {
        var at = 0;
        while (tree[at].Trait >= 0) at = traits[tree[at].Trait] < tree[at].Value ? at + 1 : tree[at].Right;
        return tree[at].Value;
    }

    private byte Bin(int trait, float value)
    {
        var cuts = edges[trait];
        var bin = 0;
        while (bin < cuts.Length && value >= cuts[bin]) bin++;
        return (byte)bin;
    }

    private void Grow(List<TreeNode> nodes, List<int> rows, List<int> traits, byte[][] bins, long[] gradient, long[] hessian, int depth, double low, double high)
    {
        long g = 0, h = 0;
        foreach (var i in rows)
        {
            g += gradient[i];
            h += hessian[i];
        }
        var (bestGain, bestTrait, bestBin, bestMiddle) = (1e-3, -1, 0, 0.0);
        if (depth > 0)
        {
            var hg = new long[MostBins + 1];
            var hh = new long[MostBins + 1];
            foreach (var t in traits)
            {
                Array.Clear(hg);
                Array.Clear(hh);
                var column = bins[t];
                foreach (var i in rows)
                {
                    hg[column[i]] += gradient[i];
                    hh[column[i]] += hessian[i];
                }
                long lg = 0, lh = 0;
                for (var b = 0; b < edges[t].Length; b++)
                {
                    lg += hg[b];
                    lh += hh[b];
                    if (lh / Scale < options.Smallest || (h - lh) / Scale < options.Smallest) continue;
                    var left = Leaf(lg, lh, low, high);
                    var right = Leaf(g - lg, h - lh, low, high);
                    if (directions[t] > 0 && left > right || directions[t] < 0 && left < right) continue;
                    var gain = Gain(lg, lh, left) + Gain(g - lg, h - lh, right) - Gain(g, h, Leaf(g, h, low, high));
                    if (gain > bestGain) (bestGain, bestTrait, bestBin, bestMiddle) = (gain, t, b, (left + right) / 2);
                }
            }
        }
        if (bestTrait < 0)
        {
            nodes.Add(new TreeNode(-1, (float)Math.Round(options.Rate * Leaf(g, h, low, high), 4), 0));
            return;
        }
        var node = nodes.Count;
        nodes.Add(default);
        var below = new List<int>();
        var above = new List<int>();
        foreach (var i in rows) (bins[bestTrait][i] <= bestBin ? below : above).Add(i);
        var direction = directions[bestTrait];
        Grow(nodes, below, traits, bins, gradient, hessian, depth - 1, direction < 0 ? Math.Max(low, bestMiddle) : low, direction > 0 ? Math.Min(high, bestMiddle) : high);
        nodes[node] = new TreeNode(bestTrait, edges[bestTrait][bestBin], nodes.Count);
        Grow(nodes, above, traits, bins, gradient, hessian, depth - 1, direction > 0 ? Math.Max(low, bestMiddle) : low, direction < 0 ? Math.Min(high, bestMiddle) : high);
    }

    private double Leaf(long g, long h, double low, double high) => Math.Clamp(-(g / Scale) / (h / Scale + options.Ridge), low, high);

    /// <summary>What the loss falls by with this value.</summary>
    private double Gain(long g, long h, double value) => -(g / Scale * value + 0.5 * (h / Scale + options.Ridge) * value * value);

    private static double Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return ((z ^ z >> 31) >> 11) * (1.0 / (1UL << 53));
    }
}
