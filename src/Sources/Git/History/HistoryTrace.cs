using System.Text;

namespace Stanch.Sources.Git;

/// <summary>After a sweep: what refs lead to, what is missing, and where the wanted blobs come from.</summary>
internal sealed class HistoryTrace(
    GitRepository repository, SweepRun run, IReadOnlyList<CommitLog> logs, Coverage coverage, CancellationToken stop) : IDisposable
{
    private readonly ObjectNumbers numbers = run.Numbers;
    private readonly ObjectTable table = run.Table;
    private readonly CommitGraph graph = new(logs, run.Table.Count);
    private Reachability reach = null!;
    private readonly HashSet<int> tipTrees = [];
    private readonly SortedSet<int> missing = [];
    private readonly HashSet<int> boundary = [];

    public IReadOnlyDictionary<ObjectId, BlobOrigin> Run(IReadOnlySet<ObjectId> wanted)
    {
        var origins = new Dictionary<ObjectId, BlobOrigin>();
        ReachAll(repository.UsesReftable ? [] : repository.Refs.All());
        // Refs that can't be read lead to everything, as far as anybody can tell.
        if (repository.UsesReftable) coverage.Skip(SkipReason.Unsupported, repository.Path, "refs in a reftable");
        else CountUnreachable();
        ReportMissing();
        if (!stop.IsCancellationRequested && wanted.Count > 0) Attribute(wanted, origins);
        return origins;
    }

    private void ReachAll(List<GitRef> refs)
    {
        coverage.AddRefs(refs.Count);
        var shallow = repository.Shallow();
        // A ref may lead to what is not there: its id gets a number too, before all numbers are counted.
        var tips = refs.Where(r => r.Id.Bytes.Length == repository.HashLength).Select(r => numbers.Of(r.Id.Bytes)).ToList();
        reach = new Reachability(table, run.Trees, numbers.Count);
        foreach (var tip in tips) Reach(graph.Peel(tip, reach.Mark), shallow);
        foreach (var tip in Tips(refs))
        {
            var commit = graph.IndexOf(graph.Peel(table.Find(tip.Bytes)));
            if (commit >= 0 && graph[commit].Tree >= 0) tipTrees.Add(graph[commit].Tree);
        }
        for (var i = 0; i < graph.Count; i++)
        {
            if (!graph.IsReached(i)) continue;
            reach.Mark(graph[i].Number);
            reach.Mark(graph[i].Tree);
        }
        reach.Close(stop);
    }

    private void Reach(int number, HashSet<ObjectId>? shallow)
    {
        reach.Mark(number);
        graph.Reach(number, (child, parent) =>
        {
            if (shallow?.Contains(numbers.IdOf(child)) == true) boundary.Add(child);
            else missing.Add(parent);
        });
    }

    // HEAD's tree is what a person sees checked out; a bare repository has none, so there every branch counts.
    private IEnumerable<ObjectId> Tips(List<GitRef> refs)
    {
        if (repository.Refs.TryResolve("HEAD", out var head)) yield return head;
        if (!repository.IsBare) yield break;
        foreach (var branch in refs) if (branch.Name.StartsWith("refs/heads/", StringComparison.Ordinal)) yield return branch.Id;
    }

    private void CountUnreachable()
    {
        long unreachable = 0;
        for (var number = 0; number < table.Count; number++)
        {
            if (!reach.IsReached(number) && table.KindOf(number) == ObjectKind.Blob && !table.IsCopy(number)) unreachable++;
        }
        coverage.AddUnreachableBlobs(unreachable);
    }

    private void ReportMissing()
    {
        for (var number = table.Count; number < numbers.Count; number++) if (reach.IsReached(number)) missing.Add(number);
        var reason = repository.IsPartialClone ? SkipReason.PartialClone : SkipReason.Missing;
        // What is there but could not be read was named when that happened.
        foreach (var number in missing) if (numbers.IsAbsent(number)) coverage.Skip(reason, numbers.IdOf(number).ToString());
        if (boundary.Count > 0) coverage.Skip(SkipReason.ShallowBoundary, repository.Path, $"{boundary.Count} commits whose parents were not cloned");
    }

    private void Attribute(IReadOnlySet<ObjectId> wanted, Dictionary<ObjectId, BlobOrigin> origins)
    {
        var places = new Places(table, run.Trees, run.Names, reach);
        places.Climb(wanted.Select(id => table.Find(id.Bytes)).Where(n => n >= 0 && reach.IsReached(n)), stop);
        var order = graph.Order();
        var tops = new Dictionary<int, (int Order, bool InTip)>();
        for (var i = 0; i < order.Count; i++)
        {
            var tree = graph[order[i]].Tree;
            if (places.IsMet(tree)) tops.TryAdd(tree, (i, tipTrees.Contains(tree)));
        }
        using var inflater = new Inflater();
        using var pool = new BufferPool(64 << 20);
        using var reader = new ObjectReader(repository.Database, inflater, pool);
        foreach (var id in wanted)
        {
            if (stop.IsCancellationRequested) return;
            var number = table.Find(id.Bytes);
            if (number >= 0) origins[id] = OriginOf(id, number, places, tops, order, reader, pool);
        }
    }

    private BlobOrigin OriginOf(
        ObjectId id, int number, Places places, Dictionary<int, (int, bool)> tops, List<int> order, ObjectReader reader, BufferPool pool)
    {
        if (!reach.IsReached(number) && !repository.UsesReftable) return new BlobOrigin { Unreachable = true };
        if (table.KindOf(number) is ObjectKind.Commit or ObjectKind.Tag) return CommitSignature.Sign(new BlobOrigin { Commit = id }, reader, pool);
        var found = places.Settle(number, tops);
        if (found.Length == 0) return new BlobOrigin();
        // Numbers of paths depend on which thread met a name first; the report must not.
        var sorted = found.Select(p => (p.Order, Text: places.Paths.Text(p.Path), p.InTip)).OrderBy(p => p.Order).ThenBy(p => p.Text, StringComparer.Ordinal).ToList();
        return CommitSignature.Sign(new BlobOrigin
        {
            Commit = table.IdOf(graph[order[sorted[0].Order]].Number),
            Paths = [.. sorted.Select(p => p.Text)],
            InTip = [.. sorted.Where(p => p.InTip).Select(p => p.Text)],
        }, reader, pool);
    }

    public void Dispose()
    {
        graph.Dispose();
        reach?.Dispose();
    }
}
