using Stanch.Catalog;

namespace Stanch.Playbooks;

/// <summary>What a reader may have meant by a name.</summary>
/// <param name="Detector">Set, or <paramref name="Provider"/> is, or neither.</param>
/// <param name="Near">Ids to offer when nothing is meant for sure; the nearest first.</param>
public sealed record Lookup(Detector? Detector, Provider? Provider, IReadOnlyList<string> Near)
{
    private const int Offered = 8;

    /// <summary>Whether <see cref="Near"/> all hold what was asked for, and are not merely spelt alike.</summary>
    public bool Ambiguous { get; private init; }

    /// <summary>An id, a provider's id or name, a title, or as much of a title as no other one has.</summary>
    public static Lookup Of(string name, ProviderCatalog catalog)
    {
        name = name.Trim();
        bool Same(string text) => text.Equals(name, StringComparison.OrdinalIgnoreCase);
        if (catalog.Detectors.FirstOrDefault(d => Same(d.Id)) is { } detector) return new(detector, null, []);
        if (catalog.Providers.FirstOrDefault(p => Same(p.Id)) is { } provider) return new(null, provider, []);
        if (catalog.Providers.Where(p => Same(p.Name)).ToList() is [var named]) return new(null, named, []);
        if (catalog.Detectors.Where(d => Same(d.Title)).ToList() is [var titled]) return new(titled, null, []);

        var words = name.Split([' ', '/', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        var holding = words.Length == 0 ? [] : catalog.Detectors.Where(d => words.All(w => d.Title.Contains(w, StringComparison.OrdinalIgnoreCase) || d.Id.Contains(w, StringComparison.OrdinalIgnoreCase))).ToList();
        if (holding.Count == 1) return new(holding[0], null, []);
        if (holding.Count > 1) return new(null, null, [.. holding.OrderBy(d => d.Title.Length).Select(d => d.Id).Take(Offered)]) { Ambiguous = true };
        var asked = name.ToLowerInvariant();
        // A name of any length must not cost its square.
        if (asked.Length > 100) return new(null, null, []);
        return new(null, null, [.. catalog.Providers.Select(p => p.Id).Concat(catalog.Detectors.Select(d => d.Id))
            .Select(id => (Id: id, Steps: Spelling.Distance(id, asked))).Where(n => n.Steps <= Math.Max(2, asked.Length / 3)).OrderBy(n => n.Steps).ThenBy(n => n.Id, StringComparer.Ordinal).Select(n => n.Id).Take(Offered)]);
    }
}
