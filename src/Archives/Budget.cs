using System.Diagnostics;
using Stanch.Sources;

namespace Stanch.Archives;

/// <summary>What is left for one outermost container.</summary>
internal sealed class Budget(ArchiveLimits limits, Coverage coverage, CancellationToken stop)
{
    private readonly long begun = Stopwatch.GetTimestamp();
    private long bytes, entries;
    private int bombs;

    public int Depth => limits.Depth;

    public void CountEntry()
    {
        if (++entries > limits.Entries) throw new SpentException(SkipReason.TooManyEntries, $"more than {limits.Entries:N0} entries", whole: true);
        CheckTime();
    }

    /// <param name="inflated">Bytes that came out just now.</param>
    public void CountBytes(int inflated)
    {
        bytes += inflated;
        coverage.AddInflated(inflated);
        if (bytes > limits.Bytes) throw new SpentException(SkipReason.TooLarge, $"more than {limits.Bytes:N0} bytes inflated", whole: true);
        CheckTime();
    }

    /// <param name="output">Bytes that came out of one stream so far, or that it claims to hold.</param>
    /// <param name="input">Bytes that went in.</param>
    public void CheckRatio(long output, long input)
    {
        if (output <= ArchiveLimits.Grace || output / limits.Ratio < Math.Max(1, input)) return;
        bombs++;
        throw new SpentException(SkipReason.Inflation, $"more than {limits.Ratio} bytes come of one{(bombs >= ArchiveLimits.MostBombs ? ", again and again" : "")}", whole: bombs >= ArchiveLimits.MostBombs);
    }

    /// <summary>The ratio may well be beyond the limit, though it is too early to say so: a decoder has always taken in more than it has used.</summary>
    public bool LooksInflated(long output, long input) => output > ArchiveLimits.Grace / 64 && output / limits.Ratio * 2 >= Math.Max(1, input);

    public void CheckTime()
    {
        if (stop.IsCancellationRequested) throw new SpentException(SkipReason.Interrupted, "stopped before its end", whole: true);
        if (Stopwatch.GetElapsedTime(begun) > limits.Time) throw new SpentException(SkipReason.TimeLimit, $"not done after {limits.Time.TotalSeconds:N0} s", whole: true);
    }
}
