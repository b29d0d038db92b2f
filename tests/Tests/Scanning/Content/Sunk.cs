using System.Text;
using Stanch.Detection;
using Stanch.Scanning;
using Stanch.Scanning.Content;
using Stanch.Scanning.Ignoring;
using Stanch.Sources;
using Stanch.Sources.Git;
using Stanch.Tests.Detection;

namespace Stanch.Tests.Scanning.Content;

/// <summary>A sink with everything behind it, and what it wrote down.</summary>
internal sealed class Sunk
{
    public static readonly DetectionEngine Engine = new(Detectors.All);
    private readonly Sightings sightings;
    private readonly Origin origin = new("", "", new IgnorePolicy(new Configuration(), null, "", new DateOnly(2026, 1, 1)), "", all: false);
    private readonly DetectionEngine engine;

    public Sunk(DetectionEngine? engine = null)
    {
        this.engine = engine ?? Engine;
        sightings = new Sightings(Coverage);
        Sink = Open();
    }

    public Coverage Coverage { get; } = new();
    public ScanSink Sink { get; }

    public ScanSink Open() => new(engine, new PathRules(), sightings, Coverage, origin);

    /// <summary>What was found, in order, without the place that it was found at.</summary>
    public IReadOnlyList<string> Found => [.. All.Select(f => f.Text).Order(StringComparer.Ordinal)];

    public IEnumerable<(Sighting Sighting, string Text)> All => sightings.Values.SelectMany(v => v.Sightings.Select(s => (s, Show(v, s))));

    private static string Show(SeenValue value, Sighting s) =>
        $"{s.Match.Detector.Id} {Encoding.UTF8.GetString(value.Bytes)} {s.Place.Start}-{s.Place.End} [{s.Place.Snippet}] {s.Match.Decoded} "
        + $"{string.Join(',', s.Match.Parts.Select(p => $"{p.Name}={Encoding.UTF8.GetString(p.Value)}"))} {s.Place.Mark?.Reason}";

    public object? Whole(ReadOnlySpan<byte> content, Provenance? provenance = null) =>
        Sink.Accept(new Piece { Provenance = provenance ?? new FileProvenance("x"), Content = content, OwnEnd = content.Length });

    /// <summary>As a source splits what it can't hold.</summary>
    public void Split(byte[] content, int size, Provenance? provenance = null)
    {
        for (var from = 0; from < content.Length; from += size)
        {
            var until = Math.Min(content.Length, from + size);
            var start = Math.Max(0, from - engine.Reach) & ~1;
            var end = Math.Min(content.Length, until + engine.Reach);
            var verdict = Sink.Accept(new Piece
            {
                Provenance = provenance ?? new FileProvenance("x"), Content = content.AsSpan(start..end), Start = start, OwnStart = from - start, OwnEnd = until - start, Last = until == content.Length,
            });
            if (verdict == SinkVerdict.Enough) return;
        }
    }

    public static GitBlobProvenance Blob(int number)
    {
        Span<byte> id = stackalloc byte[20];
        BitConverter.TryWriteBytes(id, number);
        return new GitBlobProvenance(new ObjectId(id));
    }
}
