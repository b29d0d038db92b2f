using Stanch.Playbooks.Snippets;
using Stanch.Text;

namespace Stanch.Playbooks.Site;

/// <summary>Programs of every language that read a credential with certain parts from every store. A script puts in the names of the type that a reader comes from.</summary>
internal static class CodePage
{
    /// <summary>What stands for a type's own path; site.js knows it.</summary>
    public const string Path = "provider/credential";

    public static string Write(SiteMap map, CredentialShape shape)
    {
        var parts = string.Join(", ", shape.Parts.Select(p => p.Name));
        var title = shape.Parts.Count == 1 ? "Code for a credential of one part" : $"Code for a credential with {parts}";
        var page = new SitePage(map, SiteMap.CodePathOf(shape), title, $"How programs in {SnippetLibrary.Languages.Count} languages read a credential ({parts}) from a secret store.", ("", "Code"));
        page.Output.Write(
            $"""
            <main id="main" class="with-contents" data-variables="{MarkupText.Of(string.Join(' ', shape.Parts.Select(p => p.Variable)))}">
            <div class="title">
            <h1>Read it from a store</h1>
            <p class="lede">For a credential of {(shape.Parts.Count == 1 ? "one part" : $"these parts: {MarkupText.Of(parts)}")}. None of the programs prints a value, and each refuses to go on without one.</p>
            <p id="names">Put the path under which yours stands in the place of <code>{Path}</code>.</p>
            </div>
            <nav class="contents" aria-label="Stores">
            <ol>

            """);
        foreach (var store in SnippetLibrary.Stores) page.Output.Write($"<li><a href=\"#{store}\">{SnippetNames.Store(store)}</a></li>\n");
        page.Output.Write("</ol>\n</nav>\n<div class=\"text\">\n");
        foreach (var store in SnippetLibrary.Stores)
        {
            page.Output.Write($"<section id=\"{store}\" aria-labelledby=\"{store}-title\">\n<h2 id=\"{store}-title\">{SnippetNames.Store(store)}</h2>\n");
            CodeList.Languages(page, store, shape, store + "-");
            page.Output.Write("</section>\n");
        }
        page.Output.Write("</div>\n</main>\n");
        return page.End();
    }
}
