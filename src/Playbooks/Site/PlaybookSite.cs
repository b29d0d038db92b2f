using System.Text;
using Stanch.Catalog;

namespace Stanch.Playbooks.Site;

/// <summary>
/// Every playbook of a catalog as pages that link to each other: read without a server, without scripts but for the search, and without any file from elsewhere.
/// The same catalog makes the same bytes.
/// </summary>
public sealed class PlaybookSite(ProviderCatalog catalog)
{
    /// <summary>One after the other, so that they never stand in memory all at once.</summary>
    public IEnumerable<SiteFile> Files()
    {
        var map = new SiteMap(catalog);
        yield return File("site.css", SiteAssets.Style);
        yield return File("site.js", SiteAssets.Script);
        yield return File("icon.svg", SiteAssets.Icon);
        yield return File("search.js", SearchIndex.Script(map));
        yield return File("index.html", IndexPage.Write(map));
        foreach (var category in map.Categories) yield return File(SiteMap.CategoryPath(category), CategoryPage.Write(map, category));
        foreach (var provider in map.Providers)
        {
            yield return File(SiteMap.PathOf(provider.Provider), ProviderPage.Write(map, provider));
            foreach (var type in provider.Types) yield return File(SiteMap.PathOf(type), TypePage.Write(map, provider, type));
        }
        foreach (var shape in map.Shapes) yield return File(SiteMap.CodePathOf(shape), CodePage.Write(map, shape));
    }

    private static SiteFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
