using Stanch.Archives;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>How a finding's place is written for people. All but <see cref="Whole"/> is fit to be shown.</summary>
internal static class Place
{
    // The longest path that Linux opens is 4,096 bytes; nobody reads that, and ten thousand of them are a denial of service.
    private const int LongestPath = 300;
    private const int LongestName = 80;

    /// <summary>Path with its repository.</summary>
    public static string Path(Finding finding) => Printable.Of(Whole(finding), LongestPath);

    public static string At(Finding finding) => $"{Path(finding)}:{finding.LineStart}:{finding.ColumnStart}";

    public static string CommitId(CommitOrigin commit) => Printable.Of(commit.Id.Length > 10 ? commit.Id[..10] : commit.Id);

    public static string Author(CommitOrigin commit) => Printable.Of(commit.Author, LongestName);

    /// <summary>Whether it still stands; empty where the question makes no sense.</summary>
    public static string State(Finding finding) => finding switch
    {
        { Image: { } image } => ImageText.State(image),
        { File: "<stdin>" } => "",
        _ when finding.File.StartsWith("<stdin>" + EntryProvenance.Separator, StringComparison.Ordinal) => "",
        { File: "<commit message>" or "<tag message>" } => "in history",
        { Unreachable: true } => "only in objects that no ref leads to",
        { InCurrentTree: true } => "still in the tree",
        { Commit: null } => "",
        _ => "gone from the tree, still in history",
    };

    /// <summary>The commit that brought it, or why there is none.</summary>
    public static string Origin(Finding finding, Receipt receipt)
    {
        if (finding.Image is { } image) return ImageText.Origin(image);
        if (finding.Commit is { } c) return $"since {CommitId(c)} · {Units.Day(c.Date)} · {Author(c)}";
        if (finding.File.StartsWith("<stdin>", StringComparison.Ordinal)) return "from standard input";
        if (receipt.Scope.Contains("staged")) return "staged, not committed";
        if (receipt.Scope.Contains("history")) return "not committed yet";
        return receipt.Scope.Any(s => s.StartsWith("range ", StringComparison.Ordinal) || s.StartsWith("since ", StringComparison.Ordinal))
            ? "in no commit that was read"
            : "history was not read";
    }

    /// <summary>Path with its repository, as it is.</summary>
    public static string Whole(Finding finding) =>
        finding.Repository.Length == 0 || finding.File.StartsWith(finding.Repository + "/", StringComparison.Ordinal)
            ? finding.File
            : $"{finding.Repository}/{finding.File}";
}
