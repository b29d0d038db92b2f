using Stanch.Text;

namespace Stanch.Playbooks.Site;

/// <summary>The way in: what leaked?</summary>
internal static class IndexPage
{
    public static string Write(SiteMap map)
    {
        var page = new SitePage(map, "index.html", "A secret leaked. What now? Stanch playbooks",
            $"What to do when a key, token or password has leaked: {map.Catalog.Detectors.Count} types of credentials of {map.Providers.Count} providers, step by step.");
        page.Output.Write(
            """
            <main id="main">
            <div class="begin">
            <div class="hero">
            <h1>A secret leaked. What now?</h1>
            <p class="lede">Find what it is. Its page begins with what to do now, and goes on to how it is replaced and revoked, how misuse is seen, and whom to tell.</p>
            <form id="search" role="search" hidden>
            <label for="query">What leaked?</label>
            <input id="query" type="search" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="hint">
            <p id="hint" class="soft">A provider, words of its name, or how the value begins, such as ghp_. Nothing that you type leaves this page.</p>
            </form>
            <div id="found" hidden>
            <p id="count" role="status"></p>
            <ol id="results" class="types"></ol>
            </div>
            </div>

            """);
        Now(page);
        page.Output.Write("</div>\n<section aria-labelledby=\"often\">\n<h2 id=\"often\">Leaked often</h2>\n");
        TypeList.Providers(page, map.OftenLeaked, "cards");
        page.Output.Write("</section>\n<section aria-labelledby=\"categories\">\n<h2 id=\"categories\">By what it is for</h2>\n<ul class=\"cards small\">\n");
        foreach (var category in map.Categories) page.Output.Write($"<li>{page.Link(SiteMap.CategoryPath(category), SiteMap.CategoryName(category))} <span class=\"soft\">{map.In(category).Count}</span></li>\n");
        page.Output.Write("</ul>\n</section>\n<section aria-labelledby=\"all\">\n<h2 id=\"all\">All providers</h2>\n");
        Letters(page, map);
        page.Output.Write("</section>\n</main>\n");
        return page.End();
    }

    private static void Now(SitePage page) => page.Output.Write(
        $"""
        <section class="first" aria-labelledby="first">
        <h2 id="first">You don't know yet which it is?</h2>
        <ol>
        <li><strong>Note the time</strong>, where it stands, and since when others could read it. Keep the commit, post or log for now: it is evidence.</li>
        <li><strong>Don't only delete it.</strong> Whoever has read it still has it. A secret is harmless when its provider refuses it, and not before.</li>
        <li><strong>Let a scan tell what it is</strong>, in which file and commit, and write the playbook for that very finding:
        <pre tabindex="0" role="group" aria-label="Commands"><code>{MarkupText.Of("stanch scan . --report json=report.json")}
        {MarkupText.Of("stanch playbook --finding FINGERPRINT --scan report.json")}</code></pre></li>
        <li><strong>Does somebody use it now?</strong> Then end it first, whatever breaks, and repair afterwards.</li>
        </ol>
        </section>

        """);

    private static void Letters(SitePage page, SiteMap map)
    {
        var letters = map.Providers.GroupBy(s => Letter(s.Provider.Name)).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        page.Output.Write($"<nav class=\"letters\" aria-label=\"Letters\">\n<ul>\n{string.Concat(letters.Select(g => $"<li><a href=\"#{Id(g.Key)}\">{g.Key}</a></li>\n"))}</ul>\n</nav>\n<div class=\"az\">\n");
        foreach (var letter in letters)
        {
            page.Output.Write($"<div>\n<h3 id=\"{Id(letter.Key)}\">{letter.Key}</h3>\n");
            TypeList.Providers(page, letter, "plain");
            page.Output.Write("</div>\n");
        }
        page.Output.Write("</div>\n");
    }

    private static string Letter(string name) => char.IsAsciiLetter(name[0]) ? char.ToUpperInvariant(name[0]).ToString() : "0–9";

    private static string Id(string letter) => letter.Length == 1 ? $"letter-{char.ToLowerInvariant(letter[0])}" : "letter-other";
}
