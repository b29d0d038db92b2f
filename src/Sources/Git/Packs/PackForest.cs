namespace Stanch.Sources.Git;

/// <summary>
/// A pack's objects as trees: each entry that stands by itself is a root, each delta a child of what it applies to. Objects are named by position:
/// their place in the order of offsets, so that walking roots upwards reads the pack from front to back.
/// </summary>
/// <remarks>17 bytes an object, and 6 more while it is built.</remarks>
internal sealed unsafe class PackForest : IDisposable
{
    private const long LargeClaim = 1 << 20;
    private readonly NativeArray<int> ranks, firstChild, nextSibling, parents;
    private readonly NativeArray<byte> kinds;
    private readonly List<(int Position, ObjectId Base)> outside = [];

    public PackForest(Pack pack, int workers)
    {
        Pack = pack;
        ranks = new NativeArray<int>(Count);
        firstChild = new NativeArray<int>(Count);
        nextSibling = new NativeArray<int>(Count);
        kinds = new NativeArray<byte>(Count);
        using var order = new OffsetOrder(pack, ranks);
        parents = new NativeArray<int>(Count);
        ReadHeaders(order, workers);
        Link();
    }

    public Pack Pack { get; }
    public int Count => Pack.Index.Count;
    /// <summary>Deltas whose base is not in this pack.</summary>
    public IReadOnlyList<(int Position, ObjectId Base)> Outside => outside;

    /// <summary>As written in the entry until the object is done; then the kind that its chain ends in.</summary>
    public ObjectKind Kind(int position) => (ObjectKind)(kinds[position] & 0x7F);
    public void MarkDone(int position, ObjectKind kind) => kinds[position] = (byte)((byte)kind | 0x80);
    /// <summary>It was inflated and handed on. What is broken, or derives from what is broken or from itself, never is.</summary>
    public bool IsDone(int position) => (kinds[position] & 0x80) != 0;
    /// <summary>Position of what a delta applies to, or -1.</summary>
    public int Parent(int position) => parents[position] - 1;
    public int FirstChild(int position) => firstChild[position] - 1;
    public int NextSibling(int position) => nextSibling[position] - 1;
    public ReadOnlySpan<byte> IdAt(int position) => Pack.Index.IdAt(ranks[position]);
    public long OffsetAt(int position) => Pack.Index.OffsetAt(ranks[position]);

    /// <summary>Reads an entry's header; false when it claims more than the bytes up to the next entry can hold.</summary>
    public bool TryReadEntry(int position, out PackEntry entry) =>
        Pack.TryReadEntry(OffsetAt(position), out entry)
            && (entry.Size < LargeClaim || ZlibStream.CanHold((position + 1 < Count ? OffsetAt(position + 1) : Pack.End) - entry.Data, entry.Size));

    public void PrefetchRank(int position) => Cache.Prefetch(ranks.Start + position);
    public void PrefetchId(int position) => Cache.Prefetch(Pack.Index.IdPointer(ranks[position]));

    /// <summary>Brings near the entry at a position, which need not be one.</summary>
    public void PrefetchEntry(int position)
    {
        if (position < 0 || position >= Count) return;
        var entry = Pack.Start + OffsetAt(position);
        Cache.Prefetch(entry);
        Cache.Prefetch(entry + 64);
    }

    private void ReadHeaders(OffsetOrder order, int workers)
    {
        var each = Count / workers + 1;
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, w =>
        {
            for (var position = w * each; position < Math.Min(Count, (w + 1) * each); position++)
            {
                PrefetchEntry(position + 12);
                parents[position] = ReadHeader(order, position) + 1;
            }
        });
    }

    // Position of the base, or -1 where there is none in this pack.
    private int ReadHeader(OffsetOrder order, int position)
    {
        if (!Pack.TryReadEntry(OffsetAt(position), out var entry)) return -1;
        kinds[position] = (byte)entry.Kind;
        if (entry.Kind == ObjectKind.OffsetDelta) return order.Find(entry.Base);
        if (entry.Kind != ObjectKind.IdDelta) return -1;
        var id = new ReadOnlySpan<byte>(Pack.Start + entry.Base, Pack.Index.HashLength);
        var rank = Pack.Index.Find(id);
        if (rank >= 0) return order.Find(Pack.Index.OffsetAt(rank));
        lock (outside) outside.Add((position, new ObjectId(id)));
        return -1;
    }

    // The heaviest child comes last: a parent's content is let go before its last child is followed, so what is held at a time
    // is at most the logarithm of the tree's size, however long the chains are.
    private void Link()
    {
        using var weights = new NativeArray<int>(Count);
        for (var position = Count - 1; position >= 0; position--)
        {
            var parent = parents[position] - 1;
            if (parent < 0 || parent == position) continue;
            weights[parent] = (int)Math.Min(int.MaxValue, (long)weights[parent] + weights[position] + 1);
            nextSibling[position] = firstChild[parent];
            firstChild[parent] = position + 1;
        }
        for (var parent = 0; parent < Count; parent++)
        {
            if (firstChild[parent] != 0 && nextSibling[firstChild[parent] - 1] != 0) HeaviestLast(parent, weights);
        }
    }

    private void HeaviestLast(int parent, NativeArray<int> weights)
    {
        int heaviest = firstChild[parent], before = 0, last = heaviest;
        for (var (child, previous) = (heaviest, 0); child != 0; previous = child, child = nextSibling[child - 1])
        {
            if (weights[child - 1] > weights[heaviest - 1]) (heaviest, before) = (child, previous);
            last = child;
        }
        if (heaviest == last) return;
        if (before == 0) firstChild[parent] = nextSibling[heaviest - 1];
        else nextSibling[before - 1] = nextSibling[heaviest - 1];
        nextSibling[last - 1] = heaviest;
        nextSibling[heaviest - 1] = 0;
    }

    public void Dispose()
    {
        ranks.Dispose();
        firstChild.Dispose();
        nextSibling.Dispose();
        parents.Dispose();
        kinds.Dispose();
    }
}
