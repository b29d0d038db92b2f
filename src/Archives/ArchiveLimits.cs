namespace Stanch.Archives;

/// <summary>
/// What one outermost container may cost, with all that is nested in it. What a limit keeps from being scanned is named in the coverage, and the run is partial.
/// </summary>
public sealed record ArchiveLimits
{
    /// <summary>Containers inside containers: 1 opens what a folder holds and nothing in it.</summary>
    public int Depth { get; init; } = 8;
    /// <summary>Bytes inflated in all.</summary>
    public long Bytes { get; init; } = 8L << 30;
    /// <summary>Entries in all.</summary>
    public long Entries { get; init; } = 1_000_000;
    /// <summary>How many bytes may come of one, beyond the first <see cref="Grace"/> of a stream: text seldom gives twenty, and a bomb a thousand.</summary>
    public long Ratio { get; init; } = 100;
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of one stream that no ratio is asked of: they cost less than a second.</summary>
    public const long Grace = 64L << 20;
    /// <summary>After so many streams beyond the ratio the container is given up: a bomb has thousands.</summary>
    internal const int MostBombs = 4;
}
