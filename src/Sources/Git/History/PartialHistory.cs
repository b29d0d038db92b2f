namespace Stanch.Sources.Git;

/// <summary>Reads what is new in some commits, object by object: a few commits of a large history cost what they hold and not more.</summary>
internal sealed class PartialHistory(GitRepository repository, HistoryOptions options, Coverage coverage, int context, CancellationToken stop)
{
    private const long Budget = 144L << 20;
    // The commit that a message speaks of: its own, or the one that a tag leads to.
    private readonly Dictionary<ObjectId, ObjectId> messages = [];
    private Dictionary<ObjectId, NewBlob> blobs = [];
    private int given;

    /// <summary>How far it came, for whoever stopped it.</summary>
    public string Progress => blobs.Count == 0 ? "while commits were compared" : $"{given} of {blobs.Count} new versions of files were scanned";

    public void Read(Func<IBlobSink> open, int workers)
    {
        using var first = new BlobReader(repository, coverage, Budget / (workers + 1), context, stop);
        var commits = new CommitReader(first.Objects, first.Pool);
        var selection = new RangeSelection(repository, commits, options);
        var chosen = selection.TrySelect(stop, out var reason);
        if (chosen is null) throw new InvalidOperationException(reason);
        coverage.AddRefs(selection.Tips);
        ReportMissing(selection);
        var sink = open();
        foreach (var commit in chosen) GiveMessage(commit, first, sink);
        var pushed = options.Pushed is { } push ? new PushedTips(first, push.Wanted) : null;
        if (pushed is not null) GiveTags(pushed, commits, first, sink);
        Collect(chosen, pushed, commits, first);
        Give(first, sink, open, workers);
    }

    /// <summary>Whether the range names something here.</summary>
    public static bool Check(GitRepository repository, HistoryOptions options, out string reason)
    {
        using var reader = new BlobReader(repository, new Coverage(), Budget, 0, CancellationToken.None);
        return new RangeSelection(repository, new CommitReader(reader.Objects, reader.Pool), options).TryStart(out reason);
    }

    private void ReportMissing(RangeSelection selection)
    {
        var shallow = repository.Shallow();
        var boundary = new HashSet<ObjectId>();
        foreach (var (child, parent) in selection.Missing)
        {
            if (shallow?.Contains(child) == true) boundary.Add(child);
            else coverage.Skip(repository.IsPartialClone ? SkipReason.PartialClone : SkipReason.Missing, parent.ToString());
        }
        if (boundary.Count > 0) coverage.Skip(SkipReason.ShallowBoundary, repository.Path, $"{boundary.Count} commits whose parents were not cloned");
    }

    private void GiveMessage(WalkedCommit commit, BlobReader reader, IBlobSink sink)
    {
        if (stop.IsCancellationRequested || reader.Objects.TryRead(commit.Id, out _, out var content) != ReadResult.Found) return;
        var message = new CommitText(content!.Span).Message;
        if (!message.IsEmpty) sink.Accept(new Piece { Provenance = new GitMessageProvenance(commit.Id, false), Content = message, OwnEnd = message.Length });
        coverage.AddCommit(message.Length);
        messages.Add(commit.Id, commit.Id);
        reader.Pool.Return(content);
    }

    private void GiveTags(PushedTips pushed, CommitReader commits, BlobReader reader, IBlobSink sink)
    {
        foreach (var id in pushed.Tags)
        {
            if (stop.IsCancellationRequested || reader.Objects.TryRead(id, out _, out var content) != ReadResult.Found) return;
            var message = new CommitText(content!.Span).Message;
            if (!message.IsEmpty) sink.Accept(new Piece { Provenance = new GitMessageProvenance(id, true), Content = message, OwnEnd = message.Length });
            coverage.AddTag(message.Length);
            messages.TryAdd(id, commits.TryPeel(id, out var commit) ? commit : id);
            reader.Pool.Return(content);
        }
    }

    private void Collect(List<WalkedCommit> chosen, PushedTips? pushed, CommitReader commits, BlobReader reader)
    {
        var told = new HashSet<ObjectId>();
        var trees = new TreeReader(reader.Objects, reader.Pool, repository.HashLength, (result, id) =>
        {
            if (told.Add(id)) reader.Tell(result, id, id.ToString());
        });
        var diff = new TreeDiff(trees);
        var inside = chosen.Select(c => c.Id).ToHashSet();
        var edge = new HashSet<ObjectId>();
        foreach (var commit in chosen)
        {
            if (stop.IsCancellationRequested) return;
            var parents = new List<ObjectId>();
            foreach (var id in commit.Parents)
            {
                if (!commits.TryRead(id, out var parent)) continue;
                parents.Add(parent.Tree);
                if (!inside.Contains(id)) edge.Add(parent.Tree);
            }
            diff.Add(commit.Id, commit.Tree, [.. parents]);
        }
        foreach (var tree in pushed?.Trees ?? []) diff.Add(default, tree, []);
        diff.Remove(edge);
        foreach (var blob in pushed?.Blobs ?? []) diff.Blobs.TryAdd(blob, new NewBlob(default, []));
        if (diff.Cut) coverage.Skip(SkipReason.Unsupported, repository.Path, "folders nested too deep or held too many times");
        blobs = diff.Blobs;
    }

    // In the order in which they are stored, so that neighbours share bases.
    private void Give(BlobReader first, IBlobSink sink, Func<IBlobSink> open, int workers)
    {
        var packs = repository.Database.Packs;
        var sorted = blobs.Keys.Select(id => (Id: id, At: Find(id))).OrderBy(b => b.At).Select(b => b.Id).ToArray();
        Workers.Share(sorted.Length, workers, stretch: 32, worker =>
        {
            if (worker == 0) return (i => One(sorted[i], first, sink), () => { });
            var reader = new BlobReader(repository, coverage, Budget / (workers + 1), context, stop);
            var mine = open();
            return (i => One(sorted[i], reader, mine), reader.Dispose);
        }, stop);

        void One(in ObjectId id, BlobReader reader, IBlobSink to)
        {
            reader.Give(id, new GitBlobProvenance(id), id.ToString(), to);
            Interlocked.Increment(ref given);
        }

        (int, long) Find(in ObjectId id)
        {
            for (var i = 0; i < packs.Count; i++) if (packs[i].Index.Find(id.Bytes) is >= 0 and var rank) return (i, packs[i].Index.OffsetAt(rank));
            return (packs.Count, 0);
        }
    }

    /// <summary>Origins of what was read.</summary>
    public IReadOnlyDictionary<ObjectId, BlobOrigin> Trace(IReadOnlySet<ObjectId> wanted)
    {
        var origins = new Dictionary<ObjectId, BlobOrigin>();
        if (wanted.Count == 0) return origins;
        using var reader = new BlobReader(repository, new Coverage(), Budget, 0, stop);
        var tips = new TipPaths(repository, reader, options.Pushed?.Wanted).Find(wanted);
        foreach (var id in wanted)
        {
            if (messages.TryGetValue(id, out var spoken)) origins[id] = CommitSignature.Sign(new BlobOrigin { Commit = spoken }, reader.Objects, reader.Pool);
            else if (blobs.TryGetValue(id, out var blob))
            {
                var origin = new BlobOrigin { Commit = blob.Commit, Paths = [.. blob.Paths.Select(TreeReader.Text)], InTip = tips.GetValueOrDefault(id, []) };
                origins[id] = blob.Commit.IsNone ? origin : CommitSignature.Sign(origin, reader.Objects, reader.Pool);
            }
        }
        return origins;
    }
}
