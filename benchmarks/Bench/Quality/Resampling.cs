namespace Stanch.Bench.Quality;

/// <summary>A measure's middle 95 % when the repositories are drawn anew, with replacement: how much it hangs on the ones that were chosen.</summary>
internal static class Resampling
{
    private const int Draws = 1000;

    public static (double Low, double High) Interval(IReadOnlyDictionary<string, Tally> repositories, Func<Tally, double?> measure)
    {
        var tallies = repositories.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value).ToArray();
        if (tallies.Length == 0) return (0, 0);
        // SplitMix64 from a fixed seed: the same figures on every machine and run-time.
        var state = 1UL;
        var values = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = default(Tally);
            for (var i = 0; i < tallies.Length; i++) sum += tallies[Next(ref state) % (ulong)tallies.Length];
            values[draw] = measure(sum) ?? 0;
        }
        Array.Sort(values);
        return (values[(int)(0.025 * Draws)], values[(int)(0.975 * Draws)]);
    }

    private static ulong Next(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
