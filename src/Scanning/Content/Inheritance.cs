using Stanch.Detection;
using Stanch.Sources;

namespace Stanch.Scanning.Content;

/// <summary>What a derived blob takes over from its base: the stretches that need no second look, and the matches in them.</summary>
internal static class Inheritance
{
    // Far beyond any offset, and far from overflow when a reach is added.
    private const int Open = int.MaxValue / 2;

    /// <summary>
    /// The copied stretches as offsets in the derived blob. One that holds the beginning of both blobs is open there, since what a match looked at before
    /// its base's first byte was nothing, and is nothing here; likewise at the end.
    /// </summary>
    public static void Unchanged(in Piece piece, List<ByteRange> ranges)
    {
        ranges.Clear();
        foreach (var copied in piece.Copies)
        {
            ranges.Add(new ByteRange(
                copied is { From: 0, To: 0 } ? -Open : copied.To,
                copied.From + copied.Length == piece.BaseLength && copied.To + copied.Length == piece.Content.Length ? Open : copied.To + copied.Length));
        }
    }

    /// <summary>Adds the base's matches whose whole context was copied, wherever it was copied to.</summary>
    public static void Inherit(BlobToken token, in Piece piece, List<ByteRange> unchanged, List<Match> matches)
    {
        foreach (var match in token.Matches)
        {
            for (var i = 0; i < unchanged.Count; i++)
            {
                var by = piece.Copies[i].To - piece.Copies[i].From;
                var context = new ByteRange(match.Context.Start + by, match.Context.End + by);
                // The context may reach beyond an open end, but the secret itself must have been copied.
                if (unchanged[i].Covers(context) && CopiedWhole(piece.Copies[i], match.At)) matches.Add(by == 0 ? match : match.Shift(by));
            }
        }
    }

    private static bool CopiedWhole(Copied copied, ByteRange at) => copied.From <= at.Start && at.End <= copied.From + copied.Length;

    /// <summary>What was both inherited and found again counts once.</summary>
    public static void RemoveTwins(List<Match> matches)
    {
        if (matches.Count < 2) return;
        var seen = new HashSet<(string Detector, ByteRange At, string? Decoded)>();
        matches.RemoveAll(m => !seen.Add((m.Detector.Id, m.At, m.Decoded)));
    }
}
