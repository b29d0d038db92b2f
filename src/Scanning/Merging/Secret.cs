using Stanch.Catalog;

namespace Stanch.Scanning.Merging;

/// <summary>One value with all of its places.</summary>
/// <param name="Detector">The most specific of those that claim the value anywhere: the places that only a general one saw hold the same secret.</param>
/// <param name="Confidence">The highest that this detector gave.</param>
internal sealed record Secret(SecretValue Value, Detector Detector, double Confidence, double Entropy, IReadOnlyList<Occurrence> Occurrences);
