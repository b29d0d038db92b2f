namespace Stanch.Scanning.Merging;

/// <summary>Paths that had the same content at some time: a rename or a copy. Grouped by union of sets.</summary>
internal sealed class PathGroups
{
    private readonly Dictionary<string, string> parents = new(StringComparer.Ordinal);

    /// <summary>Says that these paths belong together.</summary>
    public void Join(IReadOnlyList<string> paths)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            parents.TryAdd(paths[i], paths[i]);
            if (i > 0) parents[Of(paths[i])] = Of(paths[0]);
        }
    }

    /// <summary>The path that stands for the group, or null for one that was never named.</summary>
    public string? Find(string path) => parents.ContainsKey(path) ? Of(path) : null;

    private string Of(string path)
    {
        while (parents[path] is var parent && parent != path)
        {
            // Halves the way for the next one.
            parents[path] = parents[parent];
            path = parent;
        }
        return path;
    }
}
