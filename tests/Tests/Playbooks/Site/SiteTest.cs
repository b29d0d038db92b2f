using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using Stanch.Playbooks.Site;
using Stanch.Playbooks.Snippets;

namespace Stanch.Tests.Playbooks.Site;

/// <summary>Every page of the shipped catalog's site.</summary>
public sealed class SiteTest
{
    [Fact]
    public void Every_type_provider_and_category_has_a_page()
    {
        Assert.All(Shelf.Shipped.Detectors, d => Assert.Contains($"types/{d.Id}.html", Pages.Files.Keys));
        Assert.All(Shelf.Shipped.Providers, p => Assert.Contains($"providers/{p.Id}.html", Pages.Files.Keys));
        Assert.All(Shelf.Shipped.Providers, p => Assert.Contains($"categories/{p.Category}.html", Pages.Files.Keys));
        Assert.Equal(Shelf.Shipped.Providers.Count, Pages.Parsed["index.html"].QuerySelectorAll(".az a").Length);
    }

    [Fact]
    public void Every_link_leads_to_a_page_and_a_place_that_there_is()
    {
        var ids = Pages.Parsed.ToDictionary(p => p.Key, p => p.Value.QuerySelectorAll("[id]").Select(e => e.Id!).ToHashSet());
        var broken = new HashSet<string>();
        foreach (var (path, page) in Pages.Parsed)
            foreach (var link in page.QuerySelectorAll("a[href]"))
            {
                if (Pages.Target(path, link.Attribute("href")) is not { } target) continue;
                var there = target.Path == SiteManifest.FileName || Pages.Files.ContainsKey(target.Path);
                if (!there || target.Fragment.Length > 0 && !ids[target.Path].Contains(target.Fragment)) broken.Add($"{path}: {link.Attribute("href")}");
            }
        Assert.Empty(broken);
    }

    [Fact]
    public void No_page_loads_anything_from_elsewhere_or_holds_a_script_or_style_of_its_own()
    {
        foreach (var (path, page) in Pages.Parsed)
        {
            foreach (var element in page.QuerySelectorAll("[src], link[href]"))
                Assert.Contains(Assert.NotNull(Pages.Target(path, element.Attribute("src") + element.Attribute("href"))).Path, Pages.Files.Keys);
            Assert.Empty(page.QuerySelectorAll("style, script:not([src]), [style], base, iframe, object, embed, img, video, form[action]"));
            Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.Ordinal));
            Assert.StartsWith("default-src 'none';", page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.Attribute("content"), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("url(", Encoding.UTF8.GetString(Pages.Files["site.css"]), StringComparison.Ordinal);
        Assert.DoesNotContain("@import", Encoding.UTF8.GetString(Pages.Files["site.css"]), StringComparison.Ordinal);
        Assert.DoesNotContain("fetch(", Encoding.UTF8.GetString(Pages.Files["site.js"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_has_what_a_page_must_have_and_its_ids_once()
    {
        foreach (var (path, page) in Pages.Parsed)
        {
            Assert.True(page.QuerySelectorAll("[id]").GroupBy(e => e.Id).All(g => g.Count() == 1), $"{path}: an id twice");
            Assert.Equal("en", page.DocumentElement.Attribute("lang"));
            Assert.NotEmpty(page.Title!.Trim());
            Assert.InRange(page.QuerySelector("meta[name=description]")!.Attribute("content").Length, 30, 300);
            Assert.Single(page.QuerySelectorAll("main"));
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Equal("#main", page.QuerySelector("a")!.Attribute("href"));
            if (path != "index.html") Assert.NotEmpty(page.QuerySelectorAll("nav[aria-label=Breadcrumb] li[aria-current=page]"));
            Assert.All(page.QuerySelectorAll("[aria-labelledby], [aria-describedby]"), e => Assert.NotNull(page.GetElementById(e.Attribute("aria-labelledby") + e.Attribute("aria-describedby"))));
            var last = 0;
            foreach (var heading in page.QuerySelectorAll("h1, h2, h3, h4, h5, h6"))
            {
                var level = heading.LocalName[1] - '0';
                Assert.True(level <= last + 1, $"{path}: '{heading.TextContent}' is of level {level} after {last}");
                last = level;
            }
        }
    }

    [Fact]
    public void A_types_page_begins_with_what_to_do_now_and_holds_all_of_its_playbook()
    {
        foreach (var detector in Shelf.Shipped.Detectors)
        {
            var page = Pages.Parsed[$"types/{detector.Id}.html"];
            var playbook = Shelf.Of(detector.Id);
            Assert.Equal("now", page.QuerySelector("section")!.Id);
            Assert.Equal(detector.Title, page.QuerySelector("h1")!.TextContent);
            Assert.Equal(playbook.Summary, page.QuerySelector(".summary")!.TextContent);
            Assert.All(playbook.Sections, s => Assert.Equal(s.Title, page.GetElementById($"{s.Id}-title")?.TextContent));
            Assert.Contains($"stanch detectors show {detector.Id}", page.GetElementById("format")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(detector.Sureness.ToString().ToLowerInvariant(), page.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(Shelf.Shipped.Detectors.Count(d => d.Provider == detector.Provider) - 1, page.QuerySelectorAll("#others .types > li").Length);
        }
    }

    [Fact]
    public void Every_type_has_code_for_every_language_and_store()
    {
        foreach (var detector in Shelf.Shipped.Detectors.Where(d => !d.Public))
        {
            var page = Pages.Parsed[$"types/{detector.Id}.html"];
            Assert.All(SnippetLibrary.Languages, l => Assert.NotEmpty(page.GetElementById($"env-{l}")!.TextContent));
            foreach (var store in SnippetLibrary.Stores.Where(s => s != "env"))
            {
                var link = Assert.Single(page.QuerySelectorAll("#store a"), a => a.Attribute("href").EndsWith($"#{store}", StringComparison.Ordinal));
                var code = Pages.Parsed[Assert.NotNull(Pages.Target($"types/{detector.Id}.html", link.Attribute("href"))).Path];
                Assert.All(SnippetLibrary.Languages, l => Assert.NotEmpty(code.GetElementById($"{store}-{l}")!.QuerySelector($"code.language-{l}")!.TextContent));
            }
        }
    }

    /// <summary>Somebody who is asked to revoke a key must not wait for its page.</summary>
    [Fact]
    public void Every_page_stays_small()
    {
        Assert.Empty(Pages.Files.Where(f => f.Key.StartsWith("types/", StringComparison.Ordinal) && f.Value.Length > 80_000).Select(f => $"{f.Key}: {f.Value.Length}"));
        Assert.Empty(Pages.Files.Where(f => f.Value.Length > 250_000).Select(f => $"{f.Key}: {f.Value.Length}"));
    }

    [Fact]
    public void The_search_knows_every_type_and_how_its_values_begin()
    {
        var script = Encoding.UTF8.GetString(Pages.Files["search.js"]);
        Assert.StartsWith("window.stanchTypes = [", script, StringComparison.Ordinal);
        using var index = JsonDocument.Parse(script["window.stanchTypes = ".Length..^2]);
        var entries = index.RootElement.EnumerateArray().ToDictionary(e => e[0].GetString()!, e => e[4].GetString()!);
        Assert.Equal(Shelf.Shipped.Detectors.Select(d => d.Id).Order(StringComparer.Ordinal), entries.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("ghp_", entries["github/personal-access-token"], StringComparison.Ordinal);
    }
}
