using Stanch.Sources;

namespace Stanch.Images.Layers;

/// <summary>A stream whose first bytes can be looked at before they are read.</summary>
internal sealed class SniffedStream(Stream inner, bool leaveOpen = false) : InputStream
{
    private byte[] ahead = [];
    private int at;

    /// <summary>Once, before the first read.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        var buffer = new byte[count];
        ahead = buffer[..inner.ReadAtLeast(buffer, count, throwOnEndOfStream: false)];
        return ahead;
    }

    public override int Read(Span<byte> buffer)
    {
        if (at == ahead.Length) return inner.Read(buffer);
        var n = Math.Min(buffer.Length, ahead.Length - at);
        ahead.AsSpan(at, n).CopyTo(buffer);
        at += n;
        return n;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen) inner.Dispose();
        base.Dispose(disposing);
    }
}
