namespace Stanch.Sources.Git;

/// <summary>Gives each name of a tree entry a number. One table holds all names; each worker has a table of its own in front of it, so that only a new name takes the lock.</summary>
internal sealed class NameTable
{
    // Names are few: a repository of a million objects has some ten thousand. Beyond this somebody made them up.
    private const int MostBytes = 48 << 20;
    /// <summary>Stands for all names beyond the limit.</summary>
    private static ReadOnlySpan<byte> TooMany => "..."u8;

    private readonly NameTable? shared;
    private readonly Lock gate = new();
    private readonly List<(uint Hash, int Start, int Length, int Number)> names = [];
    private byte[] bytes = new byte[1024];
    private int[] slots = new int[256];
    private int used;

    public NameTable(NameTable? shared = null)
    {
        this.shared = shared;
        if (shared is null) Add(TooMany, Hash(TooMany), 0);
    }

    public int Of(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        var mask = slots.Length - 1;
        for (var slot = (int)hash & mask; slots[slot] != 0; slot = slot + 1 & mask)
        {
            var (itsHash, start, length, number) = names[slots[slot] - 1];
            if (itsHash == hash && length == name.Length && bytes.AsSpan(start, length).SequenceEqual(name)) return number;
        }
        if (used > MostBytes) return 0;
        if (shared is null) return Add(name, hash, names.Count);
        lock (shared.gate) return Add(name, hash, shared.Of(name));
    }

    /// <summary>The name of a number; of the shared table.</summary>
    public ReadOnlySpan<byte> this[int number] => bytes.AsSpan(names[number].Start, names[number].Length);

    private int Add(ReadOnlySpan<byte> name, uint hash, int number)
    {
        if (used + name.Length > bytes.Length) Array.Resize(ref bytes, Math.Max(used + name.Length, bytes.Length * 2));
        name.CopyTo(bytes.AsSpan(used));
        names.Add((hash, used, name.Length, number));
        used += name.Length;
        if (names.Count * 2 > slots.Length)
        {
            slots = new int[slots.Length * 2];
            for (var i = 0; i < names.Count; i++) Place(i);
        }
        else Place(names.Count - 1);
        return number;
    }

    private void Place(int index)
    {
        var mask = slots.Length - 1;
        var slot = (int)names[index].Hash & mask;
        while (slots[slot] != 0) slot = slot + 1 & mask;
        slots[slot] = index + 1;
    }

    // Seeded by the runtime, so that nobody can choose names that collide.
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.AddBytes(name);
        return (uint)hash.ToHashCode();
    }
}
