using System.Globalization;
using System.Text;
using Stanch.Catalog;
using Stanch.Text;

namespace Stanch.Playbooks.Site;

/// <summary>What stands around the contents of every page: head, way back, foot.</summary>
internal sealed class SitePage
{
    // A page that is opened from a disk has the scheme file:, for which 'self' means nothing in some browsers.
    private const string Policy = "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'none'";

    private readonly StringBuilder text = new();
    private readonly string root;
    private readonly SiteMap map;

    /// <param name="path">Where the page is to stand.</param>
    /// <param name="way">The pages above it, from the index on: path and name.</param>
    public SitePage(SiteMap map, string path, string title, string description, params ReadOnlySpan<(string Path, string Name)> way)
    {
        this.map = map;
        root = string.Concat(Enumerable.Repeat("../", path.Count(c => c == '/')));
        Output.Write(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <meta name="description" content="{MarkupText.Of(description)}">
            <title>{MarkupText.Of(title)}</title>
            <link rel="icon" type="image/svg+xml" href="{root}icon.svg">
            <link rel="stylesheet" href="{root}site.css">
            {(way.Length == 0 ? $"<script src=\"{root}search.js\" defer></script>\n" : "")}<script src="{root}site.js" defer></script>
            </head>
            <body class="site">
            <a class="skip" href="#main">Skip to the content</a>
            <header class="top">
            <p class="brand"><a href="{root}index.html">Stanch <span>playbooks</span></a></p>

            """);
        if (way.Length > 0)
        {
            Output.Write("<nav class=\"way\" aria-label=\"Breadcrumb\">\n<ol>\n");
            Output.Write($"<li><a href=\"{root}index.html\">Everything</a></li>\n");
            foreach (var (target, name) in way)
                Output.Write(target.Length > 0 ? $"<li>{Link(target, name)}</li>\n" : $"<li aria-current=\"page\">{MarkupText.Of(name)}</li>\n");
            Output.Write("</ol>\n</nav>\n");
        }
        Output.Write("</header>\n");
    }

    public TextWriter Output => new StringWriter(text, CultureInfo.InvariantCulture);

    public string Link(string path, string name) => $"<a href=\"{Address(path)}\">{MarkupText.Of(name)}</a>";

    /// <summary>The address of a page, or of a place on one, from this one.</summary>
    public string Address(string path) => MarkupText.Of(root + path);

    public string End()
    {
        Output.Write(
            $"""
            <footer class="foot">
            <p>Written by Stanch from its catalog: {map.Providers.Count} providers, {map.Catalog.Detectors.Count} types of credentials. Providers change their pages and prices; where a page of theirs says otherwise, it is right.</p>
            <p>Catalog <code>{MarkupText.Of(map.Catalog.Hash)}</code>. <a href="{root}{SiteManifest.FileName}">Every file of this site with its SHA-256</a>.</p>
            </footer>
            </body>
            </html>

            """);
        // The texts above have the line ends of this file, whatever it was checked out with.
        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    public static string Badge(Detector type)
    {
        var severity = type.Severity.ToString().ToLowerInvariant();
        return $"<span class=\"badge {severity}\">{severity}</span>";
    }
}
