using Stanch.Text;

namespace Stanch.Playbooks.Site;

/// <summary>The providers of a category, with all of their types.</summary>
internal static class CategoryPage
{
    public static string Write(SiteMap map, string category)
    {
        var name = SiteMap.CategoryName(category);
        var providers = map.In(category);
        var page = new SitePage(map, SiteMap.CategoryPath(category), $"{name}: what to do when a credential leaked", $"Playbooks for leaked credentials: {name}, {providers.Count} providers.", ("", name));
        page.Output.Write($"<main id=\"main\" class=\"list\">\n<h1>{MarkupText.Of(name)}</h1>\n<p class=\"lede\">{providers.Count} {(providers.Count == 1 ? "provider" : "providers")}. Choose what leaked.</p>\n");
        foreach (var shelf in providers)
        {
            page.Output.Write($"<section>\n<h2>{page.Link(SiteMap.PathOf(shelf.Provider), shelf.Provider.Name)}</h2>\n");
            TypeList.Types(page, map, shelf.Types);
            page.Output.Write("</section>\n");
        }
        page.Output.Write("</main>\n");
        return page.End();
    }
}
