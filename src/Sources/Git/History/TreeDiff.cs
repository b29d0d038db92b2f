namespace Stanch.Sources.Git;

/// <summary>What a walk has found of a blob.</summary>
/// <param name="Commit">The first commit, in the walk's order, that brings it.</param>
internal sealed record NewBlob(ObjectId Commit, List<string> Paths);

/// <summary>Collects what commits bring: blobs that stand nowhere in a parent's tree at the same path. What is born in a merge differs from all parents.</summary>
internal sealed class TreeDiff(TreeReader trees)
{
    // Deeper nesting is made up: no system can check such a path out.
    private const int Deepest = 512;
    // A few trees that hold each other many times over have more paths than can be counted.
    private readonly Dictionary<ObjectId, int> visits = [];
    private readonly HashSet<(ObjectId, string)> visited = [];

    public Dictionary<ObjectId, NewBlob> Blobs { get; } = [];
    public bool Cut { get; private set; }

    public void Add(in ObjectId commit, in ObjectId tree, ObjectId[] parents) => Compare(commit, tree, parents, "", 0);

    private void Compare(in ObjectId commit, in ObjectId tree, ReadOnlySpan<ObjectId> parents, string path, int depth)
    {
        if (parents.Contains(tree) || !visited.Add((tree, path))) return;
        ref var visit = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(visits, tree, out _);
        if (depth > Deepest || ++visit > BlobOrigin.MostPaths)
        {
            Cut = true;
            return;
        }
        var others = new Dictionary<string, TreeItem>[parents.Length];
        for (var i = 0; i < others.Length; i++) others[i] = ByName(trees.Read(parents[i]));
        foreach (var item in trees.Read(tree))
        {
            if (others.Any(o => o.TryGetValue(item.Name, out var other) && other.Id == item.Id)) continue;
            var full = path.Length == 0 ? item.Name : $"{path}/{item.Name}";
            if (item.IsTree)
            {
                ObjectId[] below = [.. others.Select(o => o.GetValueOrDefault(item.Name)).Where(o => o.IsTree).Select(o => o.Id)];
                Compare(commit, item.Id, below, full, depth + 1);
            }
            else if (!Blobs.TryGetValue(item.Id, out var blob)) Blobs.Add(item.Id, new NewBlob(commit, [full]));
            else if (blob.Paths.Count < BlobOrigin.MostPaths && !blob.Paths.Contains(full)) blob.Paths.Add(full);
        }
    }

    private static Dictionary<string, TreeItem> ByName(TreeItem[] items)
    {
        var byName = new Dictionary<string, TreeItem>(items.Length, StringComparer.Ordinal);
        foreach (var item in items) byName[item.Name] = item;
        return byName;
    }

    /// <summary>Takes out what stands in a tree at any path: a file that was only moved is not new.</summary>
    public void Remove(IEnumerable<ObjectId> known)
    {
        var seen = new HashSet<ObjectId>();
        var stack = new Stack<ObjectId>(known);
        while (Blobs.Count > 0 && stack.TryPop(out var tree))
        {
            if (!seen.Add(tree)) continue;
            foreach (var item in trees.Read(tree))
            {
                if (item.IsTree) stack.Push(item.Id);
                else Blobs.Remove(item.Id);
            }
        }
    }
}
