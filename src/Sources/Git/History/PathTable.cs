using System.Text;

namespace Stanch.Sources.Git;

/// <summary>Numbers paths: each is a folder's path and a name. 0 is the top.</summary>
internal sealed class PathTable(NameTable names)
{
    // Folders nested deeper than any file system allows are cut from the left.
    private const int MostParts = 4096;
    private readonly List<(int Folder, int Name)> paths = [(-1, -1)];
    private readonly Dictionary<(int, int), int> numbers = [];

    public int Of(int folder, int name)
    {
        if (numbers.TryGetValue((folder, name), out var number)) return number;
        numbers.Add((folder, name), paths.Count);
        paths.Add((folder, name));
        return paths.Count - 1;
    }

    public string Text(int path)
    {
        var parts = new List<int>();
        for (; path > 0 && parts.Count < MostParts; path = paths[path].Folder) parts.Add(paths[path].Name);
        var text = new StringBuilder();
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            text.Append(Encoding.UTF8.GetString(names[parts[i]]));
            if (i > 0) text.Append('/');
        }
        return text.ToString();
    }
}
