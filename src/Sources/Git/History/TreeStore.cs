using System.Runtime.InteropServices;

namespace Stanch.Sources.Git;

/// <summary>
/// What each tree holds, kept as its difference from the tree that it derives from in the pack: a few entries a tree instead of hundreds.
/// Filled by the sweep's workers, each with a <see cref="Writer"/> of its own; read when they are done.
/// </summary>
/// <remarks>
/// A record is the tree's number, the counts, the added entries (number of the object, number of its name above) and the names that are
/// gone, two to a word. A name that is added again with another object is not among those that are gone.
/// </remarks>
internal sealed unsafe class TreeStore : IDisposable
{
    private const int WordBits = 14, ChunkWords = 1 << WordBits, HeaderWords = 2;
    // A repository of a million objects needs 40 MB.
    private const long SpillAbove = 64L << 20;
    private const long SlabWords = 4 << 20;

    private readonly Lock gate = new();
    private readonly List<nint> chunks = [];
    private readonly List<long> lengths = [];
    private readonly List<nint> owned = [];
    private readonly List<SpillFile> spilled = [];
    private readonly NativeArray<uint> places;
    private ulong* slab;
    private long slabLeft;
    private long total;

    public TreeStore(int objects) => places = new NativeArray<uint>(objects);

    /// <summary>The record of a tree; false when it was not read.</summary>
    public bool TryGet(int tree, out TreeRecord record)
    {
        var place = tree < places.Length ? places[tree] : 0;
        record = default;
        if (place == 0) return false;
        record = new TreeRecord((ulong*)chunks[(int)((place - 1) >> WordBits)] + ((place - 1) & (ChunkWords - 1)));
        return true;
    }

    public bool Has(int tree) => tree < places.Length && places[tree] != 0;

    /// <summary>All records, in the order in which they lie in memory.</summary>
    public IEnumerable<TreeRecord> Records()
    {
        for (var i = 0; i < chunks.Count; i++)
        {
            for (long at = 0; at < lengths[i];)
            {
                var record = At(i, at);
                yield return record;
                at += record.Words;
            }
        }
    }

    private TreeRecord At(int chunk, long word) => new((ulong*)chunks[chunk] + word);

    private (int Chunk, nint Start) Allocate(long words)
    {
        lock (gate)
        {
            var start = TakeWords(words);
            chunks.Add((nint)start);
            lengths.Add(0);
            return (chunks.Count - 1, (nint)start);
        }
    }

    private ulong* TakeWords(long words)
    {
        total += words * sizeof(ulong);
        if (total > SpillAbove)
        {
            if (slabLeft < words)
            {
                var size = Math.Max(words, SlabWords);
                if (SpillFile.TryCreate(size * sizeof(ulong)) is { } file)
                {
                    spilled.Add(file);
                    slab = (ulong*)file.Start;
                    slabLeft = size;
                }
            }
            if (slabLeft >= words)
            {
                var taken = slab;
                slab += words;
                slabLeft -= words;
                return taken;
            }
        }
        var memory = (ulong*)NativeMemory.Alloc((nuint)words, sizeof(ulong));
        owned.Add((nint)memory);
        return memory;
    }

    public void Dispose()
    {
        foreach (var memory in owned) NativeMemory.Free((void*)memory);
        foreach (var file in spilled) file.Dispose();
        owned.Clear();
        spilled.Clear();
        places.Dispose();
    }

    /// <summary>One worker's way into the store.</summary>
    public sealed class Writer(TreeStore store)
    {
        private int chunk = -1;
        private ulong* start;
        private long used = ChunkWords;

        /// <param name="complete">The record says all that the tree holds, not a difference.</param>
        public void Add(int tree, bool complete, ReadOnlySpan<ulong> added, ReadOnlySpan<int> gone)
        {
            long words = HeaderWords + added.Length + (gone.Length + 1) / 2;
            if (words > ChunkWords - used)
            {
                used = 0;
                (chunk, var memory) = store.Allocate(Math.Max(words, ChunkWords));
                start = (ulong*)memory;
            }
            var at = start + used;
            at[0] = (uint)tree | (complete ? 1UL << 32 : 0);
            at[1] = (ulong)(uint)added.Length << 32 | (uint)gone.Length;
            added.CopyTo(new Span<ulong>(at + HeaderWords, added.Length));
            gone.CopyTo(new Span<int>(at + HeaderWords + added.Length, gone.Length));
            store.places[tree] = ((uint)chunk << WordBits | (uint)used) + 1;
            used += words;
            store.lengths[chunk] = used;
            // A record longer than a chunk fills one of its own.
            if (used > ChunkWords) used = ChunkWords;
        }
    }
}

/// <summary>One tree of a <see cref="TreeStore"/>.</summary>
internal readonly unsafe struct TreeRecord(ulong* at)
{
    private readonly ulong* at = at;

    public int Tree => (int)(uint)at[0];
    public bool Complete => at[0] >> 32 != 0;
    public ReadOnlySpan<ulong> Added => new(at + 2, (int)(at[1] >> 32));
    public ReadOnlySpan<int> Gone => new(at + 2 + (at[1] >> 32), (int)(uint)at[1]);
    public long Words => 2 + (long)(at[1] >> 32) + ((long)(uint)at[1] + 1) / 2;

    public static ulong Entry(int number, int name) => (ulong)(uint)name << 32 | (uint)number;
    public static int NumberOf(ulong entry) => (int)(uint)entry;
    public static int NameOf(ulong entry) => (int)(entry >> 32);

    /// <summary>True when what the base has under a name is here no more, or is replaced.</summary>
    public bool Ends(int name)
    {
        if (Complete || Gone.Contains(name)) return true;
        foreach (var entry in Added) if (NameOf(entry) == name) return true;
        return false;
    }
}
