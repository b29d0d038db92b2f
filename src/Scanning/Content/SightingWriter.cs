using Stanch.Detection;
using Stanch.Images;
using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Scanning.Content;

/// <summary>
/// Writes down what one sink finds. In history a value counts once a blob, since there its place is the path; and once more where a mark stands beside it,
/// since a mark is about the value.
/// </summary>
internal sealed class SightingWriter(Sightings sightings, Origin origin)
{
    private readonly HashSet<(string Detector, byte[] Value)> here = new(ByDetectorAndValue.Instance);
    private Provenance provenance = new StdinProvenance(), root = new StdinProvenance();

    public void StartBlob(Provenance of)
    {
        (provenance, root) = (of, of.Root);
        if (here.Count > 0) here.Clear();
    }

    /// <summary>Whether writing it would come to nothing, mark or not: asked before the place is worked out, which costs more.</summary>
    public bool Repeats(Match match) => root is GitBlobProvenance && here.Contains((match.Detector.Id, match.Value));

    public void Write(Match match, in Place place)
    {
        if (root is GitBlobProvenance && !here.Add((match.Detector.Id, match.Value)) && place.Mark is null) return;
        if (root is GitBlobProvenance blob) origin.Want(blob.Id);
        else if (root is GitMessageProvenance message) origin.Want(message.Id);
        else if (root is ImageProvenance image) image.Want();
        sightings.Add(match, place, provenance, origin);
    }

    private sealed class ByDetectorAndValue : IEqualityComparer<(string Detector, byte[] Value)>
    {
        public static readonly ByDetectorAndValue Instance = new();

        public bool Equals((string Detector, byte[] Value) x, (string Detector, byte[] Value) y) =>
            x.Detector == y.Detector && x.Value.AsSpan().SequenceEqual(y.Value);

        public int GetHashCode((string Detector, byte[] Value) key)
        {
            var hash = new HashCode();
            hash.Add(key.Detector);
            hash.AddBytes(key.Value);
            return hash.ToHashCode();
        }
    }
}
