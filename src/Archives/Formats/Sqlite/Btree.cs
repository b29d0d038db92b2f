using System.Buffers.Binary;
using Stanch.Sources;

namespace Stanch.Archives.Formats.Sqlite;

/// <summary>One field of a row.</summary>
internal sealed class Field(long type, byte[] bytes)
{
    public byte[] Bytes => bytes;
    public bool IsText => type >= 13 && type % 2 == 1;
    public bool IsBlob => type >= 12 && type % 2 == 0;

    /// <summary>Null: it is no whole number.</summary>
    public long? Number
    {
        get
        {
            if (type is 8 or 9) return type - 8;
            if (type is < 1 or > 6) return null;
            long value = (sbyte)bytes[0];
            foreach (var b in bytes.AsSpan(1)) value = value << 8 | b;
            return value;
        }
    }

    public string Text(Pages pages) => IsText ? pages.Encoding.GetString(bytes) : "";
}

internal readonly record struct Row(long Id, Field[] Fields);

/// <summary>The rows of one table, in the order in which it keeps them. Every page is read once: a tree that leads back into itself is damaged.</summary>
internal sealed class Btree(Pages pages, int root, Budget budget)
{
    private const int Interior = 5, Leaf = 13, KeyedInterior = 2, KeyedLeaf = 10, LargestRow = 64 << 20, Deepest = 64;
    private readonly HashSet<long> seen = [];

    /// <summary>Rows that are larger than what is read of one.</summary>
    public int TooLarge { get; private set; }

    public IEnumerable<Row> Rows() => Rows(root, 0);

    private IEnumerable<Row> Rows(long number, int depth)
    {
        budget.CheckTime();
        if (depth > Deepest || !seen.Add(number)) throw new DamagedException("its pages lead back to each other");
        var page = pages.Read(number);
        var header = number == 1 ? 100 : 0;
        int kind = page[header], count = Short(page, header + 3);
        if (kind is not (Interior or Leaf or KeyedInterior or KeyedLeaf)) throw new DamagedException("a page is damaged");
        var cells = header + (kind is Interior or KeyedInterior ? 12 : 8);
        if (cells + 2 * count > pages.Usable) throw new DamagedException("a page is damaged");
        for (var i = 0; i < count; i++)
        {
            var cell = Short(page, cells + 2 * i);
            if (cell < cells || cell + 4 > page.Length) throw new DamagedException("a page is damaged");
            if (kind is Interior or KeyedInterior)
            {
                foreach (var row in Rows(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(cell)), depth + 1)) yield return row;
                cell += 4;
            }
            if (kind != Interior && Read(page, cell, kind == Leaf) is { } own) yield return own;
        }
        if (kind is not (Interior or KeyedInterior)) yield break;
        foreach (var row in Rows(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(header + 8)), depth + 1)) yield return row;
    }

    private Row? Read(byte[] page, int at, bool table)
    {
        var length = Varint(page, ref at);
        var id = table ? Varint(page, ref at) : 0;
        if (length is < 0 or > LargestRow)
        {
            TooLarge++;
            return null;
        }
        return new Row(id, Fields(Payload(page, at, (int)length, table)));
    }

    /// <summary>What doesn't fit the page goes on in others.</summary>
    private byte[] Payload(byte[] page, int at, int length, bool table)
    {
        var usable = pages.Usable;
        int most = table ? usable - 35 : (usable - 12) * 64 / 255 - 23, least = (usable - 12) * 32 / 255 - 23, local = length;
        if (length > most)
        {
            local = least + (length - least) % (usable - 4);
            if (local > most) local = least;
        }
        if (at + local + (local < length ? 4 : 0) > page.Length || (long)length > (long)pages.Count * usable) throw new DamagedException("a row is damaged");
        var payload = new byte[length];
        page.AsSpan(at, local).CopyTo(payload);
        var next = local < length ? BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(at + local)) : 0;
        for (var filled = local; filled < length;)
        {
            if (!seen.Add(next)) throw new DamagedException("its pages lead back to each other");
            var more = pages.Read(next);
            var n = Math.Min(usable - 4, length - filled);
            more.AsSpan(4, n).CopyTo(payload.AsSpan(filled));
            filled += n;
            next = BinaryPrimitives.ReadUInt32BigEndian(more);
        }
        return payload;
    }

    private static Field[] Fields(byte[] payload)
    {
        var at = 0;
        var body = Varint(payload, ref at);
        if (body < at || body > payload.Length) throw new DamagedException("a row is damaged");
        var fields = new List<Field>();
        var content = (int)body;
        while (at < body)
        {
            var type = Varint(payload, ref at);
            var length = type switch { < 0 => -1, <= 4 => type, 5 => 6, 6 or 7 => 8, < 12 => 0, _ => (type - 12) / 2 };
            if (length < 0 || length > payload.Length - content) throw new DamagedException("a row is damaged");
            fields.Add(new Field(type, payload[content..(content + (int)length)]));
            content += (int)length;
        }
        return [.. fields];
    }

    /// <summary>Seven bits a byte, and eight of the ninth.</summary>
    private static long Varint(byte[] bytes, ref int at)
    {
        long value = 0;
        for (var i = 0; i < 9; i++)
        {
            if (at >= bytes.Length) throw new DamagedException("a row is damaged");
            var b = bytes[at++];
            if (i == 8) return value << 8 | b;
            value = value << 7 | (long)(b & 0x7F);
            if (b < 0x80) break;
        }
        return value;
    }

    private static int Short(byte[] page, int at) => BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(at));
}
