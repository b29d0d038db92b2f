using Stanch.Detection;

namespace Stanch.Scanning.Content;

/// <summary>
/// What a sink remembers of a blob for those derived from it: the matches, before contested bytes were settled (in the derived blob another
/// one may win). No token at all stands for the most common case, text in which nothing was found.
/// </summary>
internal sealed class BlobToken(IReadOnlyList<Match> matches)
{
    /// <summary>Derived blobs are scanned whole: the base was no text, or holds more than is worth keeping.</summary>
    public static readonly BlobToken ScanWhole = new([]);

    /// <summary>More matches than this are found again instead of being kept for as long as a blob's descendants last.</summary>
    public const int MostMatches = 4096;

    public IReadOnlyList<Match> Matches => matches;
}
