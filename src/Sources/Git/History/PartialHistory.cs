namespace Stanch.Sources.Git;

/// <summary>Reads what is new in some commits, object by object: a few commits of a large history cost what they hold and not more.</summary>
internal sealed class PartialHistory(GitRepository repository, HistoryOptions options, Coverage coverage, int context, CancellationToken stop)
{
    private const long Budget = 144L << 20;
    private readonly HashSet<ObjectId> messages = [];
    private Dictionary<ObjectId, NewBlob> blobs = [];

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
        Collect(chosen, commits, first);
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
        messages.Add(commit.Id);
        reader.Pool.Return(content);
    }

    private void Collect(List<WalkedCommit> chosen, CommitReader commits, BlobReader reader)
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
        diff.Remove(edge);
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
            if (worker == 0) return (i => first.Give(sorted[i], new GitBlobProvenance(sorted[i]), sorted[i].ToString(), sink), () => { });
            var reader = new BlobReader(repository, coverage, Budget / (workers + 1), context, stop);
            var mine = open();
            return (i => reader.Give(sorted[i], new GitBlobProvenance(sorted[i]), sorted[i].ToString(), mine), reader.Dispose);
        }, stop);

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
        var tips = new TipPaths(repository, reader).Find(wanted);
        foreach (var id in wanted)
        {
            if (messages.Contains(id)) origins[id] = CommitSignature.Sign(new BlobOrigin { Commit = id }, reader.Objects, reader.Pool);
            else if (blobs.TryGetValue(id, out var blob))
            {
                origins[id] = CommitSignature.Sign(new BlobOrigin
                {
                    Commit = blob.Commit, Paths = [.. blob.Paths.Select(TreeReader.Text)], InTip = tips.GetValueOrDefault(id, []),
                }, reader.Objects, reader.Pool);
            }
        }
        return origins;
    }
}
