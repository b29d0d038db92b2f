namespace Stanch.Sources;

/// <summary>A stretch that a derived blob took over unchanged from the blob it was derived from.</summary>
/// <param name="From">Offset in the base.</param>
/// <param name="To">Offset in the derived blob.</param>
/// <param name="Length">Bytes; neighbours that touch on both sides are merged by the source.</param>
public readonly record struct Copied(int From, int To, int Length);

/// <summary>
/// Some bytes to scan: a whole blob, or one stretch of a blob too large to be held. The bytes are the source's and are
/// gone when <see cref="IBlobSink.Accept"/> returns.
/// </summary>
public ref struct Piece
{
    public required Provenance Provenance { get; init; }
    public required ReadOnlySpan<byte> Content { get; init; }
    /// <summary>Offset of <see cref="Content"/> in its blob. The pieces of one blob come in order, to one sink.</summary>
    public long Start { get; init; }
    /// <summary>
    /// Offsets in <see cref="Content"/>: what starts from here (inclusive) is this piece's to report. Before it and after
    /// <see cref="OwnEnd"/> lies context that a neighbouring piece owns. The owned stretches of a blob's pieces cover it without gap or overlap.
    /// </summary>
    public int OwnStart { get; init; }
    /// <summary>Exclusive.</summary>
    public required int OwnEnd { get; init; }
    /// <summary>No further piece of this blob follows.</summary>
    public bool Last { get; init; } = true;

    /// <summary>What the sink returned for the blob that this one was derived from; null = nothing is known, or nothing was found there.</summary>
    public object? Base { get; init; }
    /// <summary>
    /// True: the blob is derived from one that the same run has scanned whole, and <see cref="Copies"/> says what is unchanged;
    /// all else is new. False: all of it is new.
    /// </summary>
    public bool Derived { get; init; }
    /// <summary>Length of the base, when <see cref="Derived"/>.</summary>
    public int BaseLength { get; init; }
    /// <summary>In the order of <see cref="Copied.To"/>, not overlapping there.</summary>
    public ReadOnlySpan<Copied> Copies { get; init; }

    /// <summary>
    /// Opens all of the blob, to be read by position; asked for by a sink that can't take it in pieces, and of use until <see cref="IBlobSink.Accept"/> returns. Null: it is
    /// whole in <see cref="Content"/>, or there are only the pieces.
    /// </summary>
    public Func<Stream?>? Whole { get; init; }

    public Piece() { }
}
