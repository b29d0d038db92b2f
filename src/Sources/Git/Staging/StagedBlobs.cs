namespace Stanch.Sources.Git;

/// <summary>Tells which entries of an index differ from a commit's tree. Folders that the index knows to be unchanged are passed over without reading them.</summary>
internal sealed class StagedBlobs(List<IndexEntry> entries, TreeReader trees)
{
    private const int DeepestFolder = 512;

    public List<IndexEntry> Changed { get; } = [];
    /// <summary>Folders whose content can't be told from the index.</summary>
    public List<string> Unclear { get; } = [];

    public void Compare(CachedTree? cached, in ObjectId tree) => Compare(0, entries.Count, "", cached, tree, 0);

    private void Compare(int from, int to, string prefix, CachedTree? cached, in ObjectId tree, int depth)
    {
        if (cached is { Entries: >= 0 } && !tree.IsNone && cached.Id == tree) return;
        if (depth > DeepestFolder)
        {
            Unclear.Add(prefix);
            return;
        }
        var items = new Dictionary<string, TreeItem>(StringComparer.Ordinal);
        foreach (var item in trees.Read(tree)) items[item.Name] = item;
        for (var i = from; i < to;)
        {
            var entry = entries[i];
            var slash = entry.Path.IndexOf('/', prefix.Length);
            if (slash < 0 || (entry.IsFolder && slash == entry.Path.Length - 1))
            {
                Add(entry, items.GetValueOrDefault((slash < 0 ? entry.Path[prefix.Length..] : entry.Path[prefix.Length..slash])));
                i++;
                continue;
            }
            var folder = entry.Path[..(slash + 1)];
            var end = i + 1;
            while (end < to && entries[end].Path.StartsWith(folder, StringComparison.Ordinal)) end++;
            var name = folder[prefix.Length..^1];
            var below = items.GetValueOrDefault(name);
            Compare(i, end, folder, cached?.Folders.GetValueOrDefault(name), below.IsTree ? below.Id : default, depth + 1);
            i = end;
        }
    }

    private void Add(IndexEntry entry, TreeItem item)
    {
        if (entry.IsGitlink || entry.IntentToAdd || item.Id == entry.Id) return;
        if (entry.IsFolder) Unclear.Add(entry.Path);
        else Changed.Add(entry);
    }
}
