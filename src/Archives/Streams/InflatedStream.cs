using Stanch.Sources;

namespace Stanch.Archives.Streams;

/// <summary>
/// What a decoder gives out, against the budget. Decoders are made for files that are whole: whatever one throws at bytes that are not is damage.
/// </summary>
/// <param name="input">Bytes that went in so far.</param>
/// <param name="least">Bytes that there must be.</param>
internal sealed class InflatedStream(Stream decoder, Func<long> input, Budget budget, long least = 0) : InputStream
{
    private long output;

    /// <summary>Reads on to the end, or to a limit. Who wants nothing more of a bomb still wants to know that it is one.</summary>
    /// <param name="always">Else only as long as much comes of little.</param>
    public void Drain(bool always)
    {
        var buffer = new byte[128 << 10];
        while ((always || budget.LooksInflated(output, input())) && Read(buffer) > 0) { }
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        int n;
        try
        {
            n = decoder.Read(buffer);
        }
        catch (Exception e) when (e is not (SpentException or DamagedException))
        {
            throw Foreign.Damage(e);
        }
        if (n == 0 && output < least) throw new DamagedException("ends too early");
        output += n;
        budget.CountBytes(n);
        budget.CheckRatio(output, input());
        return n;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Foreign.Quietly(decoder.Dispose);
        base.Dispose(disposing);
    }
}
