namespace Stanch.Sources.Git;

/// <summary>
/// A repository's folders and the few facts of its config that matter for reading it. Everything in it is data: nothing of it is run, and
/// nobody is contacted.
/// </summary>
public sealed class GitRepository : IDisposable
{
    private const int LongestPointer = 8192, LongestShallow = 64 << 20;
    private readonly Func<string, bool> followAlternate;
    private readonly Lazy<ObjectDatabase> database;

    private GitRepository(string path, string? workTree, string gitFolder, string commonFolder, GitConfig config, int hashLength, bool anyAlternate, GitPlace? place)
    {
        Path = path;
        WorkTree = workTree;
        GitFolder = gitFolder;
        CommonFolder = commonFolder;
        HashLength = hashLength;
        HasPromisorRemote = config["extensions.partialclone"] is not null || config.Each("remote", "promisor").Any(r => config.IsTrue($"remote.{r.Subsection}.promisor"));
        var root = System.IO.Path.GetFullPath(workTree ?? commonFolder);
        followAlternate = anyAlternate ? _ => true : alternate => IsInside(alternate, root) || IsInside(alternate, System.IO.Path.GetFullPath(commonFolder));
        UsesReftable = string.Equals(config["extensions.refstorage"], "reftable", StringComparison.OrdinalIgnoreCase);
        Refs = new Refs(gitFolder, commonFolder);
        IndexFile = place?.Index ?? System.IO.Path.Combine(gitFolder, "index");
        database = new Lazy<ObjectDatabase>(() => new ObjectDatabase(place?.Objects ?? System.IO.Path.Combine(CommonFolder, "objects"), HashLength, followAlternate, place?.Alternates ?? []));
    }

    /// <summary>As the user named it.</summary>
    public string Path { get; }
    /// <summary>Null for a bare repository.</summary>
    public string? WorkTree { get; }
    /// <summary>Where HEAD and the index are.</summary>
    public string GitFolder { get; }
    /// <summary>Where objects and branches are: the same, but for a linked work tree.</summary>
    public string CommonFolder { get; }
    public bool IsBare => WorkTree is null;
    internal string IndexFile { get; }
    /// <summary>20 (SHA-1) or 32 (SHA-256).</summary>
    public int HashLength { get; }
    internal bool HasPromisorRemote { get; }
    /// <summary>Refs are in a format that is not read.</summary>
    internal bool UsesReftable { get; }
    internal Refs Refs { get; }
    internal ObjectDatabase Database => database.Value;
    internal bool IsPartialClone => HasPromisorRemote || Database.HasPromisorPack;

    /// <summary>Opens the repository at a folder: a work tree's top, its <c>.git</c>, or a bare repository.</summary>
    /// <param name="anyAlternate">Also read object folders outside of the repository that it borrows from.</param>
    public static bool TryOpen(string path, out GitRepository repository, out string reason, bool anyAlternate = false)
    {
        repository = null!;
        return TryLocate(path, out var workTree, out var gitFolder, out reason) && TryOpenFolder(path, workTree, gitFolder, anyAlternate, ref repository, ref reason);
    }

    private static bool TryLocate(string path, out string? workTree, out string gitFolder, out string reason)
    {
        reason = "";
        workTree = null;
        gitFolder = path;
        var dotGit = System.IO.Path.Combine(path, ".git");
        if (Directory.Exists(dotGit)) (workTree, gitFolder) = (path, dotGit);
        else if (File.Exists(dotGit))
        {
            if (ReadPointer(dotGit, "gitdir:") is not { } target)
            {
                reason = $"{dotGit} names no folder";
                return false;
            }
            (workTree, gitFolder) = (path, System.IO.Path.GetFullPath(target, System.IO.Path.GetFullPath(path)));
        }
        return true;
    }

    /// <summary>Opens the repository for which git runs a hook. Object folders that it borrows from are read wherever they are: it is the user's own.</summary>
    public static bool TryOpen(GitPlace place, out GitRepository repository, out string reason)
    {
        repository = null!;
        reason = "";
        if (place.GitFolder is { } gitFolder)
        {
            // Where git works in a work tree, it runs hooks at its top.
            var bare = place.WorkTree is null && GitConfig.Read(System.IO.Path.Combine(gitFolder, "config")).IsTrue("core.bare");
            var inside = System.IO.Path.GetFullPath(place.Folder) == System.IO.Path.GetFullPath(gitFolder);
            return TryOpenFolder(place.Folder, bare || inside ? null : place.WorkTree ?? place.Folder, gitFolder, anyAlternate: true, ref repository, ref reason, place);
        }
        if (RepositoryShape.FindAbove(place.Folder) is not { } root)
        {
            reason = "no git repository";
            return false;
        }
        if (System.IO.Path.GetFullPath(root) == System.IO.Path.GetFullPath(place.Folder)) root = place.Folder;
        return TryLocate(root, out var workTree, out var found, out reason) && TryOpenFolder(root, workTree, found, anyAlternate: true, ref repository, ref reason, place);
    }

    private static bool TryOpenFolder(string path, string? workTree, string gitFolder, bool anyAlternate, ref GitRepository repository, ref string reason, GitPlace? place = null)
    {
        var commonFolder = gitFolder;
        if (ReadPointer(System.IO.Path.Combine(gitFolder, "commondir"), "") is { } common)
            commonFolder = System.IO.Path.GetFullPath(common, System.IO.Path.GetFullPath(gitFolder));
        if (!RepositoryShape.IsGitFolder(gitFolder, commonFolder))
        {
            reason = "no git repository";
            return false;
        }
        var config = GitConfig.Read(System.IO.Path.Combine(commonFolder, "config"));
        var format = config["extensions.objectformat"]?.ToLowerInvariant() ?? "sha1";
        if (format is not ("sha1" or "sha256"))
        {
            reason = $"object format {format} is not supported";
            return false;
        }
        // The folder .git of a work tree, named by itself.
        if (workTree is null && !config.IsTrue("core.bare") && System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path))) == ".git")
            workTree = System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)));
        repository = new GitRepository(path, workTree, gitFolder, commonFolder, config, format == "sha1" ? 20 : 32, anyAlternate, place);
        return true;
    }

    /// <summary>Commits whose parents were left out when the repository was cloned; null when it is whole.</summary>
    internal HashSet<ObjectId>? Shallow()
    {
        if (SmallFile.TryReadText(System.IO.Path.Combine(CommonFolder, "shallow"), LongestShallow) is not { Length: > 0 } text) return null;
        return [.. text.Split('\n').Select(l => ObjectId.TryParse(l.AsSpan().Trim(), out var id) ? id : default).Where(id => !id.IsNone)];
    }

    private static string? ReadPointer(string path, string prefix)
    {
        if (SmallFile.TryReadText(path, LongestPointer) is not { } text || !text.StartsWith(prefix, StringComparison.Ordinal)) return null;
        text = text[prefix.Length..].Trim();
        return text.Length == 0 || text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    internal static bool IsInside(string path, string root)
    {
        var relative = System.IO.Path.GetRelativePath(root, path);
        return relative != ".." && !relative.StartsWith(".." + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) && !System.IO.Path.IsPathRooted(relative);
    }

    public void Dispose()
    {
        if (database.IsValueCreated) database.Value.Dispose();
    }
}
