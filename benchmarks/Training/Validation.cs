using Stanch.Detection.Judging;

namespace Stanch.Training;

/// <summary>Gives every sample the margin of a model that has not seen its repository.</summary>
internal static class Validation
{
    public static void Run(IReadOnlyList<Sample> samples, IReadOnlyList<Sample> added, BoostingOptions options, int folds, Func<Trait, bool>? wanted = null)
    {
        var repositories = samples.GroupBy(s => s.File.Repository).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select((g, i) => (g.Key, Fold: i % folds)).ToDictionary(x => x.Key, x => x.Fold);
        Parallel.For(0, folds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, fold =>
        {
            var seen = samples.Concat(added).Where(s => s.Label >= 0 && (!repositories.TryGetValue(s.File.Repository, out var of) || of != fold)).ToList();
            var (trees, bias) = new Boosting(seen, options, wanted).Train(seen);
            foreach (var sample in samples)
            {
                if (repositories[sample.File.Repository] == fold) (sample.Unseen, sample.Fold) = (Margin(trees, bias, sample.Traits), fold);
            }
        });
    }

    public static float Margin(List<TreeNode[]> trees, float bias, float[] traits)
    {
        var sum = bias;
        foreach (var tree in trees) sum += Boosting.Value(tree, traits);
        return sum;
    }

    /// <summary>So that a repository with a thousand rows does not outweigh forty others.</summary>
    public static void Weigh(IReadOnlyList<Sample> samples, double power)
    {
        foreach (var group in samples.Where(s => s.Label >= 0).GroupBy(s => (s.File.Repository, s.Label)))
        {
            var weight = Math.Pow(group.Count(), -power) * Math.Pow(20, power);
            foreach (var sample in group) sample.Weight = Math.Min(3, weight);
        }
    }
}
