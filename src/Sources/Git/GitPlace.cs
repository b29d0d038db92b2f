using System.Text;

namespace Stanch.Sources.Git;

/// <summary>
/// Where the parts of a repository are: git tells it to the hooks that it runs, by variables of the environment. A commit of some files only has an
/// index of its own, and what a push brought stands in a folder apart (the quarantine) until the hook has allowed it.
/// </summary>
public sealed record GitPlace
{
    /// <summary>As in <c>GIT_DIR</c>; null: look for it in <see cref="Folder"/>.</summary>
    public string? GitFolder { get; init; }
    /// <summary>Where git runs the hook: the top of the work tree, or the git folder of a bare repository.</summary>
    public required string Folder { get; init; }
    public string? WorkTree { get; init; }
    public string? Index { get; init; }
    public string? Objects { get; init; }
    public IReadOnlyList<string> Alternates { get; init; } = [];

    /// <param name="folder">The current folder, in which git runs a hook; relative paths are meant from there.</param>
    public static GitPlace Of(string folder, Func<string, string?> environment)
    {
        return new GitPlace
        {
            Folder = folder, GitFolder = At("GIT_DIR"), WorkTree = At("GIT_WORK_TREE"), Index = At("GIT_INDEX_FILE"), Objects = At("GIT_OBJECT_DIRECTORY"),
            Alternates = [.. Split(environment("GIT_ALTERNATE_OBJECT_DIRECTORIES") ?? "", Path.PathSeparator).Select(p => Path.GetFullPath(p, Path.GetFullPath(folder)))],
        };

        string? At(string name) => environment(name) is { Length: > 0 } path ? Path.GetFullPath(path, Path.GetFullPath(folder)) : null;
    }

    /// <summary>A list of paths as git writes it: one that holds the separator stands in double quotes, with backslashes as in C.</summary>
    public static IReadOnlyList<string> Split(string list, char separator)
    {
        var paths = new List<string>();
        for (var at = 0; at < list.Length; at++)
        {
            var path = list[at] == '"' ? Quoted(list, ref at) : null;
            var end = list.IndexOf(separator, at);
            if (end < 0) end = list.Length;
            path ??= list[at..end];
            if (path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal)) paths.Add(path);
            at = end;
        }
        return paths;
    }

    /// <returns>Null, and <paramref name="at"/> as it was: the quote is never closed, so it is a part of the name.</returns>
    private static string? Quoted(string list, ref int at)
    {
        var bytes = new List<byte>();
        for (var i = at + 1; i < list.Length; i++)
        {
            if (list[i] == '"')
            {
                at = i + 1;
                return Encoding.UTF8.GetString([.. bytes]);
            }
            if (list[i] != '\\' || i + 1 == list.Length)
            {
                var length = i + 1 < list.Length && char.IsSurrogatePair(list[i], list[i + 1]) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(list, i, length));
                i += length - 1;
                continue;
            }
            i++;
            if (list[i] is >= '0' and <= '3' && i + 2 < list.Length && list[i + 1] is >= '0' and <= '7' && list[i + 2] is >= '0' and <= '7')
            {
                bytes.Add((byte)((list[i] - '0') * 64 + (list[i + 1] - '0') * 8 + list[i + 2] - '0'));
                i += 2;
            }
            else bytes.AddRange(Encoding.UTF8.GetBytes(list[i] switch { 'n' => "\n", 't' => "\t", 'r' => "\r", 'a' => "\a", 'b' => "\b", 'f' => "\f", 'v' => "\v", var c => c.ToString() }));
        }
        return null;
    }
}
