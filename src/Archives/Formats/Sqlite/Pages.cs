using System.Buffers.Binary;
using System.Text;

namespace Stanch.Archives.Formats.Sqlite;

/// <summary>A database as its pages.</summary>
internal sealed class Pages
{
    private readonly Stream file;
    private readonly int size;

    private Pages(Stream file, int size, int usable, Encoding encoding)
    {
        (this.file, this.size, Usable, Encoding) = (file, size, usable, encoding);
        Count = (int)Math.Min(int.MaxValue - 1, (file.Length + size - 1) / size);
    }

    public int Count { get; }
    /// <summary>Bytes of a page that hold data.</summary>
    public int Usable { get; }
    /// <summary>Of all texts.</summary>
    public Encoding Encoding { get; }

    public static Pages Open(Stream file)
    {
        var header = new byte[100];
        file.Position = 0;
        if (file.ReadAtLeast(header, 100, throwOnEndOfStream: false) < 100) throw new DamagedException("ends too early");
        int size = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16));
        if (size == 1) size = 65536;
        if (size < 512 || (size & (size - 1)) != 0 || size - header[20] < 480) throw new DamagedException("its header is damaged");
        var encoding = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(56)) switch { 2 => Encoding.Unicode, 3 => Encoding.BigEndianUnicode, _ => Encoding.UTF8 };
        return new Pages(file, size, size - header[20], encoding);
    }

    /// <param name="number">From 1.</param>
    public byte[] Read(long number)
    {
        if (number < 1 || number > Count) throw new DamagedException("a page that is not there is referred to");
        var page = new byte[size];
        file.Position = (number - 1) * size;
        if (file.ReadAtLeast(page, size, throwOnEndOfStream: false) < Usable) throw new DamagedException("ends too early");
        return page;
    }
}
