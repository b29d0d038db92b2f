namespace Stanch.Catalog;

/// <summary>Everything that Stanch knows about providers, in the order of provider ids.</summary>
public sealed class ProviderCatalog
{
    private readonly Lazy<Dictionary<string, Provider>> providers;

    /// <param name="providers">Any order, unique ids.</param>
    /// <param name="detectors">Any order, unique ids, each naming a provider of <paramref name="providers"/>.</param>
    /// <param name="hash">Hex digest over the compiled content: says which rules a report was made with.</param>
    public ProviderCatalog(IEnumerable<Provider> providers, IEnumerable<Detector> detectors, string hash) : this(() => providers, detectors, hash) => _ = Providers;

    internal ProviderCatalog(Func<IEnumerable<Provider>> providers, IEnumerable<Detector> detectors, string hash)
    {
        this.providers = new(() => providers().ToDictionary(p => p.Id, StringComparer.Ordinal));
        Detectors = [.. detectors];
        Hash = hash;
    }

    public IReadOnlyCollection<Provider> Providers => providers.Value.Values;
    public IReadOnlyList<Detector> Detectors { get; }
    public string Hash { get; }

    public Provider ProviderOf(Detector detector) => providers.Value[detector.Provider];
}
