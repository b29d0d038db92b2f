using Stanch.Sources.Git;

namespace Stanch.Scanning;

/// <summary>
/// Submodules whose git folder lies in that of the repository around them. Those that are checked out are found with their files; the others hold a history too, and
/// would be passed over in silence.
/// </summary>
internal static class AbsorbedModules
{
    private const int Deepest = 16;

    /// <summary>Git folders below <c>modules</c>, as full paths, in order.</summary>
    public static IReadOnlyList<string> Of(string commonFolder)
    {
        var found = new List<string>();
        Look(Path.Combine(Path.GetFullPath(commonFolder), "modules"), 0, found);
        return found;
    }

    private static void Look(string folder, int depth, List<string> found)
    {
        if (depth > Deepest || !Directory.Exists(folder)) return;
        foreach (var below in Folders(folder))
        {
            if (RepositoryShape.Of(below) != RepositoryKind.GitFolder) Look(below, depth + 1, found);
            else
            {
                found.Add(below);
                Look(Path.Combine(below, "modules"), depth + 1, found);
            }
        }
    }

    private static IEnumerable<string> Folders(string folder)
    {
        try
        {
            // A link may lead anywhere.
            return [.. new DirectoryInfo(folder).EnumerateDirectories().Where(d => d.LinkTarget is null).Select(d => d.FullName).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
