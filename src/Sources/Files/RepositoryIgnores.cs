using System.Text;

namespace Stanch.Sources.Files;

/// <summary>
/// Finds the ignore rules that come from outside of a folder's own .gitignore: the repository's info/exclude, the user's
/// own file, and the .gitignore files between a repository's root and a folder of it.
/// </summary>
/// <remarks>
/// All are plain data. A repository's config, which could name another excludes file, is not read: it may be hostile.
/// Paths are absolute, with forward slashes and none at the end; so the root of all folders is empty.
/// </remarks>
internal sealed class RepositoryIgnores(FileTreeOptions options, Disk first)
{
    /// <summary>A larger ignore file is not honoured, so that more is scanned rather than less.</summary>
    public const int LargestFile = 1 << 20;

    private readonly IgnoreRules? ofUser = Parse(options.UserIgnoreFile is { } file ? first.ReadSmall(file, LargestFile) : null, options);

    public static IgnoreRules? Parse(byte[]? content, FileTreeOptions options) =>
        content is not null && IgnoreRules.Parse(content, options.IgnoreCase) is { Count: > 0 } rules ? rules : null;

    /// <summary>What applies to a repository as a whole: info/exclude before the user's own.</summary>
    public IgnoreScope? Of(string root, Disk disk)
    {
        var from = Length(root);
        var scope = ofUser is null ? null : new IgnoreScope(ofUser, from, null);
        return GitFolder(root, disk) is { } git && Parse(disk.ReadSmall(git + "/info/exclude", LargestFile), options) is { } rules
            ? new IgnoreScope(rules, from, scope)
            : scope;
    }

    /// <summary>What applies inside a folder because of those above it.</summary>
    /// <param name="repository">The work tree around the folder; null when there is none, and then only the user's own rules apply.</param>
    public IgnoreScope? Around(string folder, Disk disk, out string? repository)
    {
        repository = folder;
        do repository = repository.LastIndexOf('/') is >= 0 and var slash ? repository[..slash] : null;
        while (repository is not null && !IsRepository(repository));
        if (repository is null) return ofUser is null ? null : new IgnoreScope(ofUser, Length(folder), null);

        var scope = Of(repository, disk);
        for (var end = repository.Length; end >= 0 && end < folder.Length; end = folder.IndexOf('/', end + 1))
        {
            var path = folder[..end];
            if (Parse(disk.ReadSmall(path + "/.gitignore", LargestFile), options) is { } rules)
                scope = new IgnoreScope(rules, Length(path), scope);
        }
        return scope;
    }

    /// <summary>Whether a folder is the root of a work tree: it has a .git folder with a HEAD, or a .git file.</summary>
    public static bool IsRepository(string folder) => Path.Exists(folder + "/.git/HEAD") || File.Exists(folder + "/.git");

    private static int Length(string folder) => Encoding.UTF8.GetByteCount(folder) + 1;

    /// <summary>The folder that has info/exclude. A worktree or a submodule has it elsewhere, and a .git file says where.</summary>
    private static string? GitFolder(string root, Disk disk)
    {
        var git = root + "/.git";
        if (disk.ReadSmall(git, 4096) is not { } link) return git;
        var text = Encoding.UTF8.GetString(link).Trim();
        if (!text.StartsWith("gitdir:", StringComparison.Ordinal)) return null;
        if (Absolute(root, text["gitdir:".Length..].Trim()) is not { } folder) return null;
        if (disk.ReadSmall(folder + "/commondir", 4096) is not { } common) return folder;
        return Absolute(folder, Encoding.UTF8.GetString(common).Trim());
    }

    private static string? Absolute(string from, string path)
    {
        try { return path.Contains('\0') ? null : Path.GetFullPath(path, Path.GetFullPath(from + "/")); }
        catch (Exception e) when (e is IOException or ArgumentException) { return null; }
    }
}
