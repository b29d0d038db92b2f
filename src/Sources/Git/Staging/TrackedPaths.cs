using System.Collections.Concurrent;

namespace Stanch.Sources.Git;

/// <summary>
/// What git tracks although a rule may ignore it: such files belong to the repository like any other. Indexes are read when a rule first hides
/// something in their work tree. Thread-safe.
/// </summary>
public sealed class TrackedPaths
{
    private const int LongestIndex = 1 << 30;

    private readonly ConcurrentDictionary<string, Lazy<HashSet<string>>> byWorkTree = new(StringComparer.Ordinal);

    /// <param name="workTree">Absolute path of a work tree's root.</param>
    /// <param name="path">Of a file or a folder in it, with forward slashes.</param>
    public bool Has(string workTree, string path) =>
        byWorkTree.GetOrAdd(workTree, static tree => new Lazy<HashSet<string>>(() => Read(tree))).Value.Contains(path);

    private static HashSet<string> Read(string workTree)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        if (!GitRepository.TryOpen(workTree, out var repository, out _)) return paths;
        using (repository)
        {
            // A broken index is reported by whoever reads staged changes; here it only means that nothing is known to be tracked.
            if (SmallFile.TryRead(Path.Combine(repository.GitFolder, "index"), LongestIndex) is not { } bytes || IndexFile.TryRead(bytes, repository.HashLength) is not { } index) return paths;
            foreach (var entry in index.Entries)
            {
                var path = TreeReader.Text(entry.Path).TrimEnd('/');
                paths.Add(path);
                for (var slash = path.LastIndexOf('/'); slash > 0 && paths.Add(path[..slash]); slash = path.LastIndexOf('/', slash - 1)) { }
            }
        }
        return paths;
    }
}
