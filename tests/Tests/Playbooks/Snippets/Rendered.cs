using Stanch.Playbooks.Snippets;

namespace Stanch.Tests.Playbooks.Snippets;

/// <summary>A folder of snippets, one subfolder each, until it is disposed of.</summary>
internal sealed class Rendered : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-snippets-");

    /// <summary>Every store's snippet in this language, for the usual credentials and for hostile ones.</summary>
    public Rendered(string language, Func<string, Snippet, string>? change = null)
    {
        var shapes = Shapes.Usual.Concat(Shapes.Hostile).ToArray();
        var files = new List<string>();
        foreach (var store in SnippetLibrary.Stores)
            for (var i = 0; i < shapes.Length; i++)
            {
                var snippet = SnippetLibrary.Render(language, store, shapes[i]);
                var name = $"{store}{i}";
                var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "src", name)).FullName, snippet.FileName);
                File.WriteAllText(file, change is null ? snippet.Code : change(name, snippet));
                files.Add(file);
            }
        Files = files;
    }

    public string Folder => folder.FullName;
    public IReadOnlyList<string> Files { get; }

    public void Dispose() => folder.Delete(recursive: true);
}
