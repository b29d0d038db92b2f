namespace Stanch.Sources;

/// <summary>Takes what a source reads. One sink is used by one thread at a time.</summary>
public interface IBlobSink
{
    /// <remarks>
    /// A blob that is given up half-way (cancelled) ends without a piece that says <see cref="Piece.Last"/>; the next piece
    /// with <see cref="Piece.Start"/> and <see cref="Piece.OwnStart"/> zero begins another blob.
    /// </remarks>
    /// <returns>
    /// What the sink wants to be handed back as <see cref="Piece.Base"/> with blobs derived from this one; null = nothing;
    /// <see cref="SinkVerdict.Enough"/> = no more of this blob.
    /// </returns>
    object? Accept(in Piece piece);
}

/// <summary>A place that holds bytes. It counts what it read and names what it could not read in <see cref="Coverage"/>; it doesn't throw for those.</summary>
public interface ISource
{
    /// <summary>As the user named it.</summary>
    string Target { get; }

    /// <summary>Reads everything. Returns early, with the coverage telling so, when <paramref name="stop"/> is cancelled.</summary>
    /// <param name="open">Opens a sink for one worker thread; called from the worker.</param>
    /// <param name="workers">Threads to use, at least 1.</param>
    /// <param name="context">Bytes of context that each piece of a split blob needs on either side of what it owns.</param>
    void Read(Func<IBlobSink> open, Coverage coverage, int workers, int context, CancellationToken stop);
}
