using System.Buffers.Binary;

namespace Stanch.Images.Packages;

/// <summary>
/// The blobs in the tables of an SQLite file, page after page and without its trees: which table a row is of shows by what it holds.
/// </summary>
internal ref struct SqlitePages
{
    private const byte TableLeaf = 0x0D;
    private const int LargestRow = 32 << 20;

    private readonly ReadOnlySpan<byte> file;
    private readonly int size, usable, count;
    private int page = -1, cell, cells;

    public SqlitePages(ReadOnlySpan<byte> file)
    {
        this.file = file;
        if (file.Length < 512 || !file.StartsWith("SQLite format 3\0"u8)) return;
        size = BinaryPrimitives.ReadUInt16BigEndian(file[16..]);
        if (size == 1) size = 65_536;
        usable = size - file[20];
        count = size < 512 || usable < 480 ? 0 : file.Length / size;
    }

    /// <summary>The next row's first blob; null at the end.</summary>
    public byte[]? NextBlob()
    {
        while (true)
        {
            if (cell < cells)
            {
                if (Blob(cell++) is { } blob) return blob;
                continue;
            }
            if (++page >= count) return null;
            var head = Page(page)[(page == 0 ? 100 : 0)..];
            (cell, cells) = (0, head[0] == TableLeaf ? BinaryPrimitives.ReadUInt16BigEndian(head[3..]) : 0);
            if (cells > size / 4) cells = 0;
        }
    }

    private readonly ReadOnlySpan<byte> Page(int number) => file.Slice(number * size, size);

    private readonly byte[]? Blob(int number)
    {
        var whole = Page(page);
        var pointer = (page == 0 ? 100 : 0) + 8 + 2 * number;
        if (pointer + 2 > size) return null;
        var at = (int)BinaryPrimitives.ReadUInt16BigEndian(whole[pointer..]);
        if (!Number(whole, ref at, out var length) || length is < 2 or > LargestRow || !Number(whole, ref at, out _)) return null;
        return Payload(whole, at, (int)length) is { } row ? FirstBlob(row) : null;
    }

    /// <summary>A row that doesn't fit its page goes on in a chain of others.</summary>
    private readonly byte[]? Payload(ReadOnlySpan<byte> whole, int at, int length)
    {
        var most = usable - 35;
        var least = (usable - 12) * 32 / 255 - 23;
        var fits = least + (length - least) % (usable - 4);
        var local = length <= most ? length : fits <= most ? fits : least;
        if (at + local > size) return null;
        var row = new byte[length];
        whole.Slice(at, local).CopyTo(row);
        if (local == length) return row;
        if (at + local + 4 > size) return null;
        var next = BinaryPrimitives.ReadUInt32BigEndian(whole[(at + local)..]);
        // Each page adds to the row, so a chain that leads back into itself ends too.
        for (var filled = local; filled < length;)
        {
            if (next == 0 || next > count) return null;
            var overflow = Page((int)next - 1);
            var take = Math.Min(length - filled, usable - 4);
            overflow.Slice(4, take).CopyTo(row.AsSpan(filled));
            filled += take;
            next = BinaryPrimitives.ReadUInt32BigEndian(overflow);
        }
        return row;
    }

    private static byte[]? FirstBlob(ReadOnlySpan<byte> row)
    {
        var at = 0;
        if (!Number(row, ref at, out var header) || header > row.Length) return null;
        var data = (int)header;
        while (at < header)
        {
            if (!Number(row, ref at, out var type) || type > LargestRow * 2L) return null;
            var length = type >= 12 ? (int)((type - 12) / 2) : type switch { <= 4 => (int)type, 5 => 6, 6 or 7 => 8, _ => 0 };
            if (data + length > row.Length) return null;
            if (type >= 12 && type % 2 == 0) return row.Slice(data, length).ToArray();
            data += length;
        }
        return null;
    }

    /// <summary>Seven bits a byte, the first ones first; of the ninth byte all eight.</summary>
    private static bool Number(ReadOnlySpan<byte> bytes, ref int at, out long value)
    {
        value = 0;
        for (var i = 0; i < 9; i++)
        {
            if (at >= bytes.Length) return false;
            var b = bytes[at++];
            if (i == 8)
            {
                value = (value << 8) | b;
                break;
            }
            value = (value << 7) | (long)(b & 0x7F);
            if (b < 0x80) break;
        }
        return value >= 0;
    }
}
