namespace Stanch.Sources.Git;

/// <summary>A blob of a repository's object database. Its places are asked for afterwards, and only for blobs in which something was found: <see cref="GitHistory.Trace"/>.</summary>
public sealed record GitBlobProvenance(ObjectId Id) : Provenance
{
    public override string Describe() => Id.ToString();
}

/// <summary>The message of a commit or of an annotated tag.</summary>
public sealed record GitMessageProvenance(ObjectId Id, bool IsTag) : Provenance
{
    public override string Describe() => IsTag ? $"<tag message> {Id}" : $"<commit message> {Id}";
}

/// <summary>A blob that the index holds and the last commit does not.</summary>
/// <param name="Path">Relative to the work tree, with forward slashes.</param>
public sealed record StagedProvenance(string Path, ObjectId Id) : Provenance
{
    public override string Describe() => Path;
}
