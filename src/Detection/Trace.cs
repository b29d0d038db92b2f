namespace Stanch.Detection;

/// <summary>What the engine did at one place, for <c>stanch explain</c>. Never holds a value.</summary>
/// <param name="At">Byte range in the scanned content.</param>
/// <param name="Detector">Detector id.</param>
/// <param name="Accepted">It became a match.</param>
/// <param name="Text">One sentence.</param>
public readonly record struct TraceEvent(ByteRange At, string Detector, bool Accepted, string Text);

/// <summary>Collects trace events of a scanner.</summary>
public sealed class Trace
{
    private readonly List<TraceEvent> events = [];
    public IReadOnlyList<TraceEvent> Events => events;
    internal void Add(ByteRange at, string detector, string text, bool accepted = false) => events.Add(new TraceEvent(at, detector, accepted, text));
}
