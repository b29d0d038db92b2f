namespace Stanch.Sources.Files;

internal enum EntryKind : byte
{
    File,
    /// <summary>Known to hold nothing without being opened.</summary>
    EmptyFile,
    Folder, Link, Fifo, Socket, CharacterDevice, BlockDevice,
    /// <summary>Gone, or the system won't say.</summary>
    Unknown,
}

/// <summary>What one folder holds; kept by a worker and refilled, so that listing allocates nothing.</summary>
internal sealed class EntryList
{
    private byte[] names = new byte[16 * 1024];
    private (int Start, int Length, EntryKind Kind)[] entries = new (int, int, EntryKind)[512];
    private int used;

    public int Count { get; private set; }

    public void Clear() => (Count, used) = (0, 0);

    public void Add(ReadOnlySpan<byte> name, EntryKind kind)
    {
        while (used + name.Length + 1 > names.Length) Array.Resize(ref names, names.Length * 2);
        if (Count == entries.Length) Array.Resize(ref entries, Count * 2);
        name.CopyTo(names.AsSpan(used));
        names[used + name.Length] = 0;
        entries[Count++] = (used, name.Length, kind);
        used += name.Length + 1;
    }

    public EntryKind Kind(int i) => entries[i].Kind;
    public ReadOnlySpan<byte> Name(int i) => names.AsSpan(entries[i].Start, entries[i].Length);
}
