using System.Collections.Concurrent;

namespace Stanch.Sources.Git;

/// <summary>What the workers of one sweep share.</summary>
internal sealed class SweepRun(GitRepository repository, ObjectNumbers numbers, Coverage coverage, int workers, int context, CancellationToken stop)
{
    // All workers together; detection and the tables of objects need the rest of the 300 MB.
    private const long Budget = 144L << 20;
    private int taken;

    public NameTable Names { get; } = new();
    public TreeStore Trees { get; } = new(numbers.Table.Count);
    public GitRepository Repository => repository;
    public ObjectNumbers Numbers => numbers;
    public ObjectTable Table => numbers.Table;
    public Coverage Coverage => coverage;
    public int Context => context;
    public CancellationToken Stop => stop;
    public long BudgetEach => Budget / workers;

    /// <summary>Objects that were too large to hold.</summary>
    public ConcurrentDictionary<int, byte> TooLarge { get; } = [];

    /// <summary>How much of the work has been given out, 0 to 1.</summary>
    public double Share => Table.Count == 0 ? 1 : Math.Clamp((double)Volatile.Read(ref taken) / Table.Count, 0, 1);

    /// <summary>Gives out the next stretch of numbers, small enough that all workers end at about the same time.</summary>
    public bool TryTake(out int from, out int to)
    {
        var stretch = Math.Clamp(Table.Count / (workers * 64), 1, 256);
        from = Interlocked.Add(ref taken, stretch) - stretch;
        to = Math.Min(Table.Count, from + stretch);
        return from >= 0 && from < Table.Count && !stop.IsCancellationRequested;
    }

    private int takenOutside;

    /// <summary>Gives out the next delta whose base is in another pack.</summary>
    public bool TryTakeOutside(IReadOnlyList<(int Forest, int Position, ObjectId Base)> all, out (int Forest, int Position, ObjectId Base) item)
    {
        var i = Interlocked.Increment(ref takenOutside) - 1;
        item = i < all.Count ? all[i] : default;
        return i < all.Count && !stop.IsCancellationRequested;
    }
}
