namespace Stanch.Hooks;

/// <summary>The folder in which git looks for the hooks of one repository, and what made it look there.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Top">The top of the work tree; of a bare repository its git folder.</param>
/// <param name="GitFolder">The one that all work trees share.</param>
/// <param name="Setting">The <c>core.hooksPath</c> that holds; null: none does.</param>
public sealed record HookFolder(string Path, string Top, string GitFolder, GitSetting? Setting)
{
    /// <summary>Where git looks unless told otherwise.</summary>
    public string Usual => System.IO.Path.Combine(GitFolder, "hooks");

    /// <summary>The repository itself says where: the folder is its own, and other people may share it.</summary>
    public bool IsLocal => Setting is null or { Scope: "local" or "worktree" };

    /// <summary>The hooks belong to the files that the repository keeps, so they go to everybody who clones it.</summary>
    public bool IsShared => Setting is not null && IsInside(Path, Top) && !IsInside(Path, GitFolder);

    /// <returns>Null, with the reason: there is no repository, or no git.</returns>
    public static HookFolder? Find(string folder, out string error)
    {
        var settings = new GitSettings(folder);
        var run = settings.Run("rev-parse", "--git-common-dir", "--git-path", "hooks", "--is-bare-repository", "--show-cdup");
        if (run.Code != 0)
        {
            error = run.Code == 127 ? run.Error : $"{folder}: no git repository";
            return null;
        }
        error = "";
        var full = System.IO.Path.GetFullPath(folder);
        var lines = run.Output.Split('\n');
        var common = Absolute(lines[0], full);
        var top = lines[2] == "true" ? common : Absolute(lines.Length > 3 && lines[3].Length > 0 ? lines[3] : ".", full);
        return new HookFolder(Absolute(lines[1], full), top, common, settings.All("core.hooksPath") is [.., var last] ? last : null);
    }

    private static string Absolute(string path, string folder) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path, folder));

    internal static bool IsInside(string path, string folder)
    {
        var relative = System.IO.Path.GetRelativePath(folder, path);
        return relative != ".." && !relative.StartsWith(".." + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) && !System.IO.Path.IsPathRooted(relative);
    }
}
