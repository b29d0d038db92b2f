namespace Stanch.Sources.Git;

/// <summary>
/// Numbers of all ids that occur: those of the database's objects, and behind them those that are only referred to and are not there: in
/// a partial clone there are millions. Safe for many threads.
/// </summary>
internal sealed class ObjectNumbers(ObjectTable table, int hashLength)
{
    private const int ChunkIds = 1 << 14;
    private readonly Lock gate = new();
    private readonly List<byte[]> chunks = [];
    private int[] slots = new int[1024];
    private int absent;

    public ObjectTable Table => table;
    public int Count => table.Count + absent;

    public bool IsAbsent(int number) => number >= table.Count;

    public ObjectId IdOf(int number)
    {
        if (number < table.Count) return table.IdOf(number);
        lock (gate) return new ObjectId(AbsentAt(number - table.Count));
    }

    public int Of(ReadOnlySpan<byte> id)
    {
        var number = table.Find(id);
        if (number >= 0) return number;
        lock (gate) return table.Count + AbsentOf(id);
    }

    private int AbsentOf(ReadOnlySpan<byte> id)
    {
        if (absent * 3L > slots.Length * 2L) Grow();
        var slot = table.HashOf(id) % (ulong)slots.Length;
        for (; slots[slot] != 0; slot = (slot + 1) % (ulong)slots.Length) if (AbsentAt(slots[slot] - 1).SequenceEqual(id)) return slots[slot] - 1;
        if (absent % ChunkIds == 0) chunks.Add(new byte[ChunkIds * hashLength]);
        id.CopyTo(chunks[^1].AsSpan(absent % ChunkIds * hashLength));
        slots[slot] = ++absent;
        return absent - 1;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        for (var i = 0; i < absent; i++)
        {
            var slot = table.HashOf(AbsentAt(i)) % (ulong)slots.Length;
            while (slots[slot] != 0) slot = (slot + 1) % (ulong)slots.Length;
            slots[slot] = i + 1;
        }
    }

    private ReadOnlySpan<byte> AbsentAt(int index) => chunks[index / ChunkIds].AsSpan(index % ChunkIds * hashLength, hashLength);

    /// <summary>-1 when the text is no id.</summary>
    public int OfHex(ReadOnlySpan<byte> hex)
    {
        if (hex.Length != hashLength * 2) return -1;
        Span<byte> id = stackalloc byte[32];
        return Convert.FromHexString(hex, id, out _, out var length) == System.Buffers.OperationStatus.Done ? Of(id[..length]) : -1;
    }
}
