using System.Text;

namespace Stanch.Sources.Git;

/// <summary>Tells whether a file held some bytes before a change: then the change did not bring them.</summary>
public sealed class EarlierContent : IDisposable
{
    private const long Budget = 128L << 20;

    private readonly GitRepository repository;
    private readonly BlobReader reader;
    private readonly CommitReader commits;
    private readonly TreeReader trees;

    public EarlierContent(GitRepository repository)
    {
        this.repository = repository;
        reader = new BlobReader(repository, new Coverage(), Budget, 0, CancellationToken.None);
        commits = new CommitReader(reader.Objects, reader.Pool);
        trees = new TreeReader(reader.Objects, reader.Pool, repository.HashLength, (_, _) => { });
    }

    /// <summary>What the next commit follows: the last one, and in a merge those that are merged.</summary>
    public IReadOnlyList<ObjectId> BeforeNextCommit()
    {
        var parents = new List<ObjectId>();
        if (repository.Refs.TryResolve("HEAD", out var head)) parents.Add(head);
        if (SmallFile.TryReadText(Path.Combine(repository.GitFolder, "MERGE_HEAD"), 1 << 20) is { } merged)
        {
            foreach (var line in merged.Split('\n')) if (ObjectId.TryParse(line.AsSpan().Trim(), out var id)) parents.Add(id);
        }
        return parents;
    }

    public IReadOnlyList<ObjectId> ParentsOf(ObjectId commit) => commits.TryRead(commit, out var read) ? read.Parents : [];

    /// <summary>Whether one of these files of one of these commits holds the bytes. What can't be read holds nothing.</summary>
    /// <param name="paths">From the top, with forward slashes.</param>
    public bool Holds(IEnumerable<ObjectId> at, IReadOnlyList<string> paths, ReadOnlySpan<byte> bytes)
    {
        foreach (var id in at)
        {
            if (!commits.TryPeel(id, out var peeled) || !commits.TryRead(peeled, out var commit)) continue;
            foreach (var path in paths) if (Holds(commit.Tree, path, bytes)) return true;
        }
        return false;
    }

    private bool Holds(ObjectId tree, string path, ReadOnlySpan<byte> bytes)
    {
        var names = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(path)).Split('/');
        var at = tree;
        for (var i = 0; i < names.Length; i++)
        {
            var item = trees.Read(at).FirstOrDefault(t => t.Name == names[i]);
            if (item.Id.IsNone || item.IsTree == (i == names.Length - 1)) return false;
            at = item.Id;
        }
        if (reader.Objects.TryRead(at, out var kind, out var content) != ReadResult.Found) return false;
        var holds = kind == ObjectKind.Blob && content!.Span.IndexOf(bytes) >= 0;
        reader.Pool.Return(content!);
        return holds;
    }

    public void Dispose() => reader.Dispose();
}
