using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Stanch.Sources.Git;

/// <summary>
/// Makes the index of a pack that has none, or a broken one, by reading the pack from front to back: where an entry ends is known only when it is
/// inflated, and an object's id only when it is hashed. An interrupted fetch leaves such packs behind.
/// </summary>
internal sealed unsafe class PackIndexBuilder(string path, MappedFile file, int hashLength)
{
    private const int Window = 32 * 1024, Chunk = 1 << 20;
    private readonly HashAlgorithmName algorithm = hashLength == 20 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
    private readonly List<(ObjectId Id, long Offset)> known = [];
    private List<long> deltas = [];

    /// <summary>The pack with the index made.</summary>
    /// <param name="reason">Empty, or what of the pack could not be indexed.</param>
    public Pack Build(out string reason)
    {
        OpenSsl.Require();
        using var inflater = new Inflater();
        var count = BinaryPrimitives.ReadUInt32BigEndian(new ReadOnlySpan<byte>(file.Start + 8, 4));
        var read = ReadEntries(inflater, count);
        var pack = new Pack(path, file, Make());
        while (deltas.Count > 0)
        {
            var before = deltas.Count;
            DeriveAll(pack, inflater);
            // Deltas by id may apply to what was only now given a name.
            pack = pack.With(Make());
            if (deltas.Count == before) break;
        }
        reason = read < count ? $"no usable index, and broken after {read} of {count} objects"
            : deltas.Count > 0 ? $"no usable index, and {deltas.Count} deltas without a base in the pack" : "";
        return pack;
    }

    private uint ReadEntries(Inflater inflater, uint count)
    {
        var buffer = (byte*)NativeMemory.Alloc(Window + Chunk + Inflater.Slack);
        var end = file.Length - hashLength;
        long at = Pack.HeaderLength;
        uint read = 0;
        for (; read < count && PackEntry.TryRead(file.Start, at, end, hashLength, out var entry); read++)
        {
            using var hash = IncrementalHash.CreateHash(algorithm);
            if (!entry.IsDelta) hash.AppendData(Encoding.ASCII.GetBytes($"{NameOf(entry.Kind)} {entry.Size}\0"));
            var next = Inflate(inflater, entry, buffer, entry.IsDelta ? null : hash);
            if (next < 0) break;
            if (entry.IsDelta) deltas.Add(at);
            else known.Add((new ObjectId(hash.GetHashAndReset()), at));
            at = next;
        }
        NativeMemory.Free(buffer);
        return read;
    }

    // Offset behind the entry, or -1.
    private long Inflate(Inflater inflater, in PackEntry entry, byte* buffer, IncrementalHash? hash)
    {
        if (!inflater.TryBegin(file.Start + entry.Data, file.End, buffer, entry.Size)) return -1;
        long total = 0;
        var adler = Adler32.Start;
        var from = buffer;
        while (true)
        {
            var result = inflater.Run(buffer + Window + Chunk);
            var length = (int)(inflater.Output - from);
            adler = Adler32.Append(adler, from, length);
            hash?.AppendData(new ReadOnlySpan<byte>(from, length));
            total += length;
            if (result == Inflated.Corrupt || total > entry.Size) return -1;
            if (result == Inflated.Done) return total == entry.Size && ZlibStream.IsSum(inflater.Input, file.End, adler) ? inflater.Input + 4 - file.Start : -1;
            var keep = (int)Math.Min(Window, inflater.Output - buffer);
            new ReadOnlySpan<byte>(inflater.Output - keep, keep).CopyTo(new Span<byte>(buffer, keep));
            from = buffer + keep;
            inflater.Move(from, buffer);
        }
    }

    private void DeriveAll(Pack pack, Inflater inflater)
    {
        using var pool = new BufferPool(96L << 20);
        using var reader = new ObjectReader(null, inflater, pool);
        var left = new List<long>();
        foreach (var offset in deltas)
        {
            if (reader.TryReadPacked(pack, offset, out var kind, out var content) != ReadResult.Found)
            {
                left.Add(offset);
                continue;
            }
            using var hash = IncrementalHash.CreateHash(algorithm);
            hash.AppendData(Encoding.ASCII.GetBytes($"{NameOf(kind)} {content!.Length}\0"));
            hash.AppendData(content.Span);
            known.Add((new ObjectId(hash.GetHashAndReset()), offset));
            pool.Return(content);
        }
        deltas = left;
    }

    private static string NameOf(ObjectKind kind) => kind switch
    {
        ObjectKind.Commit => "commit", ObjectKind.Tree => "tree", ObjectKind.Tag => "tag", _ => "blob",
    };

    private PackIndex Make()
    {
        known.Sort((a, b) => a.Id.CompareTo(b.Id));
        return PackIndex.Make(known, hashLength);
    }
}
