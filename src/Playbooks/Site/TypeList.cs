using Stanch.Catalog;
using Stanch.Text;

namespace Stanch.Playbooks.Site;

/// <summary>Types and providers to choose from.</summary>
internal static class TypeList
{
    public static void Types(SitePage page, SiteMap map, IEnumerable<Detector> types)
    {
        page.Output.Write("<ul class=\"types\">\n");
        foreach (var type in types)
        {
            var order = type.Public ? "public by design" : map.Library.Of(type, PlaybookRequest.Plain).Order == Order.ContainFirst ? "contain first" : "continuity first";
            page.Output.Write($"<li>{page.Link(SiteMap.PathOf(type), type.Title)}<span class=\"line\">{SitePage.Badge(type)} <span class=\"soft\">{order}</span> <code>{MarkupText.Of(type.Id)}</code></span></li>\n");
        }
        page.Output.Write("</ul>\n");
    }

    public static void Providers(SitePage page, IEnumerable<Shelf> providers, string style)
    {
        page.Output.Write($"<ul class=\"{style}\">\n");
        foreach (var shelf in providers) page.Output.Write($"<li>{page.Link(SiteMap.PathOf(shelf.Provider), shelf.Provider.Name)} <span class=\"soft\">{shelf.Count}</span></li>\n");
        page.Output.Write("</ul>\n");
    }
}
