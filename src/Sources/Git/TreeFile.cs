namespace Stanch.Sources.Git;

/// <summary>Reads a file of a commit's top folder from the object database: on a server nothing is checked out.</summary>
public static class TreeFile
{
    private const long Budget = 16L << 20;

    /// <summary>The file as each of these commits (or what a tag leads to) has it, each content once. A commit that doesn't have it adds nothing.</summary>
    public static IReadOnlyList<byte[]> Read(GitRepository repository, IEnumerable<ObjectId> commits, string name)
    {
        using var reader = new BlobReader(repository, new Coverage(), Budget, 0, CancellationToken.None);
        var commitReader = new CommitReader(reader.Objects, reader.Pool);
        var trees = new TreeReader(reader.Objects, reader.Pool, repository.HashLength, (_, _) => { });
        var seen = new HashSet<ObjectId>();
        var contents = new List<byte[]>();
        foreach (var id in commits)
        {
            if (!commitReader.TryPeel(id, out var peeled) || !commitReader.TryRead(peeled, out var commit)) continue;
            var item = trees.Read(commit.Tree).FirstOrDefault(i => i.Name == name && !i.IsTree);
            if (item.Id.IsNone || !seen.Add(item.Id) || reader.Objects.TryRead(item.Id, out var kind, out var content) != ReadResult.Found) continue;
            if (kind == ObjectKind.Blob) contents.Add(content!.Span.ToArray());
            reader.Pool.Return(content!);
        }
        return contents;
    }

    /// <summary>Where HEAD points; null: nowhere yet.</summary>
    public static ObjectId? Head(GitRepository repository) => repository.Refs.TryResolve("HEAD", out var id) ? id : null;
}
