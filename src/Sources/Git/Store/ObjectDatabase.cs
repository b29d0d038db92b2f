namespace Stanch.Sources.Git;

/// <summary>Where a repository's objects are: its packs and object folders, those of its alternates included.</summary>
internal sealed class ObjectDatabase : IDisposable
{
    private const int DeepestAlternate = 5, LongestList = 1 << 20;
    private readonly List<Pack> packs = [];
    private readonly List<LooseObjects> loose = [];
    private readonly List<Skip> problems = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <param name="folder">The folder <c>objects</c>.</param>
    /// <param name="follow">Whether an alternate at this full path may be read.</param>
    public ObjectDatabase(string folder, int hashLength, Func<string, bool> follow)
    {
        HashLength = hashLength;
        Add(Path.GetFullPath(folder), follow, 0);
        // Objects written last are asked for most, and stand in the youngest pack.
        packs.Sort((a, b) => b.Written.CompareTo(a.Written));
    }

    public int HashLength { get; }
    public IReadOnlyList<Pack> Packs => packs;
    public IReadOnlyList<LooseObjects> Loose => loose;
    /// <summary>A pack says that objects were left out on purpose.</summary>
    public bool HasPromisorPack { get; private set; }
    /// <summary>What could not be opened.</summary>
    public IReadOnlyList<Skip> Problems => problems;

    private void Add(string folder, Func<string, bool> follow, int depth)
    {
        if (!seen.Add(folder)) return;
        loose.Add(new LooseObjects(folder, HashLength));
        AddPacks(Path.Combine(folder, "pack"));
        if (SmallFile.TryReadText(Path.Combine(folder, "info", "alternates"), LongestList) is not { } list) return;
        foreach (var line in list.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] == '#' || line.Contains('\0', StringComparison.Ordinal)) continue;
            var path = Path.GetFullPath(line, folder);
            if (seen.Contains(path)) continue;
            if (depth == DeepestAlternate) problems.Add(new Skip(SkipReason.Unsupported, path, "alternates nested too deep"));
            else if (!follow(path)) problems.Add(new Skip(SkipReason.AlternateOutside, path));
            else if (!Directory.Exists(path)) problems.Add(new Skip(SkipReason.Missing, path, "alternate object folder"));
            else Add(path, follow, depth + 1);
        }
    }

    private void AddPacks(string folder)
    {
        if (!Directory.Exists(folder)) return;
        string[] files;
        try
        {
            files = Directory.GetFiles(folder, "*.pack");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Skip(SkipReason.Unreadable, folder, e.Message));
            return;
        }
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (File.Exists(Path.ChangeExtension(file, ".promisor"))) HasPromisorPack = true;
            if (Pack.TryOpen(file, HashLength, out var reason) is { } pack) packs.Add(pack);
            else problems.Add(new Skip(SkipReason.Corrupt, file, reason));
        }
    }

    public void Dispose()
    {
        foreach (var pack in packs) pack.Dispose();
        packs.Clear();
    }
}
