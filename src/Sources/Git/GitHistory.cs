namespace Stanch.Sources.Git;

/// <summary>What part of a history to read; all of it unless something is set.</summary>
public sealed record HistoryOptions
{
    /// <summary><c>BASE..HEAD</c>, <c>A...B</c> or one revision; only what is new in those commits is read.</summary>
    public string? Range { get; init; }
    /// <summary>Only what is new in commits committed at or after this.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>
/// All content that a repository holds or ever held: each blob of the object database once, whatever its number of copies and places,
/// and the messages of commits and annotated tags.
/// </summary>
public sealed class GitHistory(GitRepository repository, HistoryOptions options) : ISource, IDisposable
{
    private Sweep? sweep;

    public string Target => repository.Path;
    internal HistoryOptions Options => options;

    public void Read(Func<IBlobSink> open, Coverage coverage, int workers, int context, CancellationToken stop)
    {
        coverage.AddRepository();
        sweep = new Sweep(repository, coverage, workers);
        sweep.Run(new SweepRun(repository, sweep.Numbers, coverage, workers, context, stop), open, workers);
        if (stop.IsCancellationRequested) coverage.Skip(SkipReason.Interrupted, Target);
    }

    public void Dispose() => sweep?.Dispose();
}
