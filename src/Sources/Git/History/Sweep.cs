namespace Stanch.Sources.Git;

/// <summary>Reads every object of a database once and leaves behind what attribution needs.</summary>
/// <remarks>
/// That an object's bytes are those that its id names is not checked: hashing would take as long as all the rest. What is checked
/// on the way, zlib's checksum and every size, finds damage; who writes a repository on purpose gains nothing by a wrong id but a wrong name in the report.
/// </remarks>
internal sealed class Sweep : IDisposable
{
    private readonly PackForest[] forests;
    private readonly ObjectTable table;

    public Sweep(GitRepository repository, Coverage coverage, int workers)
    {
        var database = repository.Database;
        foreach (var problem in database.Problems) coverage.Skip(problem.Reason, problem.What, problem.Detail);
        forests = [.. database.Packs.Select(p => new PackForest(p, workers))];
        var loose = new List<(ObjectId, LooseObjects)>();
        foreach (var folder in database.Loose) loose.AddRange(folder.List((path, reason) => coverage.Skip(SkipReason.Unreadable, path, reason)).Select(id => (id, folder)));
        table = new ObjectTable(forests, loose, repository.HashLength);
        Numbers = new ObjectNumbers(table, repository.HashLength);
    }

    public ObjectNumbers Numbers { get; }
    public List<CommitLog> Logs { get; } = [];

    public void Run(SweepRun run, Func<IBlobSink> open, int workers)
    {
        var outside = new List<(int, int, ObjectId)>();
        for (var i = 0; i < forests.Length; i++) outside.AddRange(forests[i].Outside.Select(o => (i, o.Position, o.Base)));
        Workers.Run(workers, _ =>
        {
            using var worker = new SweepWorker(run, open());
            lock (Logs) Logs.Add(worker.Log);
            worker.Work(outside);
        });
        if (!run.Stop.IsCancellationRequested) Rescue(run, open);
    }

    private void Rescue(SweepRun run, Func<IBlobSink> open)
    {
        SweepWorker? worker = null;
        for (var i = 0; i < forests.Length; i++)
        {
            for (var position = 0; position < forests[i].Count; position++)
            {
                if (forests[i].IsDone(position)) continue;
                if (worker is null)
                {
                    worker = new SweepWorker(run, open());
                    Logs.Add(worker.Log);
                }
                worker.Rescue(forests[i], table.StartOf(i), position);
            }
        }
        worker?.Dispose();
    }

    public void Dispose()
    {
        table.Dispose();
        foreach (var forest in forests) forest.Dispose();
    }
}
