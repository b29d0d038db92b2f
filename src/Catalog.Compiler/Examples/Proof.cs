using System.Text;
using System.Text.RegularExpressions;

namespace Stanch.Catalog.Compiler.Examples;

/// <summary>Runs one detector over its examples.</summary>
internal sealed class Proof(Detector detector)
{
    private readonly Regex? pattern = detector.Pattern.Length == 0 ? null : new Regex(detector.Pattern, RegexOptions.CultureInvariant);

    /// <summary>Patterns can be judged; what a hand-written recognizer does only the engine knows.</summary>
    public bool Possible => pattern is not null;

    /// <returns>The secrets that the detector finds in the text.</returns>
    public IReadOnlyList<string> Find(string text)
    {
        if (pattern is null) return [];
        var widened = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        return [.. pattern.Matches(widened)
            .Where(m => detector.Anchors.Any(a => m.Value.Contains(a, StringComparison.OrdinalIgnoreCase)))
            .Select(m => m.Groups["secret"].Value)];
    }
}
