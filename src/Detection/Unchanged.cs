namespace Stanch.Detection;

/// <summary>
/// Stretches whose matches are known. A place whose whole context lies in one of them need not be looked at. Queries come in rising
/// order, nearly, so a cursor stays near.
/// </summary>
internal ref struct Unchanged(ReadOnlySpan<ByteRange> ranges)
{
    private readonly ReadOnlySpan<ByteRange> ranges = ranges;
    private int cursor;

    public bool Covers(ByteRange context)
    {
        if (ranges.IsEmpty) return false;
        while (cursor > 0 && ranges[cursor].Start > context.Start) cursor--;
        while (cursor + 1 < ranges.Length && ranges[cursor + 1].Start <= context.Start) cursor++;
        return ranges[cursor].Covers(context);
    }

    /// <summary>Where to go on when <paramref name="at"/> lies so deep in a known stretch that nothing near it can be new; else <paramref name="at"/>.</summary>
    public readonly int Inside(int at, int reach)
    {
        foreach (var range in ranges)
        {
            if (range.Start > at) break;
            if ((long)range.Start + reach <= at && at < (long)range.End - reach) return range.End - reach;
        }
        return at;
    }

    /// <summary>The next place after <paramref name="at"/> that lies that deep in a known stretch.</summary>
    public readonly int NextFar(int at, int reach)
    {
        foreach (var range in ranges)
        {
            var far = (long)range.Start + reach;
            // Stretches that save less than a kilobyte are scanned through: starting again costs more.
            if (far > at && range.End - (long)reach - far > 1024) return (int)Math.Min(far, int.MaxValue);
        }
        return int.MaxValue;
    }
}
