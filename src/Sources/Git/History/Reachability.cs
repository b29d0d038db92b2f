namespace Stanch.Sources.Git;

/// <summary>
/// Which trees and blobs the reached commits lead to. A tree's record tells only what it adds to the tree that it derives from; where that one is reached
/// too its entries are marked by itself, so most trees cost a few steps.
/// </summary>
internal sealed class Reachability(ObjectTable table, TreeStore trees, int numbers) : IDisposable
{
    // Steps upwards along chains of unreached trees: a repository of git's own making needs next to none.
    private const long MostSteps = 200_000_000;
    private readonly NativeArray<ulong> bits = new(numbers / 64 + 1);
    private readonly Stack<int> open = new();
    private readonly List<int> deferred = [];
    private long steps;

    public bool IsReached(int number) => number >= 0 && number < numbers && (bits[number >> 6] >> (number & 63) & 1) != 0;

    /// <summary>Marks an object; what a tree leads to follows with <see cref="Close"/>.</summary>
    public void Mark(int number)
    {
        if (number < 0 || number >= numbers || IsReached(number)) return;
        bits[number >> 6] |= 1UL << (number & 63);
        if (number < table.Count && trees.Has(number)) open.Push(number);
    }

    /// <summary>Marks all that the marked trees lead to.</summary>
    public void Close(CancellationToken stop)
    {
        while (open.Count > 0 && !stop.IsCancellationRequested)
        {
            while (open.TryPop(out var tree)) MarkAdded(tree);
            // Only now is known which bases are reached. What derives from one that is not takes its entries from there.
            foreach (var tree in deferred.ToArray()) MarkInherited(tree);
            deferred.Clear();
        }
    }

    private void MarkAdded(int tree)
    {
        if (!trees.TryGet(tree, out var record)) return;
        foreach (var entry in record.Added) Mark(TreeRecord.NumberOf(entry));
        if (!record.Complete && !IsReached(table.FirstOf(table.ParentOf(tree)))) deferred.Add(tree);
    }

    private void MarkInherited(int tree)
    {
        var ended = new HashSet<int>();
        for (var at = tree; trees.TryGet(at, out var record) && steps < MostSteps;)
        {
            foreach (var entry in record.Added) if (ended.Add(TreeRecord.NameOf(entry)) && at != tree) Mark(TreeRecord.NumberOf(entry));
            foreach (var name in record.Gone) ended.Add(name);
            steps += 1 + record.Added.Length + record.Gone.Length;
            if (record.Complete) return;
            at = table.ParentOf(at);
            if (IsReached(table.FirstOf(at))) return;
        }
    }

    public void Dispose() => bits.Dispose();
}
