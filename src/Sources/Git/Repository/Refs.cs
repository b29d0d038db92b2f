namespace Stanch.Sources.Git;

/// <summary>A name and the object that it stands for.</summary>
internal readonly record struct GitRef(string Name, ObjectId Id);

/// <summary>A repository's refs, from files of their own and from <c>packed-refs</c>.</summary>
internal sealed class Refs(string gitFolder, string commonFolder)
{
    private const int Longest = 4096, LongestPacked = 512 << 20, LongestLog = 64 << 20, DeepestLink = 5, DeepestFolder = 32;
    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
    private Dictionary<string, ObjectId>? packed;

    /// <summary>The id that a full name stands for, symbolic refs followed.</summary>
    public bool TryResolve(string name, out ObjectId id) => TryResolve(name, gitFolder, 0, out id);

    private bool TryResolve(string name, string own, int depth, out ObjectId id)
    {
        id = default;
        if (depth > DeepestLink || !RefName.IsSafe(name)) return false;
        if (ReadFile(name, own) is not { } text) return Packed.TryGetValue(name, out id);
        if (text.StartsWith("ref:", StringComparison.Ordinal)) return TryResolve(text[4..].Trim(), own, depth + 1, out id);
        return TryParseLine(text, out id);
    }

    private string? ReadFile(string name, string own) =>
        RefName.IsSafe(name) ? SmallFile.TryReadText(Path.Combine(RefName.IsPerWorkTree(name) ? own : commonFolder, name), Longest) : null;

    private static bool TryParseLine(ReadOnlySpan<char> line, out ObjectId id)
    {
        var end = line.IndexOfAny(" \t\r\n");
        return ObjectId.TryParse(end < 0 ? line : line[..end], out id);
    }

    /// <summary>All refs: branches, tags, remotes, notes, each work tree's HEAD, what an interrupted operation left, and every stash.</summary>
    public List<GitRef> All()
    {
        var all = new Dictionary<string, ObjectId>(Packed, StringComparer.Ordinal);
        AddFolder(commonFolder, "refs", commonFolder, 0, all);
        AddOwn(gitFolder, "", all);
        if (gitFolder != commonFolder) AddOwn(commonFolder, "main-worktree/", all);
        foreach (var tree in Folders(Path.Combine(commonFolder, "worktrees")))
        {
            if (Path.GetFullPath(tree) != Path.GetFullPath(gitFolder)) AddOwn(tree, $"worktrees/{Path.GetFileName(tree)}/", all);
        }
        AddStashes(all);
        return [.. all.Select(r => new GitRef(r.Key, r.Value)).OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    private Dictionary<string, ObjectId> Packed => packed ??= ReadPacked(commonFolder);

    private static Dictionary<string, ObjectId> ReadPacked(string folder)
    {
        var refs = new Dictionary<string, ObjectId>(StringComparer.Ordinal);
        if (SmallFile.TryReadText(Path.Combine(folder, "packed-refs"), LongestPacked) is not { } text) return refs;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            // Lines with ^ say what the tag before them leads to, which reading the tag tells as well.
            if (line.Length == 0 || line[0] is '#' or '^') continue;
            var space = line.IndexOf(' ');
            if (space > 0 && ObjectId.TryParse(line[..space], out var id) && line[(space + 1)..].Trim().ToString() is var name && RefName.IsSafe(name)) refs[name] = id;
        }
        return refs;
    }

    private void AddFolder(string root, string name, string own, int depth, Dictionary<string, ObjectId> all)
    {
        if (depth > DeepestFolder) return;
        var folder = Path.Combine(root, name);
        foreach (var path in Folders(folder)) AddFolder(root, $"{name}/{Path.GetFileName(path)}", own, depth + 1, all);
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, "*", Plain))
        {
            var full = $"{name}/{Path.GetFileName(path)}";
            if (TryResolve(full, own, 0, out var id)) all[full] = id;
        }
    }

    private void AddOwn(string folder, string prefix, Dictionary<string, ObjectId> all)
    {
        foreach (var name in RefName.Pseudo)
        {
            if (name == "FETCH_HEAD") AddFetched(folder, prefix, all);
            else if (TryResolve(name, folder, 0, out var id)) all[prefix + name] = id;
        }
        if (folder == commonFolder) return;
        var mine = new Dictionary<string, ObjectId>(StringComparer.Ordinal);
        AddFolder(folder, "refs", folder, 0, mine);
        foreach (var (name, id) in mine) all[prefix + name] = id;
    }

    // One line for each branch that the last fetch brought.
    private static void AddFetched(string folder, string prefix, Dictionary<string, ObjectId> all)
    {
        if (SmallFile.TryReadText(Path.Combine(folder, "FETCH_HEAD"), LongestLog) is not { } text) return;
        var n = 0;
        foreach (var line in text.AsSpan().EnumerateLines()) if (TryParseLine(line, out var id)) all[$"{prefix}FETCH_HEAD{(n++ == 0 ? "" : $"[{n}]")}"] = id;
    }

    // All stashes but the newest stand only in the ref's log.
    private void AddStashes(Dictionary<string, ObjectId> all)
    {
        if (SmallFile.TryReadText(Path.Combine(commonFolder, "logs", "refs", "stash"), LongestLog) is not { } text) return;
        var n = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var space = line.IndexOf(' ');
            if (space > 0 && TryParseLine(line[(space + 1)..], out var id)) all[$"logs/refs/stash[{n++}]"] = id;
        }
    }

    private static string[] Folders(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetDirectories(folder, "*", Plain) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
