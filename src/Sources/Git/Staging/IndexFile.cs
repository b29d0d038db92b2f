using System.Buffers.Binary;
using System.Text;

namespace Stanch.Sources.Git;

/// <summary>An entry of the index.</summary>
/// <param name="Path">Each byte as a character of its own.</param>
/// <param name="Stage">0, or 1 to 3 while a merge has a conflict there.</param>
internal readonly record struct IndexEntry(string Path, ObjectId Id, uint Mode, int Stage, bool IntentToAdd)
{
    public bool IsGitlink => (Mode & 0xF000) == 0xE000;
    /// <summary>A whole folder that a sparse checkout leaves out.</summary>
    public bool IsFolder => (Mode & 0xF000) == 0x4000;
}

/// <summary>A folder of the index whose tree is known, because it did not change since that tree was written or read.</summary>
/// <param name="Entries">Entries below it, or -1 when it changed.</param>
internal sealed record CachedTree(int Entries, ObjectId Id, Dictionary<string, CachedTree> Folders);

/// <summary>Reads the index file, versions 2, 3 and 4, as data that may be cut or wrong at any place.</summary>
internal sealed class IndexFile
{
    private const int DeepestFolder = 512;
    private readonly byte[] bytes;
    private readonly int hashLength;
    private int at;

    private IndexFile(byte[] bytes, int hashLength)
    {
        this.bytes = bytes;
        this.hashLength = hashLength;
    }

    public List<IndexEntry> Entries { get; } = [];
    public CachedTree? Root { get; private set; }
    /// <summary>Most entries stand in another file.</summary>
    public bool IsSplit { get; private set; }

    /// <summary>Null when it is no index, or broken: then nothing of it is to be trusted.</summary>
    public static IndexFile? TryRead(byte[] bytes, int hashLength)
    {
        var index = new IndexFile(bytes, hashLength);
        return index.TryReadEntries() && index.TryReadExtensions() ? index : null;
    }

    private bool TryReadEntries()
    {
        if (bytes.Length < 12 + hashLength || !bytes.AsSpan().StartsWith("DIRC"u8)) return false;
        var version = Big32(4);
        var count = Big32(8);
        if (version is < 2 or > 4) return false;
        at = 12;
        // One entry takes more than the id's bytes, so a made-up count reserves no memory.
        if (count > (bytes.Length - at) / hashLength) return false;
        Entries.EnsureCapacity((int)count);
        var path = "";
        for (uint i = 0; i < count; i++) if (!TryReadEntry(version, ref path)) return false;
        return true;
    }

    private bool TryReadEntry(uint version, ref string path)
    {
        var start = at;
        var end = bytes.Length - hashLength;
        const int stat = 40;
        if (end - at < stat + hashLength + 4) return false;
        var mode = Big32(at + 24);
        var id = new ObjectId(bytes.AsSpan(at + stat, hashLength));
        var flags = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + stat + hashLength));
        at += stat + hashLength + 2;
        var intent = false;
        if ((flags & 0x4000) != 0)
        {
            if (version < 3) return false;
            intent = (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at)) & 0x2000) != 0;
            at += 2;
        }
        if (version == 4 && !TryCutPrefix(end, ref path)) return false;
        if (at > end) return false;
        var length = bytes.AsSpan(at, end - at).IndexOf((byte)0);
        if (length < 0) return false;
        var name = Encoding.Latin1.GetString(bytes, at, length);
        path = version == 4 ? path + name : name;
        at += length + 1;
        // Older versions fill up to eight bytes, one of them at least.
        if (version < 4) at = start + (at - 1 - start + 8) / 8 * 8;
        if (at > end) return false;
        Entries.Add(new IndexEntry(path, id, mode, flags >> 12 & 3, intent));
        return true;
    }

    // How many bytes of the path before are dropped, written as pack offsets are.
    private bool TryCutPrefix(int end, ref string path)
    {
        long cut = 0;
        for (var first = true; ; first = false)
        {
            if (at >= end || cut > int.MaxValue) return false;
            var b = bytes[at++];
            cut = ((first ? 0 : cut + 1) << 7) | (uint)(b & 0x7F);
            if ((b & 0x80) == 0) break;
        }
        if (cut > path.Length) return false;
        path = path[..^(int)cut];
        return true;
    }

    private bool TryReadExtensions()
    {
        var end = bytes.Length - hashLength;
        while (end - at >= 8)
        {
            var name = bytes.AsSpan(at, 4);
            var length = Big32(at + 4);
            at += 8;
            if (length > end - at) return false;
            var next = at + (int)length;
            if (name.SequenceEqual("TREE"u8)) Root = ReadTree(next, 0)?.Tree;
            else if (name.SequenceEqual("link"u8)) IsSplit = true;
            // A name in small letters must be understood.
            else if (name[0] >= 'a' && !name.SequenceEqual("sdir"u8)) return false;
            at = next;
        }
        return true;
    }

    private (string Name, CachedTree Tree)? ReadTree(int end, int depth)
    {
        if (depth > DeepestFolder) return null;
        if (!TryTake(end, 0, out var name) || !TryTake(end, (byte)' ', out var entries) || !TryTake(end, (byte)'\n', out var folders)) return null;
        if (!int.TryParse(entries, out var count) || !int.TryParse(folders, out var below) || below < 0) return null;
        ObjectId id = default;
        if (count >= 0)
        {
            if (end - at < hashLength) return null;
            id = new ObjectId(bytes.AsSpan(at, hashLength));
            at += hashLength;
        }
        var tree = new CachedTree(count, id, new Dictionary<string, CachedTree>(StringComparer.Ordinal));
        for (var i = 0; i < below; i++)
        {
            if (ReadTree(end, depth + 1) is not { } child) return null;
            tree.Folders[child.Name] = child.Tree;
        }
        return (name, tree);
    }

    private bool TryTake(int end, byte stop, out string text)
    {
        text = "";
        if (at >= end) return false;
        var length = bytes.AsSpan(at, end - at).IndexOf(stop);
        if (length < 0) return false;
        text = Encoding.Latin1.GetString(bytes, at, length);
        at += length + 1;
        return true;
    }

    private uint Big32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(offset));
}
