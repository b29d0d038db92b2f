using Stanch.Catalog;
using Stanch.Playbooks.Advice;
using Stanch.Playbooks.Snippets;

namespace Stanch.Playbooks.Site;

/// <summary>A provider and its types, in the order of its file.</summary>
internal sealed record Shelf(Provider Provider, IReadOnlyList<Detector> Types)
{
    public string Count => Types.Count == 1 ? "1 type" : $"{Types.Count} types";
}

/// <summary>What there is, in which order, and at which path.</summary>
internal sealed class SiteMap
{
    public SiteMap(ProviderCatalog catalog)
    {
        (Catalog, Library) = (catalog, new Library(catalog));
        var types = catalog.Detectors.ToLookup(d => d.Provider, StringComparer.Ordinal);
        Providers = [.. catalog.Providers.Where(p => types.Contains(p.Id)).Select(p => new Shelf(p, InFileOrder(p, [.. types[p.Id]])))
            .OrderBy(s => s.Provider.Name, StringComparer.OrdinalIgnoreCase).ThenBy(s => s.Provider.Id, StringComparer.Ordinal)];
        var known = Providers.ToDictionary(s => s.Provider.Id, StringComparer.Ordinal);
        OftenLeaked = [.. SiteAssets.OftenLeaked.Where(known.ContainsKey).Select(id => known[id])];
        Categories = [.. Providers.Select(s => s.Provider.Category).Distinct().OrderBy(CategoryName, StringComparer.OrdinalIgnoreCase)];
    }

    public ProviderCatalog Catalog { get; }
    public Library Library { get; }
    /// <summary>By name.</summary>
    public IReadOnlyList<Shelf> Providers { get; }
    public IReadOnlyList<Shelf> OftenLeaked { get; }
    public IReadOnlyList<string> Categories { get; }

    public IReadOnlyList<Shelf> In(string category) => [.. Providers.Where(s => s.Provider.Category == category)];

    public static string CategoryPath(string category) => $"categories/{category}.html";
    public static string PathOf(Provider provider) => $"providers/{provider.Id}.html";
    public static string PathOf(Detector type) => $"types/{type.Id}.html";
    /// <summary>One for all that have the same parts: their names hold no plus.</summary>
    public static string CodePathOf(CredentialShape shape) => $"code/{string.Join('+', shape.Parts.Select(p => p.Name))}.html";

    public CredentialShape ShapeOf(Detector type) => new Case(Catalog, Catalog.ProviderOf(type), type, PlaybookRequest.Plain).Shape;

    /// <summary>Each once, with names that are no type's own.</summary>
    public IEnumerable<CredentialShape> Shapes => Catalog.Detectors.Where(d => !d.Public).Select(ShapeOf).DistinctBy(CodePathOf).OrderBy(CodePathOf, StringComparer.Ordinal)
        .Select(s => new CredentialShape("credential", CodePage.Path, [.. s.Parts.Select(p => p with { Variable = $"PROVIDER_{p.Name.Replace('-', '_').ToUpperInvariant()}" })]));

    /// <summary>As people write it; a category that is new here is written by its words.</summary>
    public static string CategoryName(string category) => category switch
    {
        "ai" => "AI", "ci-cd" => "CI and CD", "cdn-dns" => "CDN and DNS", "cms" => "Content management", "crm" => "CRM", "e-commerce" => "E-commerce", "email" => "E-mail",
        "hr" => "HR", "iot" => "Internet of things", "sms-voice" => "SMS and voice", "generic" => "Any service", "project" => "Project management", "errors" => "Error tracking",
        "support" => "Support desks", "database" => "Databases", "payments" => "Payments", "low-code" => "Low-code",
        _ => char.ToUpperInvariant(category[0]) + category[1..].Replace('-', ' '),
    };

    private static List<Detector> InFileOrder(Provider provider, List<Detector> types)
    {
        var order = new Case(new ProviderCatalog([provider], [], ""), provider, null, PlaybookRequest.Plain).Types.Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.Ordinal);
        return [.. types.OrderBy(t => order.GetValueOrDefault(t.Id, int.MaxValue)).ThenBy(t => t.Id, StringComparer.Ordinal)];
    }
}
