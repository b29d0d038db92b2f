using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

/// <summary>What it is, in a few lines: the reader is in a hurry.</summary>
internal static class AboutChapter
{
    private const int PlacesShown = 8;

    public static Section Write(Case facts)
    {
        var chapter = new Chapter("about", "What it is", facts);
        if (facts.Exposure is { } exposure) Found(chapter, exposure);
        return chapter.Say("what").Say("use-cases", "Used for").End();
    }

    private static void Found(Chapter chapter, Exposure exposure)
    {
        var lines = exposure.Places.Take(PlacesShown).Select(Line).ToList();
        if (exposure.Places.Count > PlacesShown) lines.Add($"… and {exposure.Places.Count - PlacesShown} more; the report names them all");
        chapter.Add(new Block(BlockKind.List, Origin.Type, lines) { Label = $"Found ({exposure.Redacted}, fingerprint {exposure.Fingerprint})" });
    }

    private static string Line(ExposedPlace place)
    {
        var line = place.At;
        if (place.Variable.Length > 0) line += $", as {place.Variable}";
        if (place.Commit is { } commit) line += $", since commit {commit.Short} of {commit.Day} by {commit.Author}";
        else if (place.IsFile) line += ", in no commit that was read";
        return line + (place.InCurrentTree ? "" : place.Unreachable ? "; only in objects that no ref leads to" : place.Commit is null ? "" : "; gone from the tree, still in the history");
    }
}
