namespace Stanch.Catalog;

/// <summary>Everything that Stanch knows about providers, in the order of provider ids.</summary>
public sealed class ProviderCatalog
{
    private readonly Lazy<Dictionary<string, Provider>> providers;
    private readonly Lazy<Dictionary<string, Family>> families;

    /// <param name="providers">Any order, unique ids.</param>
    /// <param name="detectors">Any order, unique ids, each naming a provider of <paramref name="providers"/>.</param>
    /// <param name="hash">Hex digest over the compiled content: says which rules a report was made with.</param>
    /// <param name="families">Any order, unique ids; none where nobody asks what to do.</param>
    public ProviderCatalog(IEnumerable<Provider> providers, IEnumerable<Detector> detectors, string hash, IEnumerable<Family>? families = null)
        : this(() => providers, detectors, hash, () => families ?? []) => _ = (Providers, Families);

    internal ProviderCatalog(Func<IEnumerable<Provider>> providers, IEnumerable<Detector> detectors, string hash, Func<IEnumerable<Family>> families)
    {
        this.providers = new(() => providers().ToDictionary(p => p.Id, StringComparer.Ordinal));
        this.families = new(() => families().ToDictionary(f => f.Id, StringComparer.Ordinal));
        Detectors = [.. detectors];
        Hash = hash;
    }

    public IReadOnlyCollection<Provider> Providers => providers.Value.Values;
    public IReadOnlyCollection<Family> Families => families.Value.Values;
    public IReadOnlyList<Detector> Detectors { get; }
    public string Hash { get; }

    public Provider ProviderOf(Detector detector) => providers.Value[detector.Provider];

    /// <returns>Null in a catalog that was made without families.</returns>
    public Family? FamilyOf(Detector detector) => families.Value.GetValueOrDefault(detector.Family);
}
