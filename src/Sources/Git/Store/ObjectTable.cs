using System.Buffers.Binary;

namespace Stanch.Sources.Git;

/// <summary>
/// Numbers all objects of a database, and finds the number of an id. Packed objects come first, pack by pack in the order
/// of their offsets, then loose ones. Where an object is stored several times the first copy's number is the object's.
/// </summary>
internal sealed unsafe class ObjectTable : IDisposable
{
    private readonly PackForest[] forests;
    private readonly int[] starts;
    private readonly List<(ObjectId Id, LooseObjects Folder)> loose;
    private readonly NativeArray<byte> looseKinds;
    private readonly NativeArray<uint> slots;
    private readonly NativeArray<ulong>? copies;
    private readonly int hashLength;
    // Ids in a pack's index are not checked, so somebody could choose them to collide; not without knowing these.
    private readonly ulong seed, otherSeed;

    public ObjectTable(PackForest[] forests, List<(ObjectId Id, LooseObjects Folder)> loose, int hashLength)
    {
        this.forests = forests;
        this.loose = loose;
        this.hashLength = hashLength;
        starts = new int[forests.Length + 1];
        for (var i = 0; i < forests.Length; i++) starts[i + 1] = checked(starts[i] + forests[i].Count);
        Count = checked(starts[^1] + loose.Count);
        looseKinds = new NativeArray<byte>(loose.Count);
        // From the kernel; RandomNumberGenerator would load OpenSSL for it.
        Span<byte> random = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(random);
        seed = BinaryPrimitives.ReadUInt64LittleEndian(random);
        otherSeed = BinaryPrimitives.ReadUInt64LittleEndian(random[8..]);
        slots = new NativeArray<uint>(Count + Count / 2L + 16);
        if (forests.Length + (loose.Count > 0 ? 1 : 0) > 1) copies = new NativeArray<ulong>(Count / 64 + 1);
        for (var number = 0; number < Count; number++) Insert(number);
    }

    public int Count { get; }
    /// <summary>Number of the first loose object.</summary>
    public int FirstLoose => starts[^1];
    public IReadOnlyList<PackForest> Forests => forests;
    public int StartOf(int forest) => starts[forest];
    public (ObjectId Id, LooseObjects Folder) LooseAt(int number) => loose[number - FirstLoose];

    public void SetLooseKind(int number, ObjectKind kind) => looseKinds[number - FirstLoose] = (byte)kind;

    /// <summary>Kind of an object that was read; of one that was not it may say delta or nothing.</summary>
    public ObjectKind KindOf(int number)
    {
        var forest = ForestOf(number);
        return forest < 0 ? (ObjectKind)looseKinds[number - FirstLoose] : forests[forest].Kind(number - starts[forest]);
    }

    /// <summary>Number of what a packed delta applies to, or -1. It may be a copy.</summary>
    public int ParentOf(int number)
    {
        var forest = ForestOf(number);
        if (forest < 0) return -1;
        var parent = forests[forest].Parent(number - starts[forest]);
        return parent < 0 ? -1 : parent + starts[forest];
    }

    /// <summary>The number by which an object goes that may be a copy.</summary>
    public int FirstOf(int number) => IsCopy(number) ? Find(IdOf(number).Bytes) : number;

    /// <summary>The same object has a lower number too.</summary>
    public bool IsCopy(int number) => copies is not null && (copies[number >> 6] >> (number & 63) & 1) != 0;

    /// <summary>Index of the pack that holds a number, or -1 for a loose object.</summary>
    public int ForestOf(int number)
    {
        if (number >= FirstLoose) return -1;
        if (forests.Length == 1) return 0;
        var i = Array.BinarySearch(starts, number);
        if (i < 0) return ~i - 1;
        // Packs without objects share a start.
        while (starts[i + 1] == number) i++;
        return i;
    }

    public ObjectId IdOf(int number)
    {
        var forest = ForestOf(number);
        return forest < 0 ? LooseAt(number).Id : new ObjectId(forests[forest].IdAt(number - starts[forest]));
    }

    /// <summary>Number of an id, or -1.</summary>
    public int Find(ReadOnlySpan<byte> id)
    {
        if (id.Length != hashLength) return -1;
        for (var slot = SlotOf(id); slots[slot] != 0; slot = slot + 1 == slots.Length ? 0 : slot + 1)
        {
            var number = (int)(slots[slot] - 1);
            if (Is(number, id)) return number;
        }
        return -1;
    }

    /// <summary>
    /// Brings near what finding some ids will read: table, position and id lie in three places, and waiting for each in turn was a sixth of
    /// the time of a sweep over many trees.
    /// </summary>
    public void Prefetch(ReadOnlySpan<nint> ids)
    {
        Span<long> at = stackalloc long[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            at[i] = SlotOf(new ReadOnlySpan<byte>((byte*)ids[i], hashLength));
            Cache.Prefetch(slots.Start + at[i]);
        }
        if (forests.Length != 1) return;
        for (var i = 0; i < ids.Length; i++)
        {
            at[i] = (long)slots[at[i]] - 1;
            if (at[i] >= 0 && at[i] < FirstLoose) forests[0].PrefetchRank((int)at[i]);
        }
        for (var i = 0; i < ids.Length; i++) if (at[i] >= 0 && at[i] < FirstLoose) forests[0].PrefetchId((int)at[i]);
    }

    private bool Is(int number, ReadOnlySpan<byte> id)
    {
        var forest = ForestOf(number);
        return forest < 0 ? loose[number - FirstLoose].Id.Bytes.SequenceEqual(id) : forests[forest].IdAt(number - starts[forest]).SequenceEqual(id);
    }

    private void Insert(int number)
    {
        var forest = ForestOf(number);
        var id = forest < 0 ? loose[number - FirstLoose].Id : default;
        var bytes = forest < 0 ? id.Bytes : forests[forest].IdAt(number - starts[forest]);
        var slot = SlotOf(bytes);
        for (; slots[slot] != 0; slot = slot + 1 == slots.Length ? 0 : slot + 1)
        {
            if (copies is null || !Is((int)(slots[slot] - 1), bytes)) continue;
            copies[number >> 6] |= 1UL << (number & 63);
            return;
        }
        slots[slot] = (uint)number + 1;
    }

    /// <summary>Spreads ids evenly, also ids made up to collide.</summary>
    public ulong HashOf(ReadOnlySpan<byte> id)
    {
        var head = BinaryPrimitives.ReadUInt64LittleEndian(id);
        var tail = BinaryPrimitives.ReadUInt64LittleEndian(id[8..]) ^ BinaryPrimitives.ReadUInt64LittleEndian(id[(hashLength - 8)..]) * 0x9E3779B97F4A7C15;
        var high = Math.BigMul(head ^ seed, tail ^ otherSeed, out var low);
        return high ^ low;
    }

    private long SlotOf(ReadOnlySpan<byte> id) => (long)Math.BigMul(HashOf(id), (ulong)slots.Length, out _);

    public void Dispose()
    {
        slots.Dispose();
        looseKinds.Dispose();
        copies?.Dispose();
    }
}
