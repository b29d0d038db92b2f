namespace Stanch.Sources.Git;

/// <summary>Where a blob comes from: the first commit that holds it in an order that puts parents before children and older before younger.</summary>
public sealed record BlobOrigin
{
    /// <summary>None when no commit leads to it: it is unreachable, or a tag points to it.</summary>
    public ObjectId Commit { get; init; }
    /// <summary>Name and address as written in the commit.</summary>
    public string Author { get; init; } = "";
    /// <summary>Author date with its own offset.</summary>
    public DateTimeOffset Date { get; init; }
    /// <summary>All paths that it has had in history (at most <see cref="MostPaths"/>), the first commit's first. Empty for a message.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];
    /// <summary>The paths that it has in HEAD's tree; for a bare repository in that of HEAD or any branch.</summary>
    public IReadOnlyList<string> InTip { get; init; } = [];
    /// <summary>No ref leads to it.</summary>
    public bool Unreachable { get; init; }

    public const int MostPaths = 1000;
}
