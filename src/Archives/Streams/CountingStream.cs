using Stanch.Sources;

namespace Stanch.Archives.Streams;

/// <summary>Counts what is read of another stream.</summary>
internal sealed class CountingStream(Stream of, Budget budget) : InputStream
{
    public long Count { get; private set; }

    public override bool CanSeek => of.CanSeek;
    public override long Length => of.Length;
    public override long Position { get => of.Position; set => of.Position = value; }

    public override int Read(Span<byte> buffer)
    {
        // A decoder may take in much and give nothing out.
        budget.CheckTime();
        var n = of.Read(buffer);
        Count += n;
        return n;
    }
}
