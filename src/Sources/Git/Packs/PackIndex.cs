using System.Buffers.Binary;

namespace Stanch.Sources.Git;

/// <summary>
/// The table beside a pack: ids in order, and where each object's entry starts. Read in place, versions 1 and 2.
/// An object is named here by its rank: its place in the order of ids.
/// </summary>
internal sealed unsafe class PackIndex : IDisposable
{
    private const uint Magic = 0xFF744F63;
    private const int FanoutLength = 256 * 4, HeaderLength = 8;

    private readonly IDisposable? file;
    private readonly byte* fanout;
    private readonly byte* ids;
    private readonly byte* offsets;
    private readonly byte* largeOffsets;
    private readonly long largeCount;
    private readonly int idStride, offsetStride;

    private PackIndex(
        IDisposable? file, byte* fanout, int count, int hashLength, byte* ids, int idStride, byte* offsets, int offsetStride, byte* largeOffsets, long largeCount)
    {
        this.file = file;
        this.fanout = fanout;
        this.ids = ids;
        this.idStride = idStride;
        this.offsets = offsets;
        this.offsetStride = offsetStride;
        this.largeOffsets = largeOffsets;
        this.largeCount = largeCount;
        Count = count;
        HashLength = hashLength;
    }

    public int Count { get; }
    public int HashLength { get; }

    public static PackIndex? TryOpen(string path, int hashLength, out string reason)
    {
        var file = MappedFile.TryOpen(path, out reason);
        if (file is null) return null;
        var index = TryRead(file, file.Start, file.Length, hashLength);
        if (index is not null) return index;
        reason = "not a pack index of version 1 or 2, or cut short";
        file.Dispose();
        return null;
    }

    /// <summary>Reads a table from memory that outlives it.</summary>
    public static PackIndex? TryRead(IDisposable? file, byte* start, long length, int hashLength)
    {
        if (length < FanoutLength + 2 * hashLength) return null;
        var versioned = Big32(start) == Magic;
        if (versioned && Big32(start + 4) != 2) return null;
        var fanout = versioned ? start + HeaderLength : start;
        uint before = 0;
        for (var i = 0; i < 256; i++)
        {
            var n = Big32(fanout + i * 4);
            if (n < before) return null;
            before = n;
        }
        if (before > int.MaxValue / 2) return null;
        var count = (int)before;
        var tables = fanout + FanoutLength;
        if (!versioned)
        {
            var needed = FanoutLength + (long)count * (4 + hashLength) + 2 * hashLength;
            return needed > length ? null : new PackIndex(file, fanout, count, hashLength, tables + 4, 4 + hashLength, tables, 4 + hashLength, null, 0);
        }
        var fixedLength = HeaderLength + FanoutLength + (long)count * (hashLength + 8) + 2 * hashLength;
        if (fixedLength > length) return null;
        var offsets = tables + (long)count * (hashLength + 4);
        return new PackIndex(file, fanout, count, hashLength, tables, hashLength, offsets, 4, offsets + (long)count * 4, (length - fixedLength) / 8);
    }

    /// <summary>Makes a table in memory, laid out as version 2.</summary>
    /// <param name="objects">In the order of ids.</param>
    public static PackIndex Make(IReadOnlyList<(ObjectId Id, long Offset)> objects, int hashLength)
    {
        var large = objects.Count(o => o.Offset >= 0x80000000);
        var length = HeaderLength + FanoutLength + objects.Count * (hashLength + 8L) + large * 8L + 2 * hashLength;
        var memory = new NativeArray<byte>(length);
        var at = memory.Start + HeaderLength;
        Put32(memory.Start, Magic);
        Put32(memory.Start + 4, 2);
        for (int first = 0, below = 0; first < 256; first++, at += 4)
        {
            while (below < objects.Count && objects[below].Id.Bytes[0] <= first) below++;
            Put32(at, (uint)below);
        }
        foreach (var (id, _) in objects)
        {
            id.Bytes.CopyTo(new Span<byte>(at, hashLength));
            at += hashLength;
        }
        at += 4L * objects.Count;
        var next = at + 4L * objects.Count;
        uint taken = 0;
        foreach (var (_, offset) in objects)
        {
            Put32(at, offset < 0x80000000 ? (uint)offset : 0x80000000 | taken++);
            at += 4;
            if (offset < 0x80000000) continue;
            BinaryPrimitives.WriteInt64BigEndian(new Span<byte>(next, 8), offset);
            next += 8;
        }
        return TryRead(memory, memory.Start, length, hashLength)!;
    }

    private static void Put32(byte* at, uint value) => BinaryPrimitives.WriteUInt32BigEndian(new Span<byte>(at, 4), value);

    public ReadOnlySpan<byte> IdAt(int rank) => new(ids + (long)rank * idStride, HashLength);

    public byte* IdPointer(int rank) => ids + (long)rank * idStride;

    /// <summary>Start of the entry in the pack; unchecked against the pack's length; -1 for a broken reference to the table of large offsets.</summary>
    public long OffsetAt(int rank)
    {
        var offset = Big32(offsets + (long)rank * offsetStride);
        if (offset < 0x80000000 || largeOffsets is null) return offset;
        long large = offset & 0x7FFFFFFF;
        if (large >= largeCount) return -1;
        return (long)BinaryPrimitives.ReadUInt64BigEndian(new ReadOnlySpan<byte>(largeOffsets + large * 8, 8)) & long.MaxValue;
    }

    /// <summary>Rank of an id, or -1.</summary>
    public int Find(ReadOnlySpan<byte> id)
    {
        if (id.Length != HashLength) return -1;
        var (low, high) = Range(id[0]);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var order = IdAt(middle).SequenceCompareTo(id);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle;
        }
        return -1;
    }

    /// <summary>First rank whose id is not below <paramref name="prefix"/> padded with zeros.</summary>
    public int LowerBound(ReadOnlySpan<byte> prefix)
    {
        var (low, high) = Range(prefix[0]);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (IdAt(middle).SequenceCompareTo(prefix) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private (int Low, int High) Range(byte first) => (first == 0 ? 0 : (int)Big32(fanout + (first - 1) * 4), (int)Big32(fanout + first * 4));

    private static uint Big32(byte* at) => BinaryPrimitives.ReadUInt32BigEndian(new ReadOnlySpan<byte>(at, 4));

    public void Dispose() => file?.Dispose();
}
