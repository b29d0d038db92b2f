namespace Stanch.Images.Contents;

/// <summary>What one layer says about paths: what it holds, and what it takes away from the layers below. Eight bytes a path.</summary>
/// <remarks>
/// A path is kept as a hash under a random seed of the process: a million files would be 100 MB as text. That two paths of one image meet
/// in 64 bits is not to be expected, and an image can't be made for it without knowing the seed.
/// </remarks>
internal sealed class LayerTree
{
    private const string Whiteout = ".wh.";
    private const string Opaque = ".wh..wh..opq";
    /// <summary>Names of one file beyond these are not told.</summary>
    private const int MostLinks = 100_000;

    private readonly HashSet<ulong> files = [], folders = [], removed = [], opaque = [];
    // Where a path comes more than once in one layer, the last one holds.
    private readonly Dictionary<ulong, int> last = [];
    private readonly Dictionary<ulong, List<string>> links = [];
    private int linkCount;

    public int Whiteouts => removed.Count + opaque.Count;

    /// <returns>True when it was a mark about the layers below and no file.</returns>
    public bool AddMark(string path)
    {
        var slash = path.LastIndexOf('/');
        var name = path.AsSpan(slash + 1);
        if (!name.StartsWith(Whiteout, StringComparison.Ordinal)) return false;
        var folder = slash < 0 ? "" : path[..slash];
        if (name.SequenceEqual(Opaque)) opaque.Add(PathHash.Of(folder));
        // Other names with the mark twice are the storage driver's own.
        else if (!name.StartsWith(".wh..wh.", StringComparison.Ordinal)) removed.Add(PathHash.Of(folder.Length == 0 ? name[Whiteout.Length..] : $"{folder}/{name[Whiteout.Length..]}"));
        return true;
    }

    /// <param name="number">Of the entry within its layer.</param>
    public void AddFile(string path, int number)
    {
        var hash = PathHash.Of(path);
        if (!files.Add(hash)) last[hash] = number;
        folders.Remove(hash);
    }

    public void AddFolder(string path) => folders.Add(PathHash.Of(path));

    public void AddLink(string path, string target, int number)
    {
        AddFile(path, number);
        if (linkCount++ >= MostLinks) return;
        var hash = PathHash.Of(target);
        if (!links.TryGetValue(hash, out var names)) links.Add(hash, names = []);
        names.Add(path);
    }

    /// <summary>Other names of the same file in this layer.</summary>
    public IReadOnlyList<string> LinksTo(string path) => links.TryGetValue(PathHash.Of(path), out var names) ? names : [];

    public bool IsLast(string path, int number) => !last.TryGetValue(PathHash.Of(path), out var later) || later == number;

    /// <summary>What becomes of a file of a lower layer.</summary>
    public Fate FateOf(string path)
    {
        var whole = PathHash.Of(path);
        if (files.Contains(whole) || folders.Contains(whole)) return Fate.Overwritten;
        if (removed.Contains(whole) || opaque.Contains(PathHash.Of(""))) return Fate.Deleted;
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var above = PathHash.Of(path.AsSpan(0, slash));
            if (removed.Contains(above) || opaque.Contains(above) || files.Contains(above)) return Fate.Deleted;
        }
        return Fate.Visible;
    }
}

/// <summary>What the layers above do to a file.</summary>
public enum Fate
{
    /// <summary>It is there for whoever starts the image.</summary>
    Visible,
    /// <summary>A later layer deletes it, or a folder around it.</summary>
    Deleted,
    /// <summary>A later layer has another file in its place.</summary>
    Overwritten,
}
