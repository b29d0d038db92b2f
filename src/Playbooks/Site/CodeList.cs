using Stanch.Catalog;
using Stanch.Playbooks.Advice;
using Stanch.Playbooks.Snippets;
using Stanch.Playbooks.Stores;
using Stanch.Text;

namespace Stanch.Playbooks.Site;

/// <summary>
/// How a type gets into every store, and how programs read it. With its own names on the type's page: the commands, and the programs for the environment, folded.
/// Programs for the other stores stand on a page for all types with the same parts, since nothing else in them is a type's own but the path in
/// the store, which people choose. One such page for each type made 110 MB of 138, and took two thirds of the time; eight languages by seven stores on the type's own page would
/// have made it four times as large, for somebody who was asked to revoke a key first.
/// </summary>
internal static class CodeList
{
    public static void Write(SitePage page, SiteMap map, Detector type)
    {
        var shape = map.ShapeOf(type);
        page.Output.Write("<div class=\"folded\">\n<h3>Put it into another store</h3>\n<p>In bash; no value lands in the history or in the list of processes.</p>\n");
        foreach (var store in SnippetLibrary.Stores.Where(s => s != "env"))
        {
            var deposit = Deposit.Into(store, shape, type.Family == "private-key");
            page.Output.Write($"<details class=\"code\">\n<summary>{SnippetNames.Store(store)}</summary>\n<div>\n<p>{MarkupText.Of(deposit.Note)}</p>\n{Pre(deposit.Commands, "shell", $"Commands for {SnippetNames.Store(store)}")}</div>\n</details>\n");
        }
        page.Output.Write("</div>\n<div class=\"folded\">\n<h3 id=\"code\">Read it from the environment</h3>\n");
        Languages(page, "env", shape, "env-");
        page.Output.Write("</div>\n<div class=\"folded\">\n<h3>Read it from another store</h3>\n<p>In the same eight languages:</p>\n<ul class=\"cards small\">\n");
        var query = $"?of={type.Id}&as={string.Join('+', shape.Parts.Select(p => p.Variable))}";
        foreach (var store in SnippetLibrary.Stores.Where(s => s != "env")) page.Output.Write($"<li>{page.Link($"{SiteMap.CodePathOf(shape)}{query}#{store}", SnippetNames.Store(store))}</li>\n");
        page.Output.Write("</ul>\n</div>\n");
    }

    /// <param name="prefix">Of the ids, so that each stands once on a page.</param>
    public static void Languages(SitePage page, string store, CredentialShape shape, string prefix)
    {
        Snippet[] snippets = [.. SnippetLibrary.Languages.Select(l => SnippetLibrary.Render(l, store, shape))];
        // What holds whatever the language is need not be said eight times.
        string[] shared = [.. snippets[0].Notes.Where(n => snippets.All(s => s.Notes.Contains(n)))];
        foreach (var snippet in snippets)
        {
            var name = SnippetNames.Language(snippet.Language);
            page.Output.Write($"<details class=\"code\">\n<summary>{name}</summary>\n<div id=\"{prefix}{snippet.Language}\">\n");
            if (snippet.Install.Length > 0) page.Output.Write($"<p class=\"caption\">Install</p>\n{Pre(snippet.Install, "shell", $"Install for {name}")}");
            page.Output.Write($"<p class=\"caption\">{MarkupText.Of(snippet.FileName)}</p>\n{Pre(snippet.Code, snippet.Language, $"{name}: {snippet.FileName}")}");
            Notes(page, snippet.Notes.Except(shared));
            page.Output.Write("</div>\n</details>\n");
        }
        Notes(page, shared);
    }

    private static void Notes(SitePage page, IEnumerable<string> notes)
    {
        foreach (var note in notes) page.Output.Write(note.Contains('\n', StringComparison.Ordinal) ? Pre(note, "text", "Note") : $"<p>{MarkupText.Of(note)}</p>\n");
    }

    public static string Pre(string code, string language, string label) =>
        $"<pre tabindex=\"0\" role=\"group\" aria-label=\"{MarkupText.Of(label)}\"><code class=\"language-{language}\">{string.Join('\n', code.TrimEnd('\n').Split('\n').Select(MarkupText.Of))}</code></pre>\n";
}
