namespace Stanch.Sources.Git;

/// <summary>Finds blobs in the tree of HEAD, or of any branch for a bare repository.</summary>
/// <param name="pushed">What is to become the tips of branches: then in these trees.</param>
internal sealed class TipPaths(GitRepository repository, BlobReader reader, IReadOnlyList<ObjectId>? pushed = null)
{
    public Dictionary<ObjectId, List<string>> Find(IReadOnlySet<ObjectId> wanted)
    {
        var found = new Dictionary<ObjectId, List<string>>();
        var commits = new CommitReader(reader.Objects, reader.Pool);
        var trees = new TreeReader(reader.Objects, reader.Pool, repository.HashLength, (_, _) => { });
        // A few trees that hold each other many times over have more paths than can be counted.
        var visits = new Dictionary<ObjectId, int>();
        foreach (var tip in Tips().Distinct())
        {
            if (!commits.TryPeel(tip, out var id) || !commits.TryRead(id, out var commit)) continue;
            var stack = new Stack<(ObjectId Tree, string Path)>();
            stack.Push((commit.Tree, ""));
            while (stack.TryPop(out var at))
            {
                ref var visit = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(visits, at.Tree, out _);
                if (++visit > BlobOrigin.MostPaths || at.Path.Length > 8192) continue;
                foreach (var item in trees.Read(at.Tree))
                {
                    var path = at.Path.Length == 0 ? item.Name : $"{at.Path}/{item.Name}";
                    if (item.IsTree) stack.Push((item.Id, path));
                    else if (wanted.Contains(item.Id))
                    {
                        if (!found.TryGetValue(item.Id, out var paths)) found.Add(item.Id, paths = []);
                        var text = TreeReader.Text(path);
                        if (paths.Count < BlobOrigin.MostPaths && !paths.Contains(text)) paths.Add(text);
                    }
                }
            }
        }
        return found;
    }

    private IEnumerable<ObjectId> Tips()
    {
        foreach (var tip in pushed ?? []) yield return tip;
        if (pushed is not null) yield break;
        if (repository.Refs.TryResolve("HEAD", out var head)) yield return head;
        if (!repository.IsBare) yield break;
        foreach (var branch in repository.Refs.All()) if (branch.Name.StartsWith("refs/heads/", StringComparison.Ordinal)) yield return branch.Id;
    }
}
