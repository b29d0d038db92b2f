using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Stanch.Images.Layers;

/// <summary>
/// Reads a tar file front to back: ustar, GNU and pax headers. .NET's own reader holds an extended header of any size in memory (1.5 GB of it were
/// 1.5 GB of memory), and a layer of a few kilobytes can hold one; here none is above <see cref="LongestHeader"/>.
/// </summary>
internal sealed class TarStream(Stream stream)
{
    /// <summary>Linux opens no path above 4 KiB; attributes of files may stand there as well.</summary>
    private const int LongestHeader = 1 << 20;
    private const int Block = 512;

    private readonly byte[] header = new byte[Block];
    private readonly byte[] scratch = new byte[64 * 1024];
    private long left, padding;

    /// <summary>The next entry, skipping what was not read of the last one; null at the end.</summary>
    /// <exception cref="TarFault">The bytes are no tar file, or end in the middle.</exception>
    public TarEntry? Next()
    {
        string? path = null, target = null;
        long? size = null;
        while (true)
        {
            Skip(left + padding);
            (left, padding) = (0, 0);
            var got = Fill(header);
            // An end without the two empty blocks is common; one within a block is not.
            if (got == 0) return null;
            if (got < Block) throw new TarFault("it ends within a header");
            if (!header.AsSpan().ContainsAnyExcept((byte)0)) return null;
            if (!ChecksumFits()) throw new TarFault("a header's checksum is wrong");
            var type = (char)header[156];
            var length = Number(124, 12);
            if (length < 0) throw new TarFault("a header states a negative length");
            switch (type)
            {
                case 'L': path = Text(Extended(length)); continue;
                case 'K': target = Text(Extended(length)); continue;
                case 'x': Pax(Extended(length), ref path, ref target, ref size); continue;
                case 'g': Extended(length); continue;
            }
            length = size ?? length;
            var kind = Kind(type, path ?? NameInHeader());
            // Links and folders have no content, whatever length they state.
            var content = kind is TarKind.File or TarKind.Other ? length : 0;
            (left, padding) = (content, (Block - content % Block) % Block);
            return new TarEntry(kind, Clean(path ?? NameInHeader()), target ?? Text(Field(157, 100)), content);
        }
    }

    /// <summary>Content of the entry that came last.</summary>
    public int Read(Span<byte> buffer)
    {
        if (left == 0 || buffer.IsEmpty) return 0;
        var read = stream.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        if (read == 0) throw new TarFault($"it ends {left} bytes before the end of a file");
        left -= read;
        return read;
    }

    private static TarKind Kind(char type, string name) => type switch
    {
        '\0' or '0' or '7' => name.EndsWith('/') ? TarKind.Directory : TarKind.File,
        '1' => TarKind.HardLink,
        '2' => TarKind.SymbolicLink,
        '3' or '4' or '6' => TarKind.Device,
        '5' => TarKind.Directory,
        // A sparse file's stretches of data follow each other.
        'S' => TarKind.File,
        _ => TarKind.Other,
    };

    private string NameInHeader()
    {
        var name = Text(Field(0, 100));
        var ustar = header.AsSpan(257, 6).SequenceEqual("ustar\0"u8);
        return ustar && header[345] != 0 ? Text(Field(345, 155)) + "/" + name : name;
    }

    internal static string Clean(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('/', parts.Where(p => p != "."));
    }

    private bool ChecksumFits()
    {
        var sum = 0;
        var signed = 0;
        for (var i = 0; i < Block; i++)
        {
            var b = i is >= 148 and < 156 ? (byte)' ' : header[i];
            sum += b;
            signed += (sbyte)b;
        }
        var stated = Number(148, 8);
        return stated == sum || stated == signed;
    }

    /// <summary>Octal digits, or with the first bit set a binary number.</summary>
    private long Number(int at, int length)
    {
        var field = header.AsSpan(at, length);
        if ((field[0] & 0x80) != 0) return BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
        long value = 0;
        foreach (var b in field.TrimStart((byte)' '))
        {
            if (b is < (byte)'0' or > (byte)'7') break;
            value = value * 8 + (b - '0');
        }
        return value;
    }

    private ReadOnlySpan<byte> Field(int at, int length) => header.AsSpan(at, length);

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private byte[] Extended(long length)
    {
        if (length > LongestHeader) throw new TarFault($"an extended header of {length} bytes; at most {LongestHeader} are read");
        var bytes = new byte[length];
        if (Fill(bytes) < length) throw new TarFault("it ends within an extended header");
        Skip((Block - length % Block) % Block);
        return bytes;
    }

    /// <summary>Records of <c>LENGTH KEY=VALUE\n</c>.</summary>
    private static void Pax(ReadOnlySpan<byte> records, ref string? path, ref string? target, ref long? size)
    {
        while (!records.IsEmpty)
        {
            var space = records.IndexOf((byte)' ');
            if (space <= 0 || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length <= space + 1 || length > records.Length) throw new TarFault("a pax header is damaged");
            var record = records[(space + 1)..length].TrimEnd((byte)'\n');
            records = records[length..];
            var equals = record.IndexOf((byte)'=');
            if (equals < 0) throw new TarFault("a pax header is damaged");
            var key = record[..equals];
            var value = record[(equals + 1)..];
            if (key.SequenceEqual("path"u8)) path = Encoding.UTF8.GetString(value);
            else if (key.SequenceEqual("linkpath"u8)) target = Encoding.UTF8.GetString(value);
            else if (key.SequenceEqual("size"u8))
            {
                if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var stated)) throw new TarFault("a pax header states no length");
                size = stated;
            }
        }
    }

    private void Skip(long count)
    {
        while (count > 0)
        {
            var read = stream.Read(scratch.AsSpan(0, (int)Math.Min(count, scratch.Length)));
            if (read == 0) throw new TarFault($"it ends {count} bytes before the end of a file");
            count -= read;
        }
    }

    private int Fill(Span<byte> buffer) => stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
}
