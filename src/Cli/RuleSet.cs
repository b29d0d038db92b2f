using System.IO.Enumeration;
using Stanch.Catalog;
using Stanch.Catalog.Compiler;
using Stanch.Scanning.Reports;

namespace Stanch.Cli;

/// <summary>What a run looks for: the catalog that is built in, the user's own rules, less what the user left out.</summary>
internal sealed record RuleSet(ProviderCatalog Catalog, IReadOnlyList<Detector> Detectors)
{
    private const string Resource = "catalog.blob";

    public static ProviderCatalog BuiltIn()
    {
        using var stream = typeof(RuleSet).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"the program holds no {Resource}");
        var blob = new byte[stream.Length];
        stream.ReadExactly(blob);
        return CatalogBlob.Read(blob);
    }

    /// <param name="rules">Files with rules of the user's own.</param>
    /// <param name="only">Detector ids, <c>*</c> for any characters; empty: all.</param>
    /// <returns>Null after an error.</returns>
    public static RuleSet? Load(IReadOnlyList<string> rules, IReadOnlyList<string> only, IReadOnlyList<string> without, List<string> errors)
    {
        var catalog = BuiltIn();
        var detectors = new Dictionary<string, Detector>(StringComparer.Ordinal);
        foreach (var detector in catalog.Detectors) detectors[detector.Id] = detector;
        foreach (var file in rules)
        {
            var loaded = CatalogCompiler.CompileFiles([file]);
            errors.AddRange(loaded.Diagnostics.Select(d => d.ToString()));
            if (loaded.Catalog is not { } own) continue;
            catalog = new ProviderCatalog([.. catalog.Providers.Where(p => own.Providers.All(o => o.Id != p.Id)), .. own.Providers], catalog.Detectors, $"{catalog.Hash}+{own.Hash}");
            foreach (var detector in own.Detectors) detectors[detector.Id] = detector;
        }
        foreach (var (option, pattern) in only.Select(p => ("--detector", p)).Concat(without.Select(p => ("--exclude-detector", p))))
        {
            if (!detectors.Keys.Any(id => Matches(pattern, id))) errors.Add($"{option} {Printable.Of(pattern)}: no detector of that name; 'stanch detectors list' names them all");
        }
        if (errors.Count > 0) return null;
        return new RuleSet(catalog, [.. detectors.Values.Where(d => (only.Count == 0 || only.Any(p => Matches(p, d.Id))) && !without.Any(p => Matches(p, d.Id)))
            .OrderBy(d => d.Id, StringComparer.Ordinal)]);
    }

    private static bool Matches(string pattern, string id) => FileSystemName.MatchesSimpleExpression(pattern, id, ignoreCase: false);
}
