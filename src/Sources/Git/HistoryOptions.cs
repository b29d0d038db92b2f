namespace Stanch.Sources.Git;

/// <summary>What part of a history to read; all of it unless something is set.</summary>
public sealed record HistoryOptions
{
    /// <summary><c>BASE..HEAD</c>, <c>A...B</c> or one revision; only what is new in those commits is read.</summary>
    public string? Range { get; init; }
    /// <summary>Only what is new in commits committed at or after this.</summary>
    public DateTimeOffset? Since { get; init; }
}
