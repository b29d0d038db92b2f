namespace Stanch.Sources.Git;

/// <summary>Chooses the commits of a range or of a time, without reading more of the history than the choice needs.</summary>
internal sealed class RangeSelection(GitRepository repository, CommitReader commits, HistoryOptions options)
{
    private const int Left = 1, Right = 2, Out = 4;
    // Clocks go wrong: so many commits are looked at after all that are left seem to be out.
    private const int Slack = 256;

    private readonly PriorityQueue<WalkedCommit, (long, int)> queue = new();
    private readonly HashSet<ObjectId> queued = [];
    private readonly List<WalkedCommit> met = [];
    private int open, pushed;

    /// <summary>Commits that a chosen one descends from and that are not there.</summary>
    public HashSet<(ObjectId Child, ObjectId Parent)> Missing { get; } = [];

    public int Tips { get; private set; }

    /// <summary>The chosen commits, parents before children; null with a reason when the range names nothing.</summary>
    public List<WalkedCommit>? TrySelect(CancellationToken stop, out string reason)
    {
        if (!TryStart(out reason)) return null;
        var since = options.Since?.ToUnixTimeSeconds() ?? long.MinValue;
        var after = 0;
        while (queue.TryDequeue(out var commit, out _) && !stop.IsCancellationRequested)
        {
            queued.Remove(commit.Id);
            if (!IsOut(commit)) open--;
            else if (open == 0 && ++after > Slack) break;
            if (commit.Time < since) continue;
            foreach (var parent in commit.Parents) Spread(commit, parent);
        }
        return Sort([.. met.Where(c => c.Sides != 0 && !IsOut(c) && c.Time >= since)]);
    }

    /// <summary>Finds the range's ends; false with a reason when one of them is nothing here.</summary>
    public bool TryStart(out string reason)
    {
        var revision = new Revision(repository, commits);
        if (options.Pushed is { } pushed)
        {
            reason = "";
            Start(pushed);
            return true;
        }
        if (options.Range is not { } range)
        {
            reason = "";
            foreach (var tip in repository.Refs.All()) if (commits.TryPeel(tip.Id, out var id)) Push(id, Left);
            return true;
        }
        var dots = range.IndexOf("..", StringComparison.Ordinal);
        var symmetric = dots >= 0 && range.AsSpan(dots).StartsWith("...");
        var from = dots < 0 ? "" : range[..dots];
        var to = dots < 0 ? range : range[(dots + (symmetric ? 3 : 2))..];
        if (!revision.TryFind(to.Length == 0 ? "HEAD" : to, out var end, out reason)) return false;
        Push(end, Left);
        if (dots < 0) return true;
        if (!revision.TryFind(from.Length == 0 ? "HEAD" : from, out var start, out reason)) return false;
        Push(start, symmetric ? Right : Out);
        return true;
    }

    private void Start(PushedObjects pushed)
    {
        foreach (var wanted in pushed.Wanted.Distinct()) if (commits.TryPeel(wanted, out var id)) Push(id, Left);
        var seen = new HashSet<ObjectId>();
        var tips = Tips;
        foreach (var known in pushed.Known) Exclude(known);
        if (pushed.KnownRefs.Count > 0)
        {
            foreach (var tip in repository.Refs.All())
                if (pushed.KnownRefs.Any(r => tip.Name.StartsWith(r, StringComparison.Ordinal))) Exclude(tip.Id);
        }
        Tips = tips;

        void Exclude(ObjectId known)
        {
            if (seen.Add(known) && commits.TryPeel(known, out var id)) Push(id, Out);
        }
    }

    // What both sides of A...B lead to is out as well.
    private static bool IsOut(WalkedCommit commit) => (commit.Sides & Out) != 0 || (commit.Sides & (Left | Right)) == (Left | Right);

    private void Push(in ObjectId id, int sides)
    {
        Tips++;
        if (commits.TryRead(id, out var commit)) Add(commit, sides);
    }

    private void Spread(WalkedCommit commit, in ObjectId parent)
    {
        if (commits.TryRead(parent, out var next)) Add(next, IsOut(commit) ? Out : commit.Sides);
        else if (!IsOut(commit)) Missing.Add((commit.Id, parent));
    }

    private void Add(WalkedCommit commit, int sides)
    {
        if (commit.Sides == 0) met.Add(commit);
        if ((commit.Sides | sides) == commit.Sides) return;
        var wasOut = IsOut(commit);
        commit.Sides |= sides;
        if (queued.Add(commit.Id))
        {
            queue.Enqueue(commit, (-commit.Time, pushed++));
            if (!IsOut(commit)) open++;
        }
        else if (!wasOut && IsOut(commit)) open--;
    }

    private static List<WalkedCommit> Sort(List<WalkedCommit> chosen)
    {
        var waiting = chosen.ToDictionary(c => c.Id, c => 0);
        var children = new Dictionary<ObjectId, List<WalkedCommit>>();
        foreach (var commit in chosen)
        {
            foreach (var parent in commit.Parents)
            {
                if (!waiting.ContainsKey(parent)) continue;
                waiting[commit.Id]++;
                if (!children.TryGetValue(parent, out var list)) children.Add(parent, list = []);
                list.Add(commit);
            }
        }
        var ready = new PriorityQueue<WalkedCommit, (long, int)>();
        var n = 0;
        foreach (var commit in chosen) if (waiting[commit.Id] == 0) ready.Enqueue(commit, (commit.Time, n++));
        var sorted = new List<WalkedCommit>(chosen.Count);
        while (ready.TryDequeue(out var commit, out _))
        {
            sorted.Add(commit);
            foreach (var child in children.GetValueOrDefault(commit.Id, [])) if (--waiting[child.Id] == 0) ready.Enqueue(child, (child.Time, n++));
        }
        return sorted;
    }
}
