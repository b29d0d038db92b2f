namespace Stanch.Sources.Git;

/// <summary>
/// What the next commit would bring: entries of the index that the last commit does not have, with their content from the object database.
/// Made for a hook: it opens and reads only what a change of a few files needs.
/// </summary>
public sealed class StagedChanges(GitRepository repository) : ISource
{
    private const int LongestIndex = 1 << 30;
    private const long Budget = 128L << 20;

    public string Target => repository.Path;

    public void Read(Func<IBlobSink> open, Coverage coverage, int workers, int context, CancellationToken stop)
    {
        coverage.AddRepository();
        if (stop.IsCancellationRequested)
        {
            coverage.Skip(SkipReason.Interrupted, Target);
            return;
        }
        using var first = new BlobReader(repository, coverage, Budget / (workers + 1), context, stop);
        if (ReadIndex(coverage) is not { } index) return;
        var changed = Changes(index, first, coverage);
        Workers.Share(changed.Count, workers, stretch: 16, worker =>
        {
            var sink = open();
            var reader = worker == 0 ? first : new BlobReader(repository, coverage, Budget / (workers + 1), context, stop);
            return (i => Give(changed[i], reader, sink), () => { if (worker != 0) reader.Dispose(); });
        }, stop);
        if (stop.IsCancellationRequested) coverage.Skip(SkipReason.Interrupted, Target);
    }

    private IndexFile? ReadIndex(Coverage coverage)
    {
        var path = repository.IndexFile;
        // Nothing was ever staged.
        if (!File.Exists(path)) return null;
        var bytes = SmallFile.TryRead(path, LongestIndex);
        if (bytes is null)
        {
            coverage.Skip(SkipReason.Unreadable, path);
            return null;
        }
        var index = IndexFile.TryRead(bytes, repository.HashLength);
        if (index is null) coverage.Skip(SkipReason.Corrupt, path, "index");
        else if (index.IsSplit) coverage.Skip(SkipReason.Unsupported, path, "split index");
        return index is { IsSplit: false } ? index : null;
    }

    private List<IndexEntry> Changes(IndexFile index, BlobReader reader, Coverage coverage)
    {
        var commits = new CommitReader(reader.Objects, reader.Pool);
        ObjectId tree = default;
        // Before the first commit all that is staged is new.
        if (repository.Refs.TryResolve("HEAD", out var head))
        {
            coverage.AddRefs(1);
            if (commits.TryRead(head, out var commit)) tree = commit.Tree;
            else reader.Tell(ReadResult.Missing, head, "HEAD");
        }
        var trees = new TreeReader(reader.Objects, reader.Pool, repository.HashLength, (result, id) => reader.Tell(result, id, id.ToString()));
        var staged = new StagedBlobs(index.Entries, trees);
        staged.Compare(index.Root, tree);
        foreach (var folder in staged.Unclear) coverage.Skip(SkipReason.Unsupported, TreeReader.Text(folder), "sparse folder that differs from HEAD");
        return staged.Changed;
    }

    private static void Give(IndexEntry entry, BlobReader reader, IBlobSink sink)
    {
        var path = TreeReader.Text(entry.Path);
        reader.Give(entry.Id, new StagedProvenance(path, entry.Id), path, sink);
    }
}
