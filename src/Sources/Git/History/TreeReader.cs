using System.Text;

namespace Stanch.Sources.Git;

/// <summary>An entry of a tree.</summary>
/// <param name="Name">Each byte as a character of its own, so that no name is changed by decoding it.</param>
internal readonly record struct TreeItem(string Name, ObjectId Id, bool IsTree);

/// <summary>Reads single trees, and remembers the last ones.</summary>
internal sealed unsafe class TreeReader(ObjectReader objects, BufferPool pool, int hashLength, Action<ReadResult, ObjectId> failed)
{
    private const int Remembered = 2000;
    private readonly Dictionary<ObjectId, TreeItem[]> known = [];

    /// <summary>Submodules are left out. A tree that can't be read has no entries, and is told once.</summary>
    public TreeItem[] Read(in ObjectId id)
    {
        if (id.IsNone) return [];
        if (known.TryGetValue(id, out var items)) return items;
        if (known.Count >= Remembered) known.Clear();
        known.Add(id, items = ReadNow(id));
        return items;
    }

    private TreeItem[] ReadNow(in ObjectId id)
    {
        var result = objects.TryRead(id, out var kind, out var content);
        if (result != ReadResult.Found)
        {
            failed(result, id);
            return [];
        }
        var items = new List<TreeItem>();
        var entries = new TreeEntries(content!.Start, content.Length, hashLength);
        while (kind == ObjectKind.Tree && entries.MoveNext())
        {
            if (!entries.IsGitlink) items.Add(new TreeItem(Encoding.Latin1.GetString(entries.Name), new ObjectId(entries.Id), entries.IsTree));
        }
        if (kind != ObjectKind.Tree || entries.Broken) failed(ReadResult.Corrupt, id);
        pool.Return(content);
        return [.. items];
    }

    /// <summary>A path put together from names, for people: what is not UTF-8 in it becomes U+FFFD.</summary>
    public static string Text(string path) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(path));
}
