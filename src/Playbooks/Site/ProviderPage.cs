using Stanch.Playbooks.Formats;
using Stanch.Text;

namespace Stanch.Playbooks.Site;

/// <summary>Which of a provider's credentials leaked, and what all of them share.</summary>
internal static class ProviderPage
{
    public static string Write(SiteMap map, Shelf shelf)
    {
        var provider = shelf.Provider;
        var page = new SitePage(map, SiteMap.PathOf(provider), $"{provider.Name}: a credential leaked, what to do", $"Which credential of {provider.Name} leaked, and what to do about it, step by step.",
            (SiteMap.CategoryPath(provider.Category), SiteMap.CategoryName(provider.Category)), ("", provider.Name));
        var single = shelf.Types.Count == 1;
        var playbook = map.Library.Of(provider, PlaybookRequest.Plain);
        // Of a single type all the rest stands on that type's page.
        List<Section> sections = single ? [.. playbook.Sections.Where(s => s.Id is "links")] : [.. playbook.Sections.Where(s => s.Id != "which")];
        page.Output.Write($"<main id=\"main\" class=\"with-contents\">\n<div class=\"title\">\n<h1>{MarkupText.Of(provider.Name)}</h1>\n");
        page.Output.Write($"<p class=\"summary calm\"><strong>{MarkupText.Of(single ? "One type of credentials is known. Its page says what to do now." : playbook.Summary)}</strong></p>\n</div>\n");
        page.Output.Write($"<nav class=\"contents\" aria-label=\"On this page\">\n<ol>\n<li><a href=\"#which\">Which one leaked?</a></li>\n");
        foreach (var section in sections) page.Output.Write($"<li><a href=\"#{MarkupText.Of(section.Id)}\">{MarkupText.Of(section.Title)}</a></li>\n");
        page.Output.Write("</ol>\n</nav>\n<div class=\"text\">\n<section id=\"which\" aria-labelledby=\"which-title\">\n<h2 id=\"which-title\">Which one leaked?</h2>\n");
        TypeList.Types(page, map, shelf.Types.OrderBy(t => t.Public).ThenByDescending(t => t.Severity));
        page.Output.Write("</section>\n");
        new PlaybookHtml(page.Output) { Numbered = false }.Sections(playbook with { Sections = sections });
        page.Output.Write("</div>\n</main>\n");
        return page.End();
    }
}
