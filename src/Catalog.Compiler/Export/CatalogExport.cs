using System.Text;
using Stanch.Detection.Judging;

namespace Stanch.Catalog.Compiler.Export;

/// <summary>A catalog in gitleaks' format.</summary>
/// <param name="LeftOut">Detectors that can't be said there, each with the reason.</param>
/// <param name="Looser">Ids of detectors of which a part can't: their rules may find more.</param>
public sealed record GitleaksExport(string Toml, IReadOnlyList<string> LeftOut, IReadOnlyList<string> Looser);

/// <summary>The catalog for other programs.</summary>
public static class CatalogExport
{
    // What the engine drops in whatever detector's matches, beyond its words.
    private static readonly string[] templates =
    [
        @"\$\{|\{\{|\$\(|#\{|<%", @"^<(?s:.)*>$|^\{(?s:.)*\}$|^%(?s:.)*%$|^\[(?s:.)*\]$|^@@(?s:.)*@@$|^###", @"^\$[\w.:>\[\]-]+$|\$[A-Z_]{5}", @"(?:\.\.\.)$",
    ];

    /// <summary>Everything, as schema/catalog.schema.json describes it.</summary>
    public static byte[] Json(ProviderCatalog catalog) => CatalogJson.Write(catalog);

    /// <summary>What gitleaks can make use of.</summary>
    /// <param name="version">Of the product.</param>
    public static GitleaksExport Gitleaks(ProviderCatalog catalog, string version)
    {
        List<GitleaksRuleText> rules = [.. catalog.Detectors.OrderBy(d => d.Id, StringComparer.Ordinal).Select(GitleaksRuleText.Of)];
        List<string> leftOut = [.. rules.Where(r => r.Why is not null).Select(r => $"{r.Id}: {r.Why}")];
        List<string> looser = [.. rules.Where(r => r.Looser.Count > 0).Select(r => r.Id)];
        var text = new StringBuilder();
        text.Append($"""
            # Written by stanch {version} from its catalog {(catalog.Hash.Length > 12 ? catalog.Hash[..12] : catalog.Hash)}: {rules.Count - leftOut.Count} rules.
            # {looser.Count} of them can't ask all that Stanch asks (a checksum, another part beside it, a lookaround), so they may find more; each says what.
            # {leftOut.Count} credential types have no rule here:

            """.ReplaceLineEndings("\n"));
        foreach (var left in leftOut) text.Append("#   ").Append(left).Append('\n');
        text.Append($"""

            title = "Stanch catalog"
            minVersion = "v8.25.0"

            [[allowlists]]
            description = "Placeholders"
            regexes = {GitleaksRuleText.Listed(templates.Select(GitleaksRuleText.Literal))}
            stopwords = {GitleaksRuleText.Listed(Placeholder.Words.Select(GitleaksRuleText.Basic))}

            """.ReplaceLineEndings("\n"));
        foreach (var rule in rules.Where(r => r.Why is null)) text.Append('\n').Append(rule.Text);
        return new GitleaksExport(text.ToString(), leftOut, looser);
    }
}
