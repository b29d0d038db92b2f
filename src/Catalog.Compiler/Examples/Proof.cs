using System.Text;
using Stanch.Detection;

namespace Stanch.Catalog.Compiler.Examples;

/// <summary>Runs one detector over its examples, with the engine that will run it.</summary>
internal sealed class Proof
{
    private readonly Scanner scanner;

    public Proof(Detector detector) => scanner = new DetectionEngine([detector]).Open();

    /// <param name="why">What the engine says about the text when nothing is found; empty when no anchor stands in it.</param>
    /// <returns>The secrets that the detector finds in the text.</returns>
    public IReadOnlyList<string> Find(string text, out string why)
    {
        var trace = scanner.Trace = new Trace();
        var matches = new List<Match>();
        scanner.Scan(Encoding.UTF8.GetBytes(text), matches);
        why = trace.Events.Count == 0 ? "it holds none of the anchors" : trace.Events[^1].Text;
        return [.. matches.Select(m => Encoding.UTF8.GetString(m.Value))];
    }
}
