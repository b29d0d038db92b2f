using Stanch.Catalog;

namespace Stanch.Detection;

/// <summary>What is compiled once from the detectors and shared by all scanners.</summary>
public sealed class DetectionEngine
{
    public DetectionEngine(IReadOnlyList<Detector> detectors) => Detectors = detectors;

    public IReadOnlyList<Detector> Detectors { get; }
    /// <summary>Bytes to either side of a place that can bear on what is found there: the overlap that pieces of a split blob need.</summary>
    public int Reach => 17 * 1024;

    public Scanner Open() => new(this);
}

/// <summary>Finds secrets in bytes. Not thread-safe: one per thread, kept for many blobs.</summary>
public sealed class Scanner
{
    internal Scanner(DetectionEngine engine) { _ = engine; }

    /// <summary>Scans one whole blob held in memory.</summary>
    public void Scan(ReadOnlySpan<byte> content, List<Match> matches) => throw new InvalidOperationException("under construction");
}
