namespace Stanch.Playbooks;

/// <summary>One value that a scan found, with every place of it. The value itself is not kept.</summary>
/// <param name="Detector">Id of its type.</param>
/// <param name="Fingerprint">Names the value in every report.</param>
/// <param name="Redacted">As the report shows it.</param>
public sealed record Exposure(string Detector, string Fingerprint, string Redacted, IReadOnlyList<ExposedPlace> Places)
{
    /// <summary>The place to begin with: what still stands in the tree, then the oldest.</summary>
    public ExposedPlace Lead => Places[0];

    /// <summary>The oldest commit that is known to hold it.</summary>
    public ExposedCommit? First => Places.Where(p => p.Commit is not null).OrderBy(p => p.Commit!.Date, StringComparer.Ordinal).FirstOrDefault()?.Commit;
}

/// <param name="Repository">Empty where the scan saw one.</param>
/// <param name="File">Path with forward slashes, or <c>&lt;stdin&gt;</c>, <c>&lt;commit message&gt;</c>.</param>
/// <param name="Variable">The name that the value is given to, as far as its line tells; may be empty.</param>
public sealed record ExposedPlace(string Repository, string File, long Line, long Column, string Variable, ExposedCommit? Commit)
{
    public bool InCurrentTree { get; init; }
    public bool Unreachable { get; init; }
    public IReadOnlyList<string> OtherPaths { get; init; } = [];

    /// <summary>Whether it is a file with a path, not a stream or a message.</summary>
    public bool IsFile => !File.StartsWith('<');

    public string At => $"{(Repository.Length == 0 || File.StartsWith(Repository + "/", StringComparison.Ordinal) ? "" : Repository + "/")}{File}:{Line}";
}

/// <param name="Date">As the report writes it: RFC 3339.</param>
public sealed record ExposedCommit(string Id, string Author, string Date)
{
    public string Short => Id.Length > 10 ? Id[..10] : Id;
    public string Day => Date.Length >= 10 ? Date[..10] : Date;
}
