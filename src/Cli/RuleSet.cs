using System.IO.Enumeration;
using Stanch.Catalog;
using Stanch.Catalog.Compiler.Rules;
using Stanch.Cli.Output;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Cli;

/// <summary>What a run looks for: the catalog that is built in, the user's own rules, less what the user left out.</summary>
internal sealed record RuleSet(ProviderCatalog Catalog, IReadOnlyList<Detector> Detectors)
{
    private const string Resource = "catalog.blob";

    /// <summary>What the user's rules can't have as they have it elsewhere; they are used all the same.</summary>
    private IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Types of the user's rules that the built-in catalog doesn't have.</summary>
    public IReadOnlySet<string> Own { get; private init; } = new HashSet<string>();

    public static ProviderCatalog BuiltIn() => typeof(RuleSet).Assembly.GetManifestResourceStream(Resource) is UnmanagedMemoryStream stream
        ? CatalogBlob.Read(stream) : throw new InvalidOperationException($"the program holds no {Resource}");

    /// <param name="rules">Files with rules of the user's own.</param>
    /// <param name="only">Detector ids, <c>*</c> for any characters; empty: all.</param>
    /// <returns>Null after an error.</returns>
    public static RuleSet? Load(IReadOnlyList<string> rules, IReadOnlyList<string> only, IReadOnlyList<string> without, List<string> errors)
    {
        var catalog = BuiltIn();
        var own = new HashSet<string>();
        List<string> warnings = [];
        if (rules.Count > 0)
        {
            var combined = UserRules.Combine(catalog, [.. rules.Select(UserRules.Load)]);
            errors.AddRange(combined.Diagnostics.Where(d => !d.Warning).Select(d => d.ToString()));
            warnings.AddRange(combined.Diagnostics.Where(d => d.Warning).Select(d => d.ToString()));
            if (combined.Catalog is null) return null;
            own.UnionWith(combined.Catalog.Detectors.Select(d => d.Id).Except(catalog.Detectors.Select(d => d.Id)));
            catalog = combined.Catalog;
            if (catalog.Detectors.Count == 0) errors.Add($"--rules {Printable.Of(string.Join(' ', rules))}: there is no rule in it to look for anything by");
        }
        foreach (var (option, pattern) in only.Select(p => ("--detector", p)).Concat(without.Select(p => ("--exclude-detector", p))))
        {
            if (!catalog.Detectors.Any(d => Matches(pattern, d.Id))) errors.Add($"{option} {Printable.Of(pattern)}: no detector of that name; 'stanch detectors list' names them all");
        }
        if (errors.Count > 0) return null;
        return new RuleSet(catalog, [.. catalog.Detectors.Where(d => (only.Count == 0 || only.Any(p => Matches(p, d.Id))) && !without.Any(p => Matches(p, d.Id)))])
        {
            Warnings = warnings, Own = own,
        };
    }

    public RuleSet Warn(Terminal terminal)
    {
        foreach (var warning in Warnings) terminal.Complain(warning);
        return this;
    }

    private static bool Matches(string pattern, string id) => FileSystemName.MatchesSimpleExpression(pattern, id, ignoreCase: false);
}
