using System.Buffers.Binary;

namespace Stanch.Sources.Git;

/// <summary>A pack with its index, both mapped.</summary>
internal sealed unsafe class Pack : IDisposable
{
    public const int HeaderLength = 12;
    private readonly MappedFile file;

    internal Pack(string path, MappedFile file, PackIndex index)
    {
        Path = path;
        this.file = file;
        Index = index;
        End = file.Length - index.HashLength;
        IsPromisor = File.Exists(System.IO.Path.ChangeExtension(path, ".promisor"));
        Written = File.GetLastWriteTimeUtc(path);
    }

    public string Path { get; }
    public PackIndex Index { get; }
    public DateTime Written { get; }
    /// <summary>It came from a partial clone: what its objects refer to may have been left out on purpose.</summary>
    public bool IsPromisor { get; }
    public byte* Start => file.Start;
    /// <summary>Offset behind the last entry.</summary>
    public long End { get; }

    /// <summary>Opens a pack. Without a usable index beside it one is made.</summary>
    /// <param name="reason">Why there is none, or what of it can't be read.</param>
    public static Pack? TryOpen(string path, int hashLength, out string reason)
    {
        var file = MappedFile.TryOpen(path, out reason);
        if (file is null) return null;
        if (file.Length < HeaderLength + hashLength || !HasHeader(file.Start))
        {
            reason = "not a pack of version 2 or 3";
            file.Dispose();
            return null;
        }
        var index = PackIndex.TryOpen(System.IO.Path.ChangeExtension(path, ".idx"), hashLength, out reason);
        if (index is not null)
        {
            reason = "";
            return new Pack(path, file, index);
        }
        return new PackIndexBuilder(path, file, hashLength).Build(out reason);
    }

    /// <summary>The same pack with another index; this one is not to be used any more.</summary>
    internal Pack With(PackIndex index)
    {
        Index.Dispose();
        return new Pack(Path, file, index);
    }

    private static bool HasHeader(byte* start)
    {
        var header = new ReadOnlySpan<byte>(start, HeaderLength);
        return header.StartsWith("PACK"u8) && BinaryPrimitives.ReadUInt32BigEndian(header[4..]) is 2 or 3;
    }

    /// <summary>Reads an entry's header; false when there is none, or it claims more than the rest of the pack can hold.</summary>
    public bool TryReadEntry(long offset, out PackEntry entry) =>
        PackEntry.TryRead(Start, offset, End, Index.HashLength, out entry) && ZlibStream.CanHold(End - entry.Data, entry.Size);

    /// <summary>Inflates an entry's data.</summary>
    /// <param name="target">Room for <paramref name="size"/> bytes and <see cref="Inflater.Slack"/> more.</param>
    public bool TryInflate(Inflater inflater, in PackEntry entry, byte* target, int size) =>
        inflater.Inflate(Start + entry.Data, Start + End, target, size) >= 0;

    public void Dispose()
    {
        file.Dispose();
        Index.Dispose();
    }
}
