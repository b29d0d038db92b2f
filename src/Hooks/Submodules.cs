namespace Stanch.Hooks;

/// <summary>Submodules have hooks of their own: none of the repository around them is run for a commit in them.</summary>
public static class Submodules
{
    private const int Deepest = 20;

    /// <summary>Those that are checked out, and theirs.</summary>
    public static IReadOnlyList<HookFolder> Of(HookFolder folder) => Of(folder, 0);

    private static List<HookFolder> Of(HookFolder folder, int depth)
    {
        var found = new List<HookFolder>();
        if (depth == Deepest || !File.Exists(Path.Combine(folder.Top, ".gitmodules"))) return found;
        var run = new GitSettings(folder.Top).Run("config", "-z", "--file", ".gitmodules", "--get-regexp", @"^submodule\..*\.path$");
        foreach (var entry in run.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.GetFullPath(entry[(entry.IndexOf('\n', StringComparison.Ordinal) + 1)..], folder.Top);
            // The file comes with the repository: nothing outside of it is meant.
            if (!HookFolder.IsInside(path, folder.Top) || !Path.Exists(Path.Combine(path, ".git"))) continue;
            if (HookFolder.Find(path, out _) is not { } module || module.GitFolder == folder.GitFolder) continue;
            found.Add(module);
            found.AddRange(Of(module, depth + 1));
        }
        return found;
    }
}
