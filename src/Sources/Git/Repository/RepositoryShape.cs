namespace Stanch.Sources.Git;

/// <summary>What a folder is to git, told by a few names in it.</summary>
public enum RepositoryKind
{
    None,
    /// <summary>The top of a work tree: it holds <c>.git</c>, a folder or a file that points to one.</summary>
    WorkTree,
    /// <summary>A git folder itself: a bare repository, or the <c>.git</c> of a work tree.</summary>
    GitFolder,
}

/// <summary>Tells repositories from other folders; the walker of files asks for each folder it enters.</summary>
public static class RepositoryShape
{
    public static RepositoryKind Of(string folder)
    {
        var dotGit = Path.Combine(folder, ".git");
        if (File.Exists(dotGit) || Directory.Exists(dotGit) && IsGitFolder(dotGit, dotGit)) return RepositoryKind.WorkTree;
        return IsGitFolder(folder, folder) ? RepositoryKind.GitFolder : RepositoryKind.None;
    }

    /// <summary>The nearest folder at or above a path that <see cref="Of"/> calls a repository, or null.</summary>
    public static string? FindAbove(string path)
    {
        for (var folder = Path.GetFullPath(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Of(folder) != RepositoryKind.None) return folder;
        }
        return null;
    }

    internal static bool IsGitFolder(string gitFolder, string commonFolder)
    {
        if (!File.Exists(Path.Combine(gitFolder, "HEAD")) || !Directory.Exists(Path.Combine(commonFolder, "objects"))) return false;
        return Directory.Exists(Path.Combine(commonFolder, "refs")) || File.Exists(Path.Combine(commonFolder, "packed-refs"));
    }
}
