using Stanch.Catalog;

namespace Stanch.Detection;

/// <summary>Half-open range of byte offsets.</summary>
public readonly record struct ByteRange(int Start, int End)
{
    public int Length => End - Start;
    public bool Contains(int offset) => offset >= Start && offset < End;
    public bool Covers(ByteRange other) => Start <= other.Start && other.End <= End;
    public bool Overlaps(ByteRange other) => Start < other.End && other.Start < End;
}

/// <summary>A named part of a credential: its value's bytes (decoded) and where they stand in the scanned bytes.</summary>
public sealed record MatchPart(string Name, byte[] Value, ByteRange At);

/// <summary>
/// A secret found in some bytes. Offsets are into the bytes given to <see cref="Scanner.Scan"/>, also when the secret stood
/// there encoded: they then cover the encoded text. Values are copies, so a match pins no buffer.
/// </summary>
public sealed record Match
{
    public required Detector Detector { get; init; }
    /// <summary>The secret's bytes after decoding.</summary>
    public required byte[] Value { get; init; }
    /// <summary>Where the secret stands.</summary>
    public required ByteRange At { get; init; }
    /// <summary>Where the whole pattern matched.</summary>
    public required ByteRange Whole { get; init; }
    public required IReadOnlyList<MatchPart> Parts { get; init; }
    /// <summary>Shannon entropy of the value in bits per byte.</summary>
    public required double Entropy { get; init; }
    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }
    /// <summary>How the value had been encoded, outermost first, as in <c>base64&gt;percent</c>; null when it was plain.</summary>
    public string? Decoded { get; init; }
    /// <summary>
    /// The bytes that were looked at to decide, not clipped to the content (so it may start below 0): when a derived blob holds the very
    /// same bytes there, it holds the very same match.
    /// </summary>
    public required ByteRange Context { get; init; }

    /// <summary>Allowances of a user's rule whose content part holds and whose place part (paths, commits) is for the caller to test: <see cref="PlaceRules"/>.</summary>
    public IReadOnlyList<Stanch.Catalog.Allowance> Pending { get; init; } = [];

    /// <summary>The same match in other bytes that hold the same context <paramref name="by"/> bytes further on.</summary>
    public Match Shift(int by) => Map(range => new ByteRange(range.Start + by, range.End + by), new ByteRange(Context.Start + by, Context.End + by));

    /// <summary>The same match with all of its offsets translated.</summary>
    internal Match Map(Func<ByteRange, ByteRange> map, ByteRange context) => this with
    {
        At = map(At), Whole = map(Whole), Context = context,
        Parts = Parts.Count == 0 ? Parts : [.. Parts.Select(p => p with { At = map(p.At) })],
    };
}
