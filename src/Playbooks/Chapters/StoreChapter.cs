using Stanch.Playbooks.Advice;
using Stanch.Playbooks.Snippets;
using Stanch.Playbooks.Stores;

namespace Stanch.Playbooks.Chapters;

/// <summary>Where the new one stands, how it gets there, and how a program reads it.</summary>
internal static class StoreChapter
{
    public static Section Write(Case facts)
    {
        var chapter = new Chapter("store", "Store it safely", facts);
        var store = facts.Request.Store ?? "env";
        var shape = facts.Shape;
        chapter.Say("storage");
        var deposit = Deposit.Into(store, shape, facts.Detector?.Family == "private-key");
        chapter.Heading($"Put it into {deposit.Store}").Text(deposit.Note).Code($"In bash{(deposit.Commands.Contains("jq -n", StringComparison.Ordinal) ? ", with jq" : "")}; no value lands in the history or in the list of processes", "shell", deposit.Commands);
        if (facts.Request.CodeElsewhere) return chapter.End();
        Snippet[] snippets = [.. Languages(facts).Select(l => SnippetLibrary.Render(l, store, shape))];
        foreach (var snippet in snippets) Read(chapter, snippet);
        foreach (var note in snippets.SelectMany(s => s.Notes).Distinct()) Note(chapter, note);
        return chapter.Heading("In other languages and stores").Code("", "shell", $"stanch playbook {facts.Shape.Path} --lang {string.Join('|', SnippetLibrary.Languages)} \\\n    --store {string.Join('|', SnippetLibrary.Stores)}").End();
    }

    private static void Read(Chapter chapter, Snippet snippet)
    {
        chapter.Heading($"Read it in {Name(snippet.Language)}");
        if (snippet.Install.Length > 0) chapter.Code("Install", "shell", snippet.Install);
        chapter.Code(snippet.FileName, snippet.Language, snippet.Code);
    }

    private static void Note(Chapter chapter, string note)
    {
        if (note.Contains('\n', StringComparison.Ordinal)) chapter.Code("", "text", note);
        else chapter.Text(note);
    }

    private static IEnumerable<string> Languages(Case facts)
    {
        if (facts.Request.Language is { } asked) return [asked];
        return facts.Exposure?.Places.Select(p => OfFile(p.File)).FirstOrDefault(l => l is not null && SnippetLibrary.Languages.Contains(l)) is { } own ? [own] : ["python", "shell"];
    }

    private static string? OfFile(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".py" or ".ipynb" => "python",
        ".js" or ".ts" or ".jsx" or ".tsx" or ".mjs" or ".cjs" or ".vue" or ".svelte" => "javascript",
        ".java" or ".kt" or ".scala" or ".groovy" => "java",
        ".go" => "go",
        ".rb" or ".erb" => "ruby",
        ".php" => "php",
        ".cs" or ".vb" or ".fs" or ".cshtml" or ".razor" => "csharp",
        ".sh" or ".bash" or ".zsh" => "shell",
        _ => null,
    };

    private static string Name(string language) => language switch
    {
        "javascript" => "JavaScript",
        "csharp" => "C#",
        "php" => "PHP",
        "shell" => "a shell script",
        _ => char.ToUpperInvariant(language[0]) + language[1..],
    };
}
