namespace Stanch.Sources.Git;

/// <summary>Which names of refs are followed: none that leads out of the repository's own folders, whatever a hostile file says.</summary>
internal static class RefName
{
    /// <summary>Names directly in the git folder that hold an id.</summary>
    public static readonly string[] Pseudo =
        ["HEAD", "ORIG_HEAD", "FETCH_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD", "BISECT_HEAD", "AUTO_MERGE"];

    public static bool IsSafe(string name)
    {
        if (name.Length is 0 or > 1024 || (!name.StartsWith("refs/", StringComparison.Ordinal) && !Pseudo.Contains(name))) return false;
        foreach (var c in name) if (c is < ' ' or '\x7F' or '\\' or ':' or '?' or '*' or '[' or '~' or '^' or ' ') return false;
        foreach (var part in name.Split('/')) if (part.Length == 0 || part[0] == '.' || part.EndsWith(".lock", StringComparison.Ordinal)) return false;
        return !name.Contains("..", StringComparison.Ordinal);
    }

    /// <summary>Refs that each linked work tree has for itself.</summary>
    public static bool IsPerWorkTree(string name) =>
        !name.StartsWith("refs/", StringComparison.Ordinal) || name.StartsWith("refs/bisect/", StringComparison.Ordinal)
        || name.StartsWith("refs/worktree/", StringComparison.Ordinal) || name.StartsWith("refs/rewritten/", StringComparison.Ordinal);
}
