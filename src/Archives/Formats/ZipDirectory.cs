using System.Buffers.Binary;
using System.Text.Unicode;
using Stanch.Sources.Files;

namespace Stanch.Archives.Formats;

/// <summary>One file of a zip archive, as its directory tells.</summary>
/// <param name="Header">Where its own header stands, by the archive's count.</param>
internal readonly record struct ZipEntry(string Name, int Method, int Flags, long Compressed, long Size, long Header)
{
    /// <summary>The password's own way, or the newer ones, which say so by a method of their own.</summary>
    public bool IsEncrypted => (Flags & 1) != 0 || Method == 99;
    /// <summary>Sizes come behind the content.</summary>
    public bool SizesFollow => (Flags & 8) != 0;
}

/// <summary>The directory at the end of a zip archive. It is read entry by entry: a small file may claim millions.</summary>
internal sealed class ZipDirectory
{
    private const int EndRecord = 22, Locator = 20, End64 = 56, Central = 46, Local = 30, LongestComment = 65535;
    private readonly Stream container;
    private readonly long start, end;

    private ZipDirectory(Stream container, long start, long end, long shift) => (this.container, this.start, this.end, Shift) = (container, start, end, shift);

    /// <summary>Bytes that stand before the archive and that it does not know of: a program that unpacks itself.</summary>
    public long Shift { get; }

    /// <returns>Null: there is none.</returns>
    public static ZipDirectory? Find(Stream container)
    {
        var length = container.Length;
        var tail = new byte[Math.Min(length, EndRecord + Locator + LongestComment)];
        container.Position = length - tail.Length;
        container.ReadExactly(tail);
        for (var at = tail.Length - EndRecord; at >= 0; at--)
        {
            at = tail.AsSpan(0, at + 4).LastIndexOf("PK\x05\x06"u8);
            if (at < 0) return null;
            var record = tail.AsSpan(at);
            if (record.Length < EndRecord) continue;
            long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
            var behind = length - tail.Length + at;
            if (at >= Locator && tail.AsSpan(at - Locator).StartsWith("PK\x06\x07"u8) && Find64(container, behind - Locator, ref size, ref offset) is { } before) behind = before;
            if (size < 0 || offset < 0 || size > behind) continue;
            var start = behind - size;
            if (start < offset) continue;
            return new ZipDirectory(container, start, behind, start - offset);
        }
        return null;
    }

    private static long? Find64(Stream container, long locator, ref long size, ref long offset)
    {
        // Right before the locator: the offset that it names is not to be relied on where something stands before the archive.
        var at = locator - End64;
        if (at < 0) return null;
        var record = new byte[End64];
        container.Position = at;
        container.ReadExactly(record);
        if (!record.AsSpan().StartsWith("PK\x06\x06"u8)) return null;
        (size, offset) = (BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(40)), BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)));
        return at;
    }

    public IEnumerable<ZipEntry> Entries()
    {
        var header = new byte[Central];
        for (var at = start; at < end;)
        {
            container.Position = at;
            if (end - at < Central || container.ReadAtLeast(header, Central, throwOnEndOfStream: false) < Central || !header.AsSpan().StartsWith("PK\x01\x02"u8))
                throw new DamagedException("its directory is damaged; not all of its entries are known");
            int name = Short(header, 28), extra = Short(header, 30), comment = Short(header, 32);
            var rest = new byte[name + extra];
            if (container.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length) throw new DamagedException("its directory is damaged; not all of its entries are known");
            at += Central + name + extra + comment;
            yield return Entry(rest.AsSpan(0, name), rest.AsSpan(name), Short(header, 10), Short(header, 8), Long(header, 20), Long(header, 24), Long(header, 42));
        }
    }

    /// <summary>Entries from the front, each by its own header: as far as that leads.</summary>
    public static IEnumerable<ZipEntry> Walk(Stream container)
    {
        var header = new byte[Local];
        for (long at = 0; at + Local <= container.Length;)
        {
            container.Position = at;
            if (container.ReadAtLeast(header, Local, throwOnEndOfStream: false) < Local || !header.AsSpan().StartsWith("PK\x03\x04"u8)) yield break;
            int name = Short(header, 26), extra = Short(header, 28);
            var rest = new byte[name + extra];
            if (container.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length) yield break;
            var entry = Entry(rest.AsSpan(0, name), rest.AsSpan(name), Short(header, 8), Short(header, 6), Long(header, 18), Long(header, 22), at);
            var content = at + Local + rest.Length;
            if (entry.SizesFollow && entry.Compressed == 0)
            {
                // Only what is compressed tells its own end.
                if (entry.Method != 0) yield return entry with { Compressed = container.Length - content };
                yield break;
            }
            if (entry.Compressed > container.Length - content)
            {
                yield return entry with { Compressed = Math.Max(0, container.Length - content) };
                yield break;
            }
            yield return entry;
            at = content + entry.Compressed;
        }
    }

    private static ZipEntry Entry(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra, int method, int flags, long compressed, long size, long header)
    {
        while (extra.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra), length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            var field = extra.Slice(4, Math.Min(length, extra.Length - 4));
            // The 64-bit field holds those of the three that did not fit, in this order.
            if (id == 1 && !(Wide(ref field, ref size) && Wide(ref field, ref compressed) && Wide(ref field, ref header))) break;
            extra = extra[Math.Min(extra.Length, 4 + length)..];
        }
        if (size < 0 || compressed < 0 || header < 0) throw new DamagedException("its directory is damaged; not all of its entries are known");
        return new ZipEntry(NameOf(name), method, flags, compressed, size, header);
    }

    private static bool Wide(ref ReadOnlySpan<byte> field, ref long value)
    {
        if (value != uint.MaxValue) return true;
        if (field.Length < 8) return false;
        value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
        return true;
    }

    private static string NameOf(ReadOnlySpan<byte> name) => Utf8.IsValid(name) ? System.Text.Encoding.UTF8.GetString(name) : PathText.Decode(name);

    private static int Short(byte[] header, int at) => BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(at));

    private static long Long(byte[] header, int at) => BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(at));
}
