using Stanch.Sources;

namespace Stanch.Archives.Streams;

/// <summary>A stream of which the beginning was looked at, from that beginning on.</summary>
internal sealed class PeekedStream(byte[] head, Stream rest) : InputStream
{
    private const int FirstRoom = 64 << 10;

    private int at;

    public override int Read(Span<byte> buffer)
    {
        if (at == head.Length) return rest.Read(buffer);
        var n = Math.Min(buffer.Length, head.Length - at);
        head.AsSpan(at, n).CopyTo(buffer);
        at += n;
        return n;
    }

    /// <summary>Looks at the beginning, and gives a stream that still has it.</summary>
    public static (byte[] Head, Stream Whole) Peek(Stream stream, int most)
    {
        var start = stream.CanSeek ? stream.Position : 0;
        // Room for what there is and not for all that there might be: a thousand small files must not cost the memory of large ones.
        var head = new byte[stream.CanSeek ? (int)Math.Clamp(stream.Length - start, 0, most) : Math.Min(most, FirstRoom)];
        var n = 0;
        while (true)
        {
            n += stream.ReadAtLeast(head.AsSpan(n), head.Length - n, throwOnEndOfStream: false);
            if (n < head.Length || n == most || stream.CanSeek) break;
            Array.Resize(ref head, (int)Math.Min(most, head.Length * 4L));
        }
        if (n < head.Length) Array.Resize(ref head, n);
        if (!stream.CanSeek) return (head, new PeekedStream(head, stream));
        stream.Position = start;
        return (head, stream);
    }
}
