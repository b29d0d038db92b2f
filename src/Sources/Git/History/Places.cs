namespace Stanch.Sources.Git;

/// <summary>A path at which an object stands.</summary>
/// <param name="Order">Of the first commit that has it there.</param>
/// <param name="InTip">A tip's tree has it there.</param>
internal readonly record struct Place(int Path, int Order, bool InTip);

/// <summary>
/// Finds the places of a few objects among all trees. Upwards: which trees hold them, which hold those, and so on to the top; then
/// downwards from the commits' trees: path and first commit. Both go over records of differences, so no tree is read again.
/// </summary>
internal sealed class Places(ObjectTable table, TreeStore trees, NameTable names, Reachability reach)
{
    // Deeper nesting is made up: no system can check such a path out.
    private const int Deepest = 1024;
    private readonly Dictionary<int, int> lastLink = [];
    private readonly List<(int Tree, int Name, int Before)> links = [];
    private readonly Dictionary<int, Place[]?> placed = [];
    private readonly Dictionary<int, Place> gathered = [];
    private readonly Stack<int> region = new();

    public PathTable Paths { get; } = new(names);

    /// <summary>Goes upwards from objects.</summary>
    public void Climb(IEnumerable<int> objects, CancellationToken stop)
    {
        using var sought = new NativeArray<ulong>(table.Count / 64 + 1);
        var level = objects.Distinct().ToList();
        foreach (var number in level) lastLink.TryAdd(number, -1);
        for (var depth = 0; level.Count > 0 && depth < Deepest && !stop.IsCancellationRequested; depth++)
        {
            foreach (var number in level) sought[number >> 6] |= 1UL << (number & 63);
            foreach (var record in trees.Records())
            {
                foreach (var entry in record.Added)
                {
                    var number = TreeRecord.NumberOf(entry);
                    if (number < table.Count && (sought[number >> 6] >> (number & 63) & 1) != 0) Link(number, record.Tree, TreeRecord.NameOf(entry));
                }
            }
            var next = new List<int>();
            foreach (var number in level)
            {
                sought[number >> 6] = 0;
                foreach (var (tree, _) in Holders(number)) if (lastLink.TryAdd(tree, -1)) next.Add(tree);
            }
            level = next;
        }
    }

    /// <summary>Trees that were met on the way up: those of commits among them are to be given to <see cref="Settle"/>.</summary>
    public bool IsMet(int number) => lastLink.ContainsKey(number);

    private void Link(int number, int tree, int name)
    {
        links.Add((tree, name, lastLink[number]));
        lastLink[number] = links.Count - 1;
    }

    // Every reached tree that holds the object, with its name there: the trees that add it, and those deriving from them until its name is taken away.
    private IEnumerable<(int Tree, int Name)> Holders(int number)
    {
        for (var link = lastLink[number]; link >= 0; link = links[link].Before)
        {
            var (tree, name, _) = links[link];
            region.Push(tree);
            while (region.TryPop(out var at))
            {
                var first = table.FirstOf(at);
                if (reach.IsReached(first)) yield return (first, name);
                var forest = table.ForestOf(at);
                if (forest < 0) continue;
                var start = table.StartOf(forest);
                for (var child = table.Forests[forest].FirstChild(at - start); child >= 0; child = table.Forests[forest].NextSibling(child))
                {
                    if (trees.TryGet(start + child, out var record) && !record.Ends(name)) region.Push(start + child);
                }
            }
        }
    }

    /// <summary>The places of an object, the first commit's first.</summary>
    /// <param name="tops">Commits' trees that were met: their first commit, and whether they are a tip's.</param>
    public Place[] Settle(int wanted, IReadOnlyDictionary<int, (int Order, bool InTip)> tops)
    {
        // Folders first; an own stack, because nesting is the repository's choice.
        var stack = new Stack<(int Number, bool Ready)>();
        stack.Push((wanted, false));
        while (stack.TryPop(out var item))
        {
            if (item.Ready)
            {
                placed[item.Number] = Combine(item.Number, tops);
                continue;
            }
            if (!placed.TryAdd(item.Number, null)) continue;
            stack.Push((item.Number, true));
            foreach (var (tree, _) in Holders(item.Number)) if (!placed.ContainsKey(tree) && lastLink.ContainsKey(tree)) stack.Push((tree, false));
        }
        return placed[wanted] ?? [];
    }

    private Place[] Combine(int number, IReadOnlyDictionary<int, (int Order, bool InTip)> tops)
    {
        var isTop = tops.TryGetValue(number, out var top);
        if (lastLink[number] < 0) return isTop ? [new Place(0, top.Order, top.InTip)] : [];
        gathered.Clear();
        if (isTop) gathered.Add(0, new Place(0, top.Order, top.InTip));
        foreach (var (tree, name) in Holders(number))
        {
            // A folder that is being settled further down holds itself: ids are not checked, so that is possible.
            if (!placed.TryGetValue(tree, out var above) || above is null) continue;
            foreach (var place in above)
            {
                var path = Paths.Of(place.Path, name);
                if (gathered.TryGetValue(path, out var known)) gathered[path] = new Place(path, Math.Min(known.Order, place.Order), known.InTip || place.InTip);
                else if (gathered.Count < 4 * BlobOrigin.MostPaths) gathered.Add(path, place with { Path = path });
            }
        }
        Place[] sorted = [.. gathered.Values];
        if (sorted.Length > BlobOrigin.MostPaths) sorted = [.. sorted.OrderByDescending(p => p.InTip).ThenBy(p => p.Order).Take(BlobOrigin.MostPaths)];
        Array.Sort(sorted, static (a, b) => (a.Order, a.Path).CompareTo((b.Order, b.Path)));
        return sorted;
    }
}
