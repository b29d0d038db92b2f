using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

/// <summary>Why it may have leaked, so that it does not leak again the same way.</summary>
internal static class LeakChapter
{
    public static Section Write(Case facts)
    {
        var chapter = new Chapter("leak", "Why it may have leaked", facts);
        if (facts.Exposure is { } exposure)
            chapter.Add(new Block(BlockKind.List, Origin.Type, [.. exposure.Places.Select(p => $"{p.At}: {Cause(p)}").Distinct().Take(8)]) { Label = "Here" });
        return chapter.Say("leaks", "Usual ways")
            .List("Look for copies", "Other branches, forks and clones of the same repository",
                "Logs of pipelines, and what they built: images, packages, archives", "Chats, tickets, wikis and mails in which it was passed on",
                "Backups and laptops of those who worked with it")
            .Code("Find them in a repository with its history", "shell", "stanch scan PATH")
            .End();
    }

    private static string Cause(ExposedPlace place)
    {
        if (place.File == "<commit message>" || place.File == "<tag message>") return "written into a message, which every clone has";
        if (!place.IsFile) return "it was in what was piped into the scan";
        var path = place.File.ToLowerInvariant();
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.StartsWith(".env", StringComparison.Ordinal) || name.EndsWith(".env", StringComparison.Ordinal)) return "an environment file was committed; add it to .gitignore and keep an example without values";
        if (path.Contains(".github/workflows", StringComparison.Ordinal) || path.Contains(".gitlab-ci", StringComparison.Ordinal) || name is "jenkinsfile" or ".travis.yml" || path.Contains(".circleci/", StringComparison.Ordinal))
            return "written into a pipeline; use its protected variables";
        if (name.StartsWith("dockerfile", StringComparison.Ordinal) || name.Contains("compose", StringComparison.Ordinal)) return "written into a container's build or set-up; it is in the image's layers too";
        if (name.EndsWith(".ipynb", StringComparison.Ordinal)) return "in a notebook, perhaps in its saved output";
        if (name.EndsWith(".tfstate", StringComparison.Ordinal) || name.EndsWith(".tf", StringComparison.Ordinal) || name.EndsWith(".tfvars", StringComparison.Ordinal)) return "in infrastructure code or its state, which holds values in clear";
        if (path.Contains("test", StringComparison.Ordinal) || path.Contains("fixture", StringComparison.Ordinal) || path.Contains("example", StringComparison.Ordinal)) return "in a test or an example; use made-up values there";
        if (name.EndsWith(".log", StringComparison.Ordinal)) return "written to a log";
        return "written into the source";
    }
}
