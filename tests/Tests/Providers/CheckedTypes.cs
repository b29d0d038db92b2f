using System.Security.Cryptography;
using System.Text;
using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Detection;
using Stanch.Providers.Checks;
using Stanch.Providers.Requests;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Providers;

/// <summary>A type of the shipped catalog that declares a check, with a value to check: the file's own example.</summary>
internal sealed record CheckedType(Detector Detector, CheckDeclaration Check, string Secret, IReadOnlyDictionary<string, string> Parts, string Example)
{
    public string Id => Detector.Id;
    public Credential Credential => new(Detector, Secret, Parts);

    public string? Value(string name) => name == "secret" ? Secret : Parts.GetValueOrDefault(name);
}

/// <summary>All of them.</summary>
internal static class CheckedTypes
{
    private static readonly Lazy<(ProviderCatalog Catalog, IReadOnlyList<CheckedType> All)> read = new(Read);

    public static ProviderCatalog Catalog => read.Value.Catalog;
    public static IReadOnlyList<CheckedType> All => read.Value.All;
    public static CheckedType Of(string id) => All.Single(t => t.Id == id);

    /// <summary>Made for the run: the catalog's example is none that can sign.</summary>
    public static RSA SigningKey { get; } = RSA.Create(2048);

    private static (ProviderCatalog, IReadOnlyList<CheckedType>) Read()
    {
        var (result, examples) = CatalogCompiler.Compile(CatalogCompiler.FilesOf(Repository.At("providers"), Repository.At("playbooks", "families")));
        var catalog = result.Catalog!;
        var texts = examples.Where(e => e.Found).ToLookup(e => e.Detector, e => e.Text);
        List<CheckedType> all = [];
        foreach (var detector in catalog.Detectors)
        {
            if (Declarations.Check(catalog.ProviderOf(detector), detector.Id[(detector.Provider.Length + 1)..]) is not { } check) continue;
            var scanner = new DetectionEngine([detector]).Open();
            var best = texts[detector.Id].SelectMany(text =>
            {
                var matches = new List<Match>();
                scanner.Scan(Encoding.UTF8.GetBytes(text), matches);
                return matches.Select(m => (Match: m, Text: text));
            }).MaxBy(m => m.Match.Parts.Count);
            var parts = best.Match.Parts.GroupBy(p => p.Name).ToDictionary(g => g.Key, g => Encoding.UTF8.GetString(g.First().Value), StringComparer.Ordinal);
            foreach (var name in Names(check).Where(n => n != "secret" && !parts.ContainsKey(n))) parts[name] = $"made-{name}";
            var secret = Encoding.UTF8.GetString(best.Match.Value);
            if (secret.StartsWith("-----BEGIN", StringComparison.Ordinal)) secret = SigningKey.ExportPkcs8PrivateKeyPem();
            all.Add(new CheckedType(detector, check, secret, parts, best.Text));
        }
        return (catalog, all);
    }

    private static IEnumerable<string> Names(CheckDeclaration check) =>
        new[] { check.Request.Address, check.Request.Auth, check.Request.Body }.Concat(check.Request.Headers.Select(h => h.Value)).SelectMany(Template.Needed).Distinct();
}
