namespace Stanch.Sources.Git;

/// <summary>
/// Numbers of all ids that occur: those of the database's objects, and behind them those that are only referred to and are not there.
/// Safe for many threads.
/// </summary>
internal sealed class ObjectNumbers(ObjectTable table, int hashLength)
{
    private readonly Lock gate = new();
    private readonly Dictionary<ObjectId, int> absent = [];
    private readonly List<ObjectId> absentIds = [];

    public ObjectTable Table => table;
    public int Count => table.Count + absentIds.Count;

    public bool IsAbsent(int number) => number >= table.Count;

    public ObjectId IdOf(int number) => number < table.Count ? table.IdOf(number) : absentIds[number - table.Count];

    public int Of(ReadOnlySpan<byte> id)
    {
        var number = table.Find(id);
        if (number >= 0) return number;
        var key = new ObjectId(id);
        lock (gate)
        {
            if (absent.TryGetValue(key, out number)) return number;
            number = table.Count + absentIds.Count;
            absent.Add(key, number);
            absentIds.Add(key);
            return number;
        }
    }

    /// <summary>-1 when the text is no id.</summary>
    public int OfHex(ReadOnlySpan<byte> hex)
    {
        if (hex.Length != hashLength * 2) return -1;
        Span<byte> id = stackalloc byte[32];
        return Convert.FromHexString(hex, id, out _, out var length) == System.Buffers.OperationStatus.Done ? Of(id[..length]) : -1;
    }
}
