namespace Stanch.Scanning.Ignoring;

/// <summary>A found secret with a mark beside it, at one path.</summary>
public sealed record MarkedSecret
{
    public required InlineMark Mark { get; init; }
    public required SecretValue Value { get; init; }
    public required string Detector { get; init; }
    public required string File { get; init; }
    /// <summary>1-based.</summary>
    public required int Line { get; init; }
    /// <summary>Which content of <see cref="File"/>: a blob's id; empty for the file as it lies there.</summary>
    public string Content { get; init; } = "";
    /// <summary>
    /// It stands in what is there now: the working tree, the index for a staged change, the tip for a bare repository. Only such marks hide:
    /// one that was taken out again no longer does.
    /// </summary>
    public required bool Current { get; init; }
    /// <summary>Of the first commit that brought the content; null: not committed.</summary>
    public DateTimeOffset? Date { get; init; }
}
