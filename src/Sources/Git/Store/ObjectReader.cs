namespace Stanch.Sources.Git;

/// <summary>How reading one object went.</summary>
internal enum ReadResult { Found, Missing, Corrupt, TooLarge }

/// <summary>
/// Reads single objects by id from packs and object folders. For one thread. Bases of deltas are kept a while, because who reads one
/// version of a file or folder mostly reads the next.
/// </summary>
/// <param name="database">Null to read from single packs only.</param>
internal sealed unsafe class ObjectReader(ObjectDatabase? database, Inflater inflater, BufferPool pool) : IDisposable
{
    // Longer chains than git ever writes are hostile: each step costs an inflating.
    private const int LongestChain = 10_000;
    private readonly CopyList copies = new();
    private readonly BaseCache cache = new(pool);
    private readonly List<PackEntry> chain = [];

    /// <summary>Reads a whole object. The caller returns the buffer to the pool.</summary>
    public ReadResult TryRead(in ObjectId id, out ObjectKind kind, out NativeBuffer? content)
    {
        var result = ReadResult.Missing;
        foreach (var folder in database?.Loose ?? [])
        {
            var path = folder.PathOf(id.Bytes);
            if (!File.Exists(path)) continue;
            result = LooseFile.TryRead(path, inflater, pool, out kind, out content);
            if (result == ReadResult.Found) return result;
        }
        foreach (var pack in database?.Packs ?? [])
        {
            var rank = pack.Index.Find(id.Bytes);
            if (rank < 0) continue;
            result = TryReadPacked(pack, pack.Index.OffsetAt(rank), out kind, out content);
            // Another copy may be whole.
            if (result == ReadResult.Found) return result;
        }
        kind = ObjectKind.None;
        content = null;
        return result;
    }

    /// <summary>Reads the object whose entry starts at an offset.</summary>
    public ReadResult TryReadPacked(Pack pack, long offset, out ObjectKind kind, out NativeBuffer? content)
    {
        kind = ObjectKind.None;
        content = null;
        chain.Clear();
        var steps = chain;
        NativeBuffer? current = null;
        var owned = false;
        for (var at = offset; ;)
        {
            if (cache.TryGet(pack, at, out kind, out current)) break;
            if (!pack.TryReadEntry(at, out var entry) || steps.Count > LongestChain) return ReadResult.Corrupt;
            if (entry.Size > BufferPool.Largest) return ReadResult.TooLarge;
            if (!entry.IsDelta)
            {
                kind = entry.Kind;
                current = pool.TryRent((int)entry.Size);
                if (current is null) return ReadResult.TooLarge;
                owned = true;
                if (pack.TryInflate(inflater, entry, current.Start, current.Length)) break;
                pool.Return(current);
                return ReadResult.Corrupt;
            }
            steps.Add(entry);
            if (entry.Kind == ObjectKind.OffsetDelta)
            {
                at = entry.Base;
                continue;
            }
            var id = new ReadOnlySpan<byte>(pack.Start + entry.Base, pack.Index.HashLength);
            var rank = pack.Index.Find(id);
            if (rank >= 0)
            {
                at = pack.Index.OffsetAt(rank);
                continue;
            }
            // The base is elsewhere: a pack completed by another one. That object's own chain is read by a reader of its own stack.
            var result = TryReadOutside(new ObjectId(id), out kind, out current);
            if (result != ReadResult.Found) return result == ReadResult.Missing ? ReadResult.Corrupt : result;
            owned = true;
            break;
        }
        return Resolve(pack, offset, current!, owned, kind, out content);
    }

    private int depth;

    private ReadResult TryReadOutside(in ObjectId id, out ObjectKind kind, out NativeBuffer? content)
    {
        kind = ObjectKind.None;
        content = null;
        if (depth > 50) return ReadResult.Corrupt;
        var mine = chain.ToArray();
        depth++;
        var result = TryRead(id, out kind, out content);
        depth--;
        chain.Clear();
        chain.AddRange(mine);
        return result;
    }

    // From the base up to the object asked for.
    private ReadResult Resolve(Pack pack, long offset, NativeBuffer current, bool owned, ObjectKind kind, out NativeBuffer? content)
    {
        content = null;
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            var entry = chain[i];
            var result = TryDerive(pack, entry, current, out var derived);
            if (owned) cache.Add(pack, BaseOffset(pack, entry), kind, current);
            if (result != ReadResult.Found) return result;
            current = derived!;
            owned = true;
        }
        if (!owned)
        {
            var copy = pool.TryRent(current.Length);
            if (copy is null) return ReadResult.TooLarge;
            current.Span.CopyTo(new Span<byte>(copy.Start, copy.Length));
            current = copy;
        }
        content = current;
        return ReadResult.Found;
    }

    private static long BaseOffset(Pack pack, in PackEntry entry)
    {
        if (entry.Kind == ObjectKind.OffsetDelta) return entry.Base;
        var rank = pack.Index.Find(new ReadOnlySpan<byte>(pack.Start + entry.Base, pack.Index.HashLength));
        return rank < 0 ? -1 : pack.Index.OffsetAt(rank);
    }

    private ReadResult TryDerive(Pack pack, in PackEntry entry, NativeBuffer from, out NativeBuffer? derived)
    {
        derived = null;
        var delta = pool.TryRent((int)entry.Size);
        if (delta is null) return ReadResult.TooLarge;
        var result = ReadResult.Corrupt;
        if (pack.TryInflate(inflater, entry, delta.Start, delta.Length)) result = Delta.TryDerive(delta, from, pool, copies, out derived);
        pool.Return(delta);
        return result;
    }

    public void Dispose() => cache.Dispose();
}
