namespace Stanch.Sources.Git;

/// <summary>What part of a history to read; all of it unless something is set.</summary>
public sealed record HistoryOptions
{
    /// <summary><c>BASE..HEAD</c>, <c>A...B</c> or one revision; only what is new in those commits is read.</summary>
    public string? Range { get; init; }
    /// <summary>Only what is new in commits committed at or after this.</summary>
    public DateTimeOffset? Since { get; init; }
    /// <summary>Only what a push brings.</summary>
    public PushedObjects? Pushed { get; init; }

    internal bool Partly => Range is not null || Since is not null || Pushed is not null;
}

/// <summary>What a push brings: all that some objects lead to, less what the other side has.</summary>
/// <param name="Wanted">Commits, tags, or whatever else a ref can point to.</param>
/// <param name="Known">The other side has these; what is not here is passed over.</param>
/// <param name="KnownRefs">The other side has what these refs lead to: starts of full names, as <c>refs/remotes/origin/</c>.</param>
public sealed record PushedObjects(IReadOnlyList<ObjectId> Wanted, IReadOnlyList<ObjectId> Known, IReadOnlyList<string> KnownRefs)
{
    /// <summary>It is looked at where it arrives, and has left the machine that it comes from.</summary>
    public bool Arrived { get; init; }
}
