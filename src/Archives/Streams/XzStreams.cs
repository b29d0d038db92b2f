using SharpCompress.Compressors.Xz;
using Stanch.Sources;

namespace Stanch.Archives.Streams;

/// <summary>One xz stream after the other, as <c>cat a.xz b.xz</c> leaves them; the decoder reads one.</summary>
internal sealed class XzStreams(Stream input) : InputStream
{
    private XZStream current = new(new Forward([], input));

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var n = current.Read(buffer);
            if (n > 0 || !Another()) return n;
        }
    }

    /// <summary>Zeros may stand between two, four at a time.</summary>
    private bool Another()
    {
        int next;
        do next = input.ReadByte();
        while (next == 0);
        if (next < 0) return false;
        current = new XZStream(new Forward([(byte)next], input));
        return true;
    }

    /// <summary>The decoder asks where it stands, to know how much padding follows: counted from the start of each stream, and never set.</summary>
    private sealed class Forward(byte[] head, Stream rest) : InputStream
    {
        private readonly PeekedStream stream = new(head, rest);
        private long at;

        public override long Position { get => at; set => base.Position = value; }

        public override int Read(Span<byte> buffer)
        {
            var n = stream.Read(buffer);
            at += n;
            return n;
        }
    }
}
