using System.Buffers.Binary;
using Stanch.Archives.Streams;

namespace Stanch.Archives.Formats;

/// <summary>RPM's packages: a lead, a signature, a header, and a compressed cpio archive.</summary>
internal sealed class RpmFormat : Format
{
    private const int Lead = 96, LargestHeader = 256 << 20;

    public override ReadOnlySpan<byte> FirstBytes => [0xED];

    public override bool Fits(ReadOnlySpan<byte> head) => head.Length > Lead + 16 && head.StartsWith<byte>([0xED, 0xAB, 0xEE, 0xDB]);

    public override void Read(Stream container, Opened opened)
    {
        Skip(container, Lead);
        // The signature ends at a multiple of eight.
        Header("signature", align: true);
        Header("header", align: false);
        var (head, whole) = PeekedStream.Peek(container.CanSeek ? new SliceStream(container, container.Position, container.Length - container.Position) : container, Head);
        if (KnownFormats.Of(head) is not { } payload) throw new DamagedException("its content is compressed by a method that is not known here", Sources.SkipReason.Unsupported);
        payload.Read(whole, opened);

        void Header(string name, bool align)
        {
            var intro = Bytes(container, 16);
            var (index, store) = (BinaryPrimitives.ReadUInt32BigEndian(intro.AsSpan(8)), BinaryPrimitives.ReadUInt32BigEndian(intro.AsSpan(12)));
            if (!intro.AsSpan().StartsWith<byte>([0x8E, 0xAD, 0xE8]) || 16L * index + store > LargestHeader) throw new DamagedException($"the {name} is damaged");
            Skip(container, 16L * index);
            // Scripts that run at installation, and what the package says of itself.
            if (align) Skip(container, store);
            else opened.Take($"<{name}>", new MemoryStream(Readable(Bytes(container, (int)store)), writable: false));
            if (align) Skip(container, -store & 7);
        }
    }

    /// <summary>Strings of it, each on lines of its own.</summary>
    private static byte[] Readable(byte[] store)
    {
        foreach (ref var b in store.AsSpan()) if (b == 0) b = (byte)'\n';
        return store;
    }

    private static byte[] Bytes(Stream container, int length)
    {
        var bytes = new byte[length];
        if (container.ReadAtLeast(bytes, length, throwOnEndOfStream: false) < length) throw new DamagedException("ends too early");
        return bytes;
    }

    private static void Skip(Stream container, long length)
    {
        var buffer = new byte[Math.Min(length, 64 << 10)];
        for (long left = length; left > 0;)
        {
            var n = container.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (n == 0) throw new DamagedException("ends too early");
            left -= n;
        }
    }
}
