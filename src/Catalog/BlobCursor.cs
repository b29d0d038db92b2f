using System.Buffers.Binary;
using System.Text;

namespace Stanch.Catalog;

/// <summary>Reads the pieces of a compiled catalog one after the other.</summary>
internal struct BlobCursor(ReadOnlyMemory<byte> blob, int at = 0)
{
    public delegate T ReadOne<T>(ref BlobCursor cursor);

    private int at = at;

    public readonly int At => at;

    public ReadOnlyMemory<byte> Bytes(int length)
    {
        Skip(length);
        return blob.Slice(at - length, length);
    }

    private void Skip(int length)
    {
        if (length < 0 || length > blob.Length - at) throw new InvalidDataException($"compiled catalog is cut at byte {at}");
        at += length;
    }

    public byte Byte() => Bytes(1).Span[0];
    public bool Bool() => Byte() != 0;
    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4).Span);
    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8).Span);
    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8).Span);

    public int Count()
    {
        var value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var b = Byte();
            value |= (b & 0x7F) << shift;
            if (b < 0x80) return value;
        }
        throw new InvalidDataException($"compiled catalog has a bad number before byte {at}");
    }

    public LazyText Lazy()
    {
        var length = Count();
        Skip(length);
        return new LazyText(at - length, length);
    }

    public string Text()
    {
        var length = Count();
        return length == 0 ? "" : Encoding.UTF8.GetString(Bytes(length).Span);
    }

    public string[] Texts() => Many(static (ref BlobCursor c) => c.Text());

    public T[] Many<T>(ReadOne<T> one)
    {
        var count = Count();
        if (count == 0) return [];
        // Each takes a byte at least: a bad count must not ask for gigabytes.
        if (count < 0 || count > blob.Length - at) throw new InvalidDataException($"compiled catalog is cut at byte {at}");
        var items = new T[count];
        for (var i = 0; i < count; i++) items[i] = one(ref this);
        return items;
    }
}
