using Stanch.Catalog;
using Stanch.Playbooks.Formats;
using Stanch.Text;

namespace Stanch.Playbooks.Site;

/// <summary>The playbook of one type; what to do now comes before what it is.</summary>
internal static class TypePage
{
    private static readonly PlaybookRequest request = new() { CodeElsewhere = true };

    public static string Write(SiteMap map, Shelf shelf, Detector type)
    {
        var provider = shelf.Provider;
        var playbook = map.Library.Of(type, request);
        playbook = playbook with { Sections = [.. playbook.Sections.OrderBy(s => s.Id == "now" ? 0 : s.Id == "links" ? 2 : 1)] };
        var page = new SitePage(map, SiteMap.PathOf(type), $"{type.Title} leaked: what to do", playbook.Summary,
            (SiteMap.CategoryPath(provider.Category), SiteMap.CategoryName(provider.Category)), (SiteMap.PathOf(provider), provider.Name), ("", type.Title));
        Title(page, playbook, type, provider);
        List<(string Id, string Title)> contents = [.. playbook.Sections.Select(s => (s.Id, s.Title)), ("format", "How it is recognised")];
        if (shelf.Types.Count > 1) contents.Add(("others", $"Others of {provider.Name}"));
        page.Output.Write("<nav class=\"contents\" aria-label=\"On this page\">\n<ol>\n");
        foreach (var (id, title) in contents) page.Output.Write($"<li><a href=\"#{MarkupText.Of(id)}\">{MarkupText.Of(title)}</a></li>\n");
        page.Output.Write("</ol>\n</nav>\n<div class=\"text\">\n");
        new PlaybookHtml(page.Output) { Numbered = false, AtEnd = section => { if (section.Id == "store") CodeList.Write(page, map, type); } }.Sections(playbook);
        Format(page, type, provider, map);
        if (shelf.Types.Count > 1)
        {
            page.Output.Write($"<section id=\"others\" aria-labelledby=\"others-title\">\n<h2 id=\"others-title\">Others of {page.Link(SiteMap.PathOf(provider), provider.Name)}</h2>\n");
            TypeList.Types(page, map, shelf.Types.Where(t => t != type));
            page.Output.Write("</section>\n");
        }
        page.Output.Write("</div>\n</main>\n");
        return page.End();
    }

    private static void Title(SitePage page, Playbook playbook, Detector type, Provider provider)
    {
        var tone = type.Public ? "good" : playbook.Order == Order.ContainFirst ? "alarm" : "calm";
        page.Output.Write(
            $"""
            <main id="main" class="with-contents">
            <div class="title">
            <h1>{MarkupText.Of(type.Title)}</h1>
            <p class="line">{SitePage.Badge(type)} {page.Link(SiteMap.PathOf(provider), provider.Name)} <span class="soft">{MarkupText.Of(playbook.Family)}</span> <code>{MarkupText.Of(type.Id)}</code></p>
            <p class="summary {tone}"><strong>{MarkupText.Of(playbook.Summary)}</strong></p>
            </div>

            """);
    }

    private static void Format(SitePage page, Detector type, Provider provider, SiteMap map)
    {
        page.Output.Write("<section id=\"format\" aria-labelledby=\"format-title\">\n<h2 id=\"format-title\">How it is recognised</h2>\n<dl class=\"facts\">\n");
        Fact("Severity", $"{type.Severity.ToString().ToLowerInvariant()}{(type.Public ? ", public by design" : "")}, when nothing else is known");
        Fact("Family", map.Catalog.FamilyOf(type)?.Title ?? type.Family);
        Fact("How sure", type.Sureness switch
        {
            Sureness.Documented => "documented: the provider states the format",
            Sureness.Observed => "observed: seen in several independent places, not stated by the provider",
            _ => "contextual: the value has no shape of its own, and only a name or host beside it tells",
        });
        if (type.Source.Length > 0) page.Output.Write($"<div><dt>Source</dt><dd><a href=\"{MarkupText.Of(type.Source)}\" rel=\"noreferrer\">{MarkupText.Of(type.Source)}</a></dd></div>\n");
        if (type.Beside.Length > 0) Fact("Parts beside it", string.Join(", ", type.Beside.Select(b => b.Needed ? $"{b.Name} (needed)" : b.Name)));
        if (provider.Hosts.Length > 0) Fact("Hosts", string.Join(", ", provider.Hosts));
        page.Output.Write($"</dl>\n<p class=\"caption\">All about it, with its pattern</p>\n<pre tabindex=\"0\" role=\"group\" aria-label=\"Command\"><code>stanch detectors show {MarkupText.Of(type.Id)}</code></pre>\n");
        page.Output.Write($"<p class=\"caption\">This page for a terminal, or for a finding of yours</p>\n<pre tabindex=\"0\" role=\"group\" aria-label=\"Commands\"><code>stanch playbook {MarkupText.Of(type.Id)}\nstanch playbook --finding FINGERPRINT --scan report.json</code></pre>\n</section>\n");

        void Fact(string name, string value) => page.Output.Write($"<div><dt>{name}</dt><dd>{MarkupText.Of(value)}</dd></div>\n");
    }
}
