using Stanch.Archives.Streams;
using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Archives;

/// <summary>
/// Stands before a sink and takes out what is a container: its entries go to the sink in its place. All else is passed on as it came. A blob of text that hides more
/// text is passed on, and what it hides follows.
/// </summary>
public sealed unsafe class ContainerSink : IBlobSink, IDisposable
{
    private readonly IBlobSink sink;
    private readonly Coverage coverage;
    private readonly Unpacking unpacking;
    // Of the blob that comes in pieces just now.
    private Format? format;
    private Spool.Spooled? spool;
    private bool lost;

    /// <param name="context">As in <see cref="ISource.Read"/>.</param>
    public ContainerSink(IBlobSink sink, ArchiveLimits limits, Coverage coverage, int context, CancellationToken stop)
    {
        (this.sink, this.coverage) = (sink, coverage);
        unpacking = new Unpacking(sink, limits, coverage, context, stop);
    }

    public object? Accept(in Piece piece)
    {
        if (piece.Start == 0 && piece.OwnStart == 0)
        {
            format = piece.Content.IsEmpty ? null : KnownFormats.Of(piece.Content);
            if (format is null) return sink.Accept(piece);
            if (piece.Provenance is GitMessageProvenance) format = null;
            if (piece.Last && format is not null) return Whole(piece, format);
            spool?.Dispose();
            (spool, lost) = (null, false);
        }
        return format is null ? sink.Accept(piece) : InPieces(piece, format);
    }

    private object? Whole(in Piece piece, Format of)
    {
        var verdict = of.IsText ? sink.Accept(piece) : SinkVerdict.Enough;
        fixed (byte* start = piece.Content)
        {
            using var content = new UnmanagedMemoryStream(start, piece.Content.Length);
            unpacking.Read(of, content, piece.Provenance);
        }
        return verdict;
    }

    private object? InPieces(in Piece piece, Format of)
    {
        if (of.IsText)
        {
            var verdict = sink.Accept(piece);
            if (!piece.Last) return verdict;
            using var text = piece.Whole?.Invoke();
            if (text is not null) unpacking.Read(of, text, piece.Provenance);
            else coverage.Skip(SkipReason.TooLarge, piece.Provenance.Describe(), "was scanned as text; what is encoded in it was not");
            return verdict;
        }
        if (piece.Start == 0 && piece.OwnStart == 0 && piece.Whole?.Invoke() is { } all)
        {
            using (all) unpacking.Read(of, all, piece.Provenance);
            return SinkVerdict.Enough;
        }
        Keep(piece);
        if (piece.Last && !lost)
        {
            using (var content = spool!.Take()) unpacking.Read(of, content, piece.Provenance);
            spool = null;
        }
        return piece.Last || lost ? SinkVerdict.Enough : null;
    }

    private void Keep(in Piece piece)
    {
        spool ??= new Spool.Spooled();
        try
        {
            spool.Add(piece.Content[piece.OwnStart..piece.OwnEnd]);
        }
        catch (DamagedException e)
        {
            coverage.Skip(e.Reason, piece.Provenance.Describe(), e.Message);
            lost = true;
        }
    }

    public void Dispose()
    {
        spool?.Dispose();
        unpacking.Dispose();
    }
}
