namespace Stanch.Bench.Trials;

/// <summary>A repository that lies on this machine. It is read only: what is checked out goes elsewhere, with an index of its own.</summary>
internal sealed record LocalClone(string GitFolder)
{
    /// <param name="name"><c>owner/name</c>.</param>
    /// <returns>Null: it is not in the folder.</returns>
    public static LocalClone? Find(string clones, string name)
    {
        var last = name.Split('/')[^1];
        foreach (var place in new[] { name.Replace('/', '+') + "/repo", name, name + ".git", last, last + ".git" })
        {
            var folder = Path.Combine([clones, .. place.Split('/')]);
            foreach (var git in new[] { Path.Combine(folder, ".git"), folder })
                if (File.Exists(Path.Combine(git, "HEAD")) && Directory.Exists(Path.Combine(git, "objects"))) return new LocalClone(git);
        }
        return null;
    }

    /// <returns>False: the clone doesn't have the commit, or not all of its files.</returns>
    public bool CheckOut(string commit, string into)
    {
        var tree = Path.Combine(into, "tree");
        Directory.CreateDirectory(tree);
        var git = new Command("git", [], into)
        {
            // A partial clone is not to fetch what it lacks.
            Variables = new Dictionary<string, string> { ["GIT_INDEX_FILE"] = Path.Combine(into, "index"), ["GIT_NO_LAZY_FETCH"] = "1", ["GIT_TERMINAL_PROMPT"] = "0" },
        };
        string[] at = ["-c", "safe.directory=*", "-c", "core.autocrlf=false", $"--git-dir={GitFolder}", $"--work-tree={tree}"];
        return (git with { Arguments = [.. at, "read-tree", commit] }).Run().ExitCode == 0
            && (git with { Arguments = [.. at, "checkout-index", "-a", "-f", "-q"], Folder = tree }).Run().ExitCode == 0;
    }
}
