using Stanch.Catalog;
using Stanch.Detection.Prefilter;

namespace Stanch.Detection;

/// <summary>What is worked out once from the detectors and shared by all scanners. Immutable and thread-safe.</summary>
public sealed class DetectionEngine
{
    /// <summary>Bytes around an escape or within an encoded run that bear on what is found in them.</summary>
    internal const int DecodeReach = 2048;

    private readonly Dictionary<Detector, int> indexes = new(ReferenceEqualityComparer.Instance);

    public DetectionEngine(IReadOnlyList<Detector> detectors)
    {
        Detectors = detectors;
        for (var i = 0; i < detectors.Count; i++) indexes[detectors[i]] = i;
        Compiled = new CompiledDetector[detectors.Count];
        var anchors = new List<SpottedAnchor>(2 * detectors.Count);
        for (var i = 0; i < detectors.Count; i++)
        {
            Compiled[i] = new CompiledDetector(detectors[i]);
            var detector = detectors[i];
            for (var a = 0; a < detector.Anchors.Length; a++) anchors.Add(new SpottedAnchor(detector.Anchors[a], i, a < detector.AnchorSpots.Length ? detector.AnchorSpots[a] : -1));
        }
        foreach (var (marker, kind) in Decoding.Escapes.Markers) anchors.Add(new SpottedAnchor(marker, kind, -1));
        Anchors = new AnchorIndex(anchors);
        Anchorless = [.. Enumerable.Range(0, detectors.Count).Where(i => detectors[i].Anchors.Length == 0 && detectors[i].Pattern.Length > 0)];
        Reach = Math.Max(DecodeReach, Compiled.Length == 0 ? 0 : Compiled.Max(c => Math.Max(c.ContextBefore, c.ContextAfter)));
        Reach = Math.Max(Reach, Recognizers.AssignmentRecognizer.Reach) + 64;
    }

    public IReadOnlyList<Detector> Detectors { get; }
    /// <summary>Bytes to either side of a place that can bear on what is found there: the overlap that pieces of a split blob need.</summary>
    public int Reach { get; }

    internal CompiledDetector[] Compiled { get; }
    internal AnchorIndex Anchors { get; }
    internal int[] Anchorless { get; }
    internal IPrefilter Prefilter { get; init; } = Prefilters.Available[0];

    public Scanner Open() => new(this);

    internal int IndexOf(Detector detector) => indexes[detector];
}
