namespace Stanch.Detection;

/// <summary>Byte ranges that are taken, kept disjoint so that the neighbour alone decides.</summary>
internal sealed class Claims
{
    private readonly SortedSet<(int Start, int End)> ranges = [];

    public bool Overlaps(ByteRange range) => Last(range) is { } last && last.End > range.Start;

    public void Add(ByteRange range)
    {
        while (Last(range) is { } last && last.End > range.Start)
        {
            ranges.Remove(last);
            range = new ByteRange(Math.Min(last.Start, range.Start), Math.Max(last.End, range.End));
        }
        ranges.Add((range.Start, range.End));
    }

    /// <summary>The last one that begins before the end of <paramref name="range"/>.</summary>
    private (int Start, int End)? Last(ByteRange range)
    {
        if (ranges.Count == 0 || ranges.Min.Start >= range.End) return null;
        return ranges.GetViewBetween((int.MinValue, int.MinValue), (range.End - 1, int.MaxValue)).Max;
    }
}
