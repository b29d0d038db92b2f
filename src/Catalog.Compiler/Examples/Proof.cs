using System.Text;
using Stanch.Detection;

namespace Stanch.Catalog.Compiler.Examples;

/// <summary>Runs one detector over its examples, with the engine that will run it.</summary>
internal sealed class Proof
{
    private readonly Scanner scanner;

    public Proof(Detector detector) => scanner = new DetectionEngine([detector]).Open();

    /// <param name="why">What the engine says about the text when nothing is found.</param>
    /// <returns>What the detector finds in the text.</returns>
    public IReadOnlyList<Match> Find(string text, out string why)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var matches = new List<Match>();
        Trace trace;
        var attempts = 0;
        bool cut;
        do
        {
            // The engine limits a pattern by the clock. On a machine with other work its first use may take longer, and a build must not hang on that.
            cut = false;
            matches.Clear();
            trace = scanner.Trace = new Trace();
            scanner.LimitHit = _ => cut = true;
            scanner.Scan(bytes, matches);
        }
        while (cut && ++attempts < 10);
        // What only a paranoid scan reports is found by no example.
        matches.RemoveAll(m => m.Confidence < ConfidencePreset.Default.AtLeast);
        why = cut ? "the pattern takes longer than the engine lets it" : trace.Events.Count == 0 ? "it holds none of the anchors" : trace.Events[^1].Text;
        return matches;
    }
}
