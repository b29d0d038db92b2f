using Stanch.Sources;

namespace Stanch.Archives.Streams;

/// <summary>A stretch of another stream. By position where that one can be read so; else it is what comes next there.</summary>
internal sealed class SliceStream(Stream of, long start, long length) : InputStream
{
    private long at;

    public override bool CanSeek => of.CanSeek;
    public override long Length => length;
    public override long Position { get => at; set => at = value >= 0 ? value : throw new IOException("before the start"); }

    /// <summary>Bytes that were not read.</summary>
    public long Left => Math.Max(0, length - at);

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length > Left) buffer = buffer[..(int)Left];
        if (buffer.IsEmpty) return 0;
        if (of.CanSeek) of.Position = start + at;
        var n = of.Read(buffer);
        at += n;
        return n > 0 ? n : throw new DamagedException("ends too early");
    }
}
