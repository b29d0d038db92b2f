using System.Buffers.Binary;
using System.IO.Compression;
using Stanch.Sources.Git;

namespace Stanch.Tests.Sources.Git;

/// <summary>Packs and indexes made by hand, so that they can be what git itself never writes.</summary>
internal static class PackFiles
{
    /// <summary>Writes a pack with an index that gives its only delta, or first entry, the id.</summary>
    public static void Store(string folder, byte[] pack, (string Name, string Id) entry)
    {
        Directory.CreateDirectory(folder);
        var offsets = Offsets(pack);
        var delta = offsets.FindIndex(o => (pack[o] >> 4 & 7) >= 6);
        // What else is in the pack gets names that nothing asks for.
        var ids = offsets.Select((o, i) => (Id: i == delta ? Convert.FromHexString(entry.Id) : [.. Enumerable.Repeat((byte)0xEE, 19), (byte)i], Offset: (long)o));
        File.WriteAllBytes(Path.Combine(folder, $"pack-{entry.Name}.pack"), pack);
        File.WriteAllBytes(Path.Combine(folder, $"pack-{entry.Name}.idx"), Index([.. ids]));
    }

    /// <summary>An index of version 2, or of version 1.</summary>
    public static byte[] Index((byte[] Id, long Offset)[] entries, int version = 2)
    {
        Array.Sort(entries, (a, b) => a.Id.AsSpan().SequenceCompareTo(b.Id));
        using var stream = new MemoryStream();
        void Big(long value)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(four, (uint)value);
            stream.Write(four);
        }
        if (version == 2)
        {
            Big(0xFF744F63);
            Big(2);
        }
        for (var i = 0; i < 256; i++) Big(entries.Count(e => e.Id[0] <= i));
        if (version == 1)
        {
            foreach (var (id, offset) in entries)
            {
                Big(offset);
                stream.Write(id);
            }
        }
        else
        {
            foreach (var (id, _) in entries) stream.Write(id);
            foreach (var _ in entries) Big(0);
            var large = new List<long>();
            foreach (var (_, offset) in entries)
            {
                if (offset < 0x80000000) Big(offset);
                else
                {
                    Big(0x80000000 | (uint)large.Count);
                    large.Add(offset);
                }
            }
            foreach (var offset in large)
            {
                Big(offset >> 32);
                Big(offset);
            }
        }
        stream.Write(new byte[2 * (entries.Length > 0 ? entries[0].Id.Length : 20)]);
        return stream.ToArray();
    }

    /// <summary>A pack of entries: kind, what stands between the size and the data, content.</summary>
    public static byte[] Pack(out long[] offsets, params (int Kind, byte[] Before, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        stream.Write("PACK"u8);
        stream.Write([0, 0, 0, 2, 0, 0, 0, (byte)entries.Length]);
        offsets = new long[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            offsets[i] = stream.Length;
            var (kind, before, content) = entries[i];
            var size = content.Length;
            var b = kind << 4 | (size & 15);
            for (size >>= 4; size > 0; size >>= 7)
            {
                stream.WriteByte((byte)(b | 0x80));
                b = size & 0x7F;
            }
            stream.WriteByte((byte)b);
            stream.Write(before);
            using var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            zlib.Write(content);
            if (content.Length == 0) stream.Write([0x78, 0x9C, 3, 0, 0, 0, 0, 1]);
        }
        stream.Write(new byte[20]);
        return stream.ToArray();
    }

    private static unsafe List<int> Offsets(byte[] pack)
    {
        var offsets = new List<int>();
        using var inflater = new Inflater();
        using var pool = new BufferPool(1 << 26);
        fixed (byte* start = pack)
        {
            var count = BinaryPrimitives.ReadInt32BigEndian(pack.AsSpan(8));
            long at = 12;
            for (var i = 0; i < count; i++)
            {
                offsets.Add((int)at);
                Assert.True(PackEntry.TryRead(start, at, pack.Length - 20, 20, out var entry));
                var buffer = pool.TryRent((int)entry.Size)!;
                at = entry.Data + inflater.Inflate(start + entry.Data, start + pack.Length, buffer.Start, buffer.Length);
                pool.Return(buffer);
            }
        }
        return offsets;
    }
}
