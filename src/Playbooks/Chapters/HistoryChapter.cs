using Stanch.Playbooks.Advice;
using Stanch.Text;

namespace Stanch.Playbooks.Chapters;

/// <summary>Cleaning the history, and when it is not worth it.</summary>
internal static class HistoryChapter
{
    public static Section Write(Case facts)
    {
        var chapter = new Chapter("history", "Clean the history", facts);
        chapter.Text("Revoking is the cure; cleaning only tidies up. Whoever has a clone, a fork or a cache keeps the value.");
        if (facts.Exposure is { } exposure && !exposure.Places.Any(p => p.Commit is not null || p.Unreachable))
            return Uncommitted(chapter);
        chapter.List("Not worth it when", "the old one is revoked and refused, and nothing else in the commit is secret",
            "the repository was public: copies are out of reach", "many people or systems work with clones, and each would have to clone anew");
        chapter.List("Worth it when", "the old one can't be revoked, or only later", "personal data or a private key that decrypts old data stands beside it", "the push is minutes old and nobody has fetched it");
        chapter.Heading("How").Steps(
            "Tell everybody to push what they have and to stop. All commit ids from there on will change.",
            "Work in a fresh mirror. Put the value into a file outside of the repository, which no history keeps; one value a line.",
            "Rewrite, look at the result, and push all refs.",
            "Ask the code host's support to drop cached views and pull request refs. Delete forks, or have them deleted.",
            "Everybody clones anew. A merge from an old clone brings the value back.",
            "Scan again.");
        return chapter.Code("With git-filter-repo 2.47 or later", "shell", Commands(facts)).End();
    }

    private static Section Uncommitted(Chapter chapter) => chapter
        .Text("The scan saw the value in no commit, so there is no history to clean as far as it looked. Take the value out of the file, and see that it is not staged.")
        .Code("See for yourself", "shell", "git status\nstanch scan --staged").End();

    private static string Commands(Case facts)
    {
        var path = facts.Exposure?.Places.FirstOrDefault(p => p.IsFile && p.Commit is not null);
        var paths = path is null ? [] : (string[])[InRepository(path), .. path.OtherPaths];
        var lines = new List<string>
        {
            "git clone --mirror REPOSITORY cleaned && cd cleaned",
            "# ../values.txt: the leaked value, alone on its line; it is replaced by ***REMOVED***",
            "git filter-repo --sensitive-data-removal --replace-text ../values.txt",
        };
        lines.Add(paths.Length == 0 ? "# or, if a whole file should never have been there:" : "# or, if the whole file should never have been there:");
        lines.Add($"git filter-repo --sensitive-data-removal --invert-paths {(paths.Length == 0 ? "--path FILE" : string.Join(' ', paths.Take(5).Select(p => $"--path {Shell.Quoted(p)}")))}");
        if (facts.Exposure?.First is { } commit) lines.Add($"git log --oneline --all --source | head   # the commits from {Printable.Of(commit.Short)} on have new ids");
        if (facts.Exposure?.Places.Any(p => p.Unreachable) == true) lines.Add("git reflog expire --expire=now --all && git gc --prune=now   # what no ref leads to");
        lines.AddRange(["git push --force --mirror REPOSITORY", "rm ../values.txt", "stanch scan ."]);
        return string.Join('\n', lines);
    }

    private static string InRepository(ExposedPlace place) =>
        place.Repository.Length > 0 && place.File.StartsWith(place.Repository + "/", StringComparison.Ordinal) ? place.File[(place.Repository.Length + 1)..] : place.File;
}
