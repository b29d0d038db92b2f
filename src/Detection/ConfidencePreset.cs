namespace Stanch.Detection;

/// <summary>How sure a finding must be to be reported. The product's thresholds stand here and nowhere else.</summary>
/// <param name="AtLeast">The least confidence, 0 to 1.</param>
public sealed record ConfidencePreset(string Name, double AtLeast)
{
    /// <summary>Few false alarms, and more that is missed: for a gate that stops people.</summary>
    public static ConfidencePreset Strict { get; } = new("strict", 0.75);

    public static ConfidencePreset Default { get; } = new("default", 0.4);

    /// <summary>All that might be one: for whoever looks through a code base once, by hand. Recognizers need not offer anything below.</summary>
    public static ConfidencePreset Paranoid { get; } = new("paranoid", 0.05);

    public static IReadOnlyList<ConfidencePreset> All { get; } = [Strict, Default, Paranoid];

    public static ConfidencePreset? Named(string name) => All.FirstOrDefault(p => p.Name == name);
}
