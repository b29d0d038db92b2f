namespace Stanch.Sources.Git;

/// <summary>
/// Puts a pack's objects in the order of their offsets, and finds the position of an offset. Offsets are spread evenly enough
/// that one distribution into buckets almost sorts them; each bucket is then sorted by itself.
/// </summary>
internal sealed unsafe class OffsetOrder : IDisposable
{
    private readonly PackIndex index;
    private readonly NativeArray<int> ranks;
    private readonly NativeArray<int> starts;
    private readonly int buckets;
    private readonly double scale;

    /// <param name="ranks">Filled: rank in the index by position.</param>
    public OffsetOrder(Pack pack, NativeArray<int> ranks)
    {
        index = pack.Index;
        this.ranks = ranks;
        buckets = index.Count / 2 + 1;
        scale = buckets / (double)Math.Max(1, pack.End);
        starts = new NativeArray<int>(buckets + 1);
        for (var rank = 0; rank < index.Count; rank++) starts[Bucket(index.OffsetAt(rank)) + 1]++;
        for (var i = 1; i <= buckets; i++) starts[i] += starts[i - 1];
        // Each bucket's end moves down to its start while it is filled.
        for (var rank = index.Count - 1; rank >= 0; rank--) ranks[--starts[Bucket(index.OffsetAt(rank)) + 1]] = rank;
        for (var i = 0; i < buckets; i++) starts[i] = starts[i + 1];
        starts[buckets] = index.Count;
        for (var i = 0; i < buckets; i++) Sort(starts[i], starts[i + 1]);
    }

    /// <summary>Position of the object that starts at an offset, or -1.</summary>
    public int Find(long offset)
    {
        var bucket = Bucket(offset);
        int low = starts[bucket], high = starts[bucket + 1];
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var there = index.OffsetAt(ranks[middle]);
            if (there == offset) return middle;
            if (there < offset) low = middle + 1;
            else high = middle;
        }
        return -1;
    }

    private int Bucket(long offset) => (int)Math.Clamp(offset * scale, 0, buckets - 1);

    private void Sort(int from, int to)
    {
        if (to - from > 24)
        {
            new Span<int>(ranks.Start + from, to - from).Sort((a, b) => index.OffsetAt(a).CompareTo(index.OffsetAt(b)));
            return;
        }
        for (var i = from + 1; i < to; i++)
        {
            var rank = ranks[i];
            var offset = index.OffsetAt(rank);
            var at = i;
            for (; at > from && index.OffsetAt(ranks[at - 1]) > offset; at--) ranks[at] = ranks[at - 1];
            ranks[at] = rank;
        }
    }

    public void Dispose() => starts.Dispose();
}
