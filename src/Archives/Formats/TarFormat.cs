using System.Buffers.Binary;
using Stanch.Archives.Streams;
using Stanch.Sources;
using Stanch.Sources.Files;

namespace Stanch.Archives.Formats;

/// <summary>tar: v7, ustar, GNU and pax. Read here and not by .NET, whose reader takes in an entry's attributes whole, however large they claim to be.</summary>
internal sealed class TarFormat : Format
{
    private const int Block = 512, LargestNote = 1 << 20;

    public override ReadOnlySpan<byte> FirstBytes => [];
    public override bool JoinsCompression => true;

    public override bool Fits(ReadOnlySpan<byte> head) =>
        head.Length >= Block && (head[155] is 0 or (byte)' ' || head[154] is 0 or (byte)' ') && IsHeader(head[..Block]);

    private static bool IsHeader(ReadOnlySpan<byte> header)
    {
        if (TryNumber(header.Slice(148, 8)) is not { } sum) return false;
        var actual = 8L * ' ';
        for (var i = 0; i < Block; i++) if (i is < 148 or >= 156) actual += header[i];
        return sum == actual && sum > 8 * ' ';
    }

    public override void Read(Stream container, Opened opened)
    {
        var header = new byte[Block];
        var at = container.CanSeek ? container.Position : 0;
        var note = new Note();
        while (true)
        {
            var n = container.ReadAtLeast(header, Block, throwOnEndOfStream: false);
            // Two empty blocks end it; many writers leave them out.
            if (n == 0 || header.AsSpan(0, n).IndexOfAnyExcept((byte)0) < 0) return;
            if (n < Block) throw new DamagedException("ends too early");
            if (!IsHeader(header)) throw new DamagedException("a header is damaged; what follows it was not read");
            at += Block;
            var kind = (char)header[156];
            var size = TryNumber(header.AsSpan(124, 12)) ?? throw new DamagedException("a header is damaged; what follows it was not read");
            if (kind is 'L' or 'K' or 'x' or 'g' or 'X')
            {
                var text = Text(container, size, opened);
                if (kind == 'L') note.Name = PathText.Decode(Cut(text));
                else if (kind is 'x' or 'X') note.Read(text);
                at += size;
            }
            else
            {
                size = note.Size ?? size;
                if (kind == 'S' && header[482] != 0) at += SkipSparseMaps(container);
                var content = new SliceStream(container, at, size);
                Hand(kind, note.Name ?? NameIn(header), size, content, opened);
                note = new Note();
                at += size;
                if (!container.CanSeek) Drain(content);
            }
            at = Align(container, at, size);
        }
    }

    private static void Hand(char kind, string name, long size, SliceStream content, Opened opened)
    {
        switch (kind)
        {
            case '5' or 'V' or 'M': break;
            case '1' or '2': opened.Skip(SkipReason.SymbolicLink, name); break;
            case '3' or '4' or '6': opened.Skip(SkipReason.Device, name); break;
            default:
                // Older writers have no kind for folders.
                if (!name.EndsWith('/') || size > 0) opened.Take(name, content);
                break;
        }
    }

    private static long Align(Stream container, long at, long size)
    {
        var padding = (int)((Block - size % Block) % Block);
        if (container.CanSeek) container.Position = at + padding;
        else if (padding > 0)
        {
            Span<byte> rest = stackalloc byte[Block];
            container.ReadAtLeast(rest[..padding], padding, throwOnEndOfStream: false);
        }
        return at + padding;
    }

    /// <summary>What nobody wanted of an entry lies before the next one.</summary>
    internal static void Drain(SliceStream content)
    {
        var buffer = new byte[Math.Min(128 << 10, content.Left)];
        while (content.Left > 0 && content.Read(buffer) > 0) { }
    }

    private static byte[] Text(Stream container, long size, Opened opened)
    {
        if (size > LargestNote) throw new DamagedException("an entry's attributes are too large; what follows was not read", SkipReason.TooLarge);
        opened.Budget.CountEntry();
        var text = new byte[size];
        if (container.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length) throw new DamagedException("ends too early");
        return text;
    }

    private static long SkipSparseMaps(Stream container)
    {
        var map = new byte[Block];
        for (var read = Block; ; read += Block)
        {
            if (container.ReadAtLeast(map, Block, throwOnEndOfStream: false) < Block) throw new DamagedException("ends too early");
            if (map[504] == 0) return read;
        }
    }

    private static string NameIn(ReadOnlySpan<byte> header)
    {
        var name = PathText.Decode(Cut(header[..100]));
        var prefix = header.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Cut(header.Slice(345, 155)) : default;
        return prefix.IsEmpty ? name : $"{PathText.Decode(prefix)}/{name}";
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text) => text.IndexOf((byte)0) is >= 0 and var end ? text[..end] : text;

    /// <summary>Octal digits between blanks and zeros, or GNU's form for large numbers. Null: neither, or below zero.</summary>
    private static long? TryNumber(ReadOnlySpan<byte> field)
    {
        if (field[0] == 0x80)
        {
            var large = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
            return large >= 0 && field[1..^8].IndexOfAnyExcept((byte)0) < 0 ? large : null;
        }
        field = field.Trim(" \0"u8);
        long number = 0;
        foreach (var digit in field)
        {
            if (digit is < (byte)'0' or > (byte)'7') return null;
            number = number * 8 + (digit - '0');
        }
        return number;
    }

    /// <summary>What is said of the next entry before it comes.</summary>
    private sealed class Note
    {
        public string? Name { get; set; }
        public long? Size { get; private set; }

        /// <summary>Records of pax: <c>length key=value</c>, each with a line feed.</summary>
        public void Read(ReadOnlySpan<byte> text)
        {
            while (!text.IsEmpty)
            {
                var blank = text.IndexOf((byte)' ');
                if (blank <= 0 || !int.TryParse(text[..blank], out var length) || length <= blank + 1 || length > text.Length) return;
                var record = text[(blank + 1)..length].TrimEnd((byte)'\n');
                text = text[length..];
                var equals = record.IndexOf((byte)'=');
                if (equals < 0) continue;
                var key = record[..equals];
                var value = record[(equals + 1)..];
                if (key.SequenceEqual("path"u8) || key.SequenceEqual("GNU.sparse.name"u8)) Name = PathText.Decode(value);
                else if (key.SequenceEqual("size"u8) && long.TryParse(value, out var size) && size >= 0) Size = size;
            }
        }
    }
}
