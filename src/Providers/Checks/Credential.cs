using Stanch.Catalog;

namespace Stanch.Providers.Checks;

/// <summary>A secret with its other parts, to be tried. Never written anywhere: <see cref="ToString"/> names the type only.</summary>
public sealed class Credential(Detector detector, string secret, IReadOnlyDictionary<string, string> parts)
{
    public Detector Detector { get; } = detector;
    internal string Secret { get; } = secret;
    internal IReadOnlyDictionary<string, string> Parts { get; } = parts;

    internal Credential With(string other) => new(Detector, other, Parts);

    /// <returns>Null when nothing is of that name.</returns>
    public string? Value(string name) => name == "secret" ? Secret : Parts.GetValueOrDefault(name);

    public override string ToString() => Detector.Id;
}
