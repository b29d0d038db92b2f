namespace Stanch.Sources.Git;

/// <summary>
/// Where a repository's objects are: its packs and object folders, those of its alternates included. Packs are opened when the first
/// is asked for: what was staged a moment ago stands in files of its own, and a hook must not wait for more.
/// </summary>
internal sealed class ObjectDatabase : IDisposable
{
    private const int DeepestAlternate = 5, LongestList = 1 << 20;
    private readonly List<string> packFolders = [];
    private readonly Lazy<List<Pack>> packs;
    private readonly List<LooseObjects> loose = [];
    private readonly List<Skip> problems = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <param name="folder">The folder <c>objects</c>.</param>
    /// <param name="follow">Whether an alternate at this full path may be read.</param>
    /// <param name="besides">Folders that git named besides.</param>
    public ObjectDatabase(string folder, int hashLength, Func<string, bool> follow, IReadOnlyList<string> besides)
    {
        HashLength = hashLength;
        foreach (var named in besides.Prepend(folder)) Add(Path.GetFullPath(named), follow, 0);
        packs = new Lazy<List<Pack>>(OpenPacks);
    }

    public int HashLength { get; }
    public IReadOnlyList<Pack> Packs => packs.Value;
    public IReadOnlyList<LooseObjects> Loose => loose;
    /// <summary>A pack says that objects were left out on purpose.</summary>
    public bool HasPromisorPack => Packs.Any(p => p.IsPromisor);
    /// <summary>What could not be opened.</summary>
    public IReadOnlyList<Skip> Problems => packs.Value is null ? [] : problems;

    private void Add(string folder, Func<string, bool> follow, int depth)
    {
        if (!seen.Add(folder)) return;
        loose.Add(new LooseObjects(folder, HashLength));
        packFolders.Add(Path.Combine(folder, "pack"));
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

    private List<Pack> OpenPacks()
    {
        var opened = new List<Pack>();
        foreach (var folder in packFolders)
        {
            if (!Directory.Exists(folder)) continue;
            try
            {
                foreach (var file in Directory.GetFiles(folder, "*.pack").Order(StringComparer.Ordinal))
                {
                    if (Pack.TryOpen(file, HashLength, out var reason) is { } pack) opened.Add(pack);
                    if (reason.Length > 0) problems.Add(new Skip(SkipReason.Corrupt, file, reason));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(new Skip(SkipReason.Unreadable, folder, e.Message));
            }
        }
        // Objects written last are asked for most, and stand in the youngest pack.
        opened.Sort((a, b) => b.Written.CompareTo(a.Written));
        return opened;
    }

    public void Dispose()
    {
        if (!packs.IsValueCreated) return;
        foreach (var pack in packs.Value) pack.Dispose();
        packs.Value.Clear();
    }
}
