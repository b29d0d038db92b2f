using System.Runtime.InteropServices;

namespace Stanch.Sources.Git;

/// <summary>Inflates a blob that is too large to be held and hands it on in pieces: a gigabyte costs a few megabytes.</summary>
/// <param name="context">Bytes that a piece shows on either side of what it owns.</param>
internal sealed unsafe class BlobStream(Inflater inflater, int context)
{
    private const int Window = 32 * 1024, Chunk = 1 << 20;

    /// <summary>Hands on a blob that stands in a pack as itself. False when it is corrupt.</summary>
    public bool TryReadPacked(Pack pack, in PackEntry entry, Provenance provenance, IBlobSink sink, Coverage coverage, CancellationToken stop) =>
        inflater.TryBegin(pack.Start + entry.Data, pack.Start + pack.End, null, entry.Size)
            && TryRead([], 0, entry.Size, pack.Start + pack.End, provenance, sink, coverage, stop);

    /// <summary>Continues an inflating that has begun in another buffer and hands on all content. False when the stream is corrupt or of another size.</summary>
    /// <param name="begun">What is inflated already: a header, and some content.</param>
    /// <param name="header">Bytes of it that are no content.</param>
    public bool TryRead(
        ReadOnlySpan<byte> begun, int header, long size, byte* inputEnd, Provenance provenance, IBlobSink sink, Coverage coverage, CancellationToken stop)
    {
        var keep = Math.Max(Window, context);
        var room = keep + context + Chunk + context;
        var buffer = (byte*)NativeMemory.Alloc((nuint)(room + Inflater.Slack));
        try
        {
            begun.CopyTo(new Span<byte>(buffer, room));
            var whole = TryRead(buffer, begun.Length, header, header + size, room, keep, inputEnd, provenance, sink, stop, out var given);
            if (given > 0) coverage.AddBlob(given);
            return whole;
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    private bool TryRead(
        byte* buffer, int filled, int owned, long total, int room, int keep, byte* inputEnd, Provenance provenance, IBlobSink sink, CancellationToken stop,
        out long given)
    {
        // Offsets in the buffer: inflated up to `filled`, handed on up to `owned`; `first` is the content's start while that is still here.
        var first = owned;
        long gone = 0;
        var header = owned;
        var adler = Adler32.Append(Adler32.Start, buffer, filled);
        given = 0;
        inflater.Move(buffer + filled, buffer);
        for (var ended = false; !ended;)
        {
            if (stop.IsCancellationRequested) return true;
            var before = filled;
            var result = inflater.Run(buffer + room);
            filled = (int)(inflater.Output - buffer);
            adler = Adler32.Append(adler, buffer + before, filled - before);
            ended = result == Inflated.Done;
            if (result == Inflated.Corrupt || gone + filled > total) return false;
            if (ended && (gone + filled != total || !ZlibStream.IsSum(inflater.Input, inputEnd, adler))) return false;

            var own = ended ? filled : filled - context;
            var start = Math.Max(first, owned - context);
            var verdict = sink.Accept(new Piece
            {
                Provenance = provenance, Content = new ReadOnlySpan<byte>(buffer + start, filled - start), Start = gone + start - header,
                OwnStart = owned - start, OwnEnd = own - start, Last = ended,
            });
            if (ReferenceEquals(verdict, SinkVerdict.Enough)) return true;
            given += own - owned;
            var drop = Math.Min(own - context, filled - keep);
            new ReadOnlySpan<byte>(buffer + drop, filled - drop).CopyTo(new Span<byte>(buffer, room));
            gone += drop;
            owned = own - drop;
            filled -= drop;
            first = Math.Max(0, first - drop);
            inflater.Move(buffer + filled, buffer);
        }
        return true;
    }
}
