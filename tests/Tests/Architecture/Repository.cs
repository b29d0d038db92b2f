using System.Xml.Linq;

namespace Stanch.Tests.Architecture;

/// <summary>The repository that this test program was built from, read as files.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string At(params string[] path) => Path.Combine([Root, .. path]);
    public static string Read(params string[] path) => File.ReadAllText(At(path));

    /// <summary>Hand-written sources below src/, with paths relative to the root.</summary>
    public static IReadOnlyList<(string Path, string Text)> Sources { get; } =
        [.. Directory.EnumerateFiles(At("src"), "*.cs", SearchOption.AllDirectories)
            .Select(f => (Path: Path.GetRelativePath(Root, f).Replace('\\', '/'), Text: File.ReadAllText(f)))
            .Where(f => !f.Path.Split('/').Any(p => p is "obj" or "bin"))
            .OrderBy(f => f.Path, StringComparer.Ordinal)];

    /// <summary>The rooms that exist: folders of src/ with a project.</summary>
    public static IReadOnlyList<Room> Rooms { get; } =
        [.. Directory.EnumerateFiles(At("src"), "*.csproj", SearchOption.AllDirectories).Select(Room.Read).OrderBy(r => r.Name, StringComparer.Ordinal)];

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Stanch.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"no repository around {AppContext.BaseDirectory}");
        return folder;
    }
}

/// <summary>What a room's project file says.</summary>
internal sealed record Room(string Name, string Folder, IReadOnlyList<string> Rooms, IReadOnlyList<string> Packages)
{
    public static Room Read(string project)
    {
        var references = XDocument.Load(project).Descendants().ToLookup(e => e.Name.LocalName, e => (string?)e.Attribute("Include") ?? "");
        return new Room(
            Path.GetFileNameWithoutExtension(project),
            Path.GetFileName(Path.GetDirectoryName(project)!),
            [.. references["ProjectReference"].Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))],
            [.. references["PackageReference"]]);
    }
}
