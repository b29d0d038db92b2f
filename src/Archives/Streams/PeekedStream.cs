namespace Stanch.Archives.Streams;

/// <summary>A stream of which the beginning was looked at, from that beginning on.</summary>
internal sealed class PeekedStream(byte[] head, Stream rest) : ReadOnlyStream
{
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
        var head = new byte[most];
        var start = stream.CanSeek ? stream.Position : 0;
        var n = stream.ReadAtLeast(head, most, throwOnEndOfStream: false);
        if (n < most) Array.Resize(ref head, n);
        if (!stream.CanSeek) return (head, new PeekedStream(head, stream));
        stream.Position = start;
        return (head, stream);
    }
}
