namespace Stanch.Sources.Git;

/// <summary>All commits that were read, and which of them refs lead to.</summary>
internal sealed class CommitGraph : IDisposable
{
    private readonly List<CommitRecord> commits = [];
    private readonly List<int> parents = [];
    private readonly NativeArray<int> places;
    private readonly Dictionary<int, int> tags = [];
    private readonly bool[] reached;

    /// <param name="logs">Emptied: what they hold is held here from now on.</param>
    public CommitGraph(IReadOnlyList<CommitLog> logs, int objects)
    {
        places = new NativeArray<int>(objects);
        commits.Capacity = logs.Sum(l => l.Commits.Count);
        parents.Capacity = logs.Sum(l => l.Parents.Count);
        foreach (var log in logs)
        {
            var shift = parents.Count;
            parents.AddRange(log.Parents);
            foreach (var commit in log.Commits)
            {
                commits.Add(commit with { FirstParent = commit.FirstParent + shift });
                places[commit.Number] = commits.Count;
            }
            foreach (var tag in log.Tags) tags[tag.Number] = tag.Target;
            log.Clear();
        }
        reached = new bool[commits.Count];
    }

    /// <summary>Index of the commit with a number, or -1.</summary>
    public int IndexOf(int number) => number >= 0 && number < places.Length ? places[number] - 1 : -1;
    public int Count => commits.Count;
    public CommitRecord this[int index] => commits[index];
    public bool IsReached(int index) => reached[index];

    public ReadOnlySpan<int> ParentsOf(int index) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parents).Slice(commits[index].FirstParent, commits[index].Parents);

    /// <summary>What an annotated tag points to, tags on the way followed; a number that is no tag is its own answer.</summary>
    /// <param name="passed">Called with each tag on the way.</param>
    public int Peel(int number, Action<int>? passed = null)
    {
        for (var steps = 0; steps < 1000 && tags.TryGetValue(number, out var target); steps++)
        {
            passed?.Invoke(number);
            number = target;
        }
        return number;
    }

    /// <summary>Marks a commit and all that it descends from.</summary>
    /// <param name="missing">Called with commits that are referred to and were not read: their child's number and their own.</param>
    public void Reach(int number, Action<int, int> missing)
    {
        if (IndexOf(number) is < 0 and var _ || reached[IndexOf(number)]) return;
        var stack = new Stack<int>();
        stack.Push(IndexOf(number));
        reached[IndexOf(number)] = true;
        while (stack.TryPop(out var index))
        {
            foreach (var parent in ParentsOf(index))
            {
                var next = IndexOf(parent);
                if (next < 0) missing(commits[index].Number, parent);
                else if (!reached[next])
                {
                    reached[next] = true;
                    stack.Push(next);
                }
            }
        }
    }

    /// <summary>Reached commits, parents before children, and else the older first.</summary>
    public List<int> Order()
    {
        var waiting = new int[commits.Count];
        var first = new int[commits.Count + 1];
        for (var i = 0; i < commits.Count; i++)
        {
            if (!reached[i]) continue;
            foreach (var parent in ParentsOf(i))
            {
                if (IndexOf(parent) is not (>= 0 and var p)) continue;
                waiting[i]++;
                first[p + 1]++;
            }
        }
        for (var i = 1; i <= commits.Count; i++) first[i] += first[i - 1];
        var children = new int[first[^1]];
        var filled = new int[commits.Count];
        var ready = new PriorityQueue<int, (long, int)>();
        for (var i = 0; i < commits.Count; i++)
        {
            if (!reached[i]) continue;
            foreach (var parent in ParentsOf(i)) if (IndexOf(parent) is >= 0 and var p) children[first[p] + filled[p]++] = i;
            if (waiting[i] == 0) ready.Enqueue(i, (commits[i].Time, commits[i].Number));
        }
        var order = new List<int>(commits.Count);
        while (ready.TryDequeue(out var index, out _))
        {
            order.Add(index);
            for (var c = first[index]; c < first[index + 1]; c++)
            {
                if (--waiting[children[c]] == 0) ready.Enqueue(children[c], (commits[children[c]].Time, commits[children[c]].Number));
            }
        }
        return order;
    }

    public void Dispose() => places.Dispose();
}
