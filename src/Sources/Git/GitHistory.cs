namespace Stanch.Sources.Git;

/// <summary>
/// All content that a repository holds or ever held: each blob of the object database once, whatever its number of copies and places,
/// and the messages of commits and annotated tags.
/// </summary>
public sealed class GitHistory(GitRepository repository, HistoryOptions options) : ISource, IDisposable
{
    private Sweep? sweep;
    private SweepRun? run;
    private PartialHistory? partial;

    public string Target => repository.Path;

    /// <summary>How much of <see cref="Read"/> is done, 0 to 1, from any thread; null: not known.</summary>
    public double? Share => run?.Share;

    /// <summary>False, with a reason for a person, when the options name a revision that this repository doesn't have.</summary>
    public bool Check(out string reason)
    {
        reason = "";
        return options.Range is null || PartialHistory.Check(repository, options, out reason);
    }

    /// <exception cref="InvalidOperationException"><see cref="Check"/> would have said no.</exception>
    public void Read(Func<IBlobSink> open, Coverage coverage, int workers, int context, CancellationToken stop)
    {
        coverage.AddRepository();
        if (options.Partly)
        {
            foreach (var problem in repository.Database.Problems) coverage.Skip(problem.Reason, problem.What, problem.Detail);
            partial = new PartialHistory(repository, options, coverage, context, stop);
            partial.Read(open, workers);
            if (stop.IsCancellationRequested) coverage.Skip(SkipReason.Interrupted, Target, partial.Progress);
            return;
        }
        sweep = new Sweep(repository, coverage, workers);
        run = new SweepRun(repository, sweep.Numbers, coverage, workers, context, stop);
        sweep.Run(run, open, workers);
        if (stop.IsCancellationRequested) coverage.Skip(SkipReason.Interrupted, Target);
    }

    /// <summary>
    /// Says where blobs and messages come from; to be called once, after <see cref="Read"/>, also with nothing wanted: it counts refs and what none of them
    /// leads to, and names what is referred to and missing.
    /// </summary>
    /// <returns>An origin for each wanted id that was read.</returns>
    public IReadOnlyDictionary<ObjectId, BlobOrigin> Trace(IReadOnlySet<ObjectId> wanted, Coverage coverage, CancellationToken stop)
    {
        if (partial is not null) return partial.Trace(wanted);
        if (sweep is null || run is null) throw new InvalidOperationException("Trace comes after Read");
        using var trace = new HistoryTrace(repository, run, sweep.Logs, coverage, stop);
        return trace.Run(wanted);
    }

    public void Dispose()
    {
        sweep?.Dispose();
        run?.Trees.Dispose();
    }
}
