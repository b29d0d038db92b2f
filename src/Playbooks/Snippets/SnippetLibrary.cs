using System.Reflection;

namespace Stanch.Playbooks.Snippets;

/// <summary>The templates of <c>playbooks/snippets</c>, one for each language and store.</summary>
public static class SnippetLibrary
{
    private const string Folder = "snippets/";

    private static readonly Dictionary<string, string> files = Embedded();
    private static readonly SnippetLanguage[] languages =
        [.. files.Where(f => f.Key.EndsWith("/language.txt", StringComparison.Ordinal)).Select(f => SnippetLanguage.Read(Name(f.Key, 0), f.Value)).OrderBy(l => l.Order)];
    private static readonly SnippetStore[] stores =
        [.. files.Where(f => f.Key.StartsWith("stores/", StringComparison.Ordinal)).Select(f => SnippetStore.Read(Name(f.Key, 1), f.Value)).OrderBy(s => s.Order)];

    /// <summary>The languages, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. languages.Select(l => l.Name)];

    /// <summary>The stores, the plainest first.</summary>
    public static IReadOnlyList<string> Stores { get; } = [.. stores.Select(s => s.Name)];

    /// <summary>The text that reads this credential. Names and paths may come from anywhere: none of them can end the place it stands in.</summary>
    /// <exception cref="ArgumentException">The language or the store is not one of ours, or the credential has no part.</exception>
    public static Snippet Render(string language, string store, CredentialShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var grammar = Array.Find(languages, l => l.Name == language) ?? throw new ArgumentException($"no snippets in language '{language}'", nameof(language));
        var place = Array.Find(stores, s => s.Name == store) ?? throw new ArgumentException($"no snippets for store '{store}'", nameof(store));
        if (shape.Parts.Count == 0) throw new ArgumentException("a credential has at least one part", nameof(shape));

        var template = SnippetTemplate.Read(Template(language, store, grammar), grammar.Comment);
        var words = new ShapeWords(shape, grammar);
        var code = template.Render(words, grammar.Quotes);
        IEnumerable<string> notes = [.. template.Notes, .. place.Notes];
        return new Snippet(language, store, template.FileName, template.Install, code, [.. notes.Select(n => SnippetTemplate.Read(n, "#").Render(words, Quotes.Shell).TrimEnd('\n'))]);
    }

    /// <summary>The template as it stands in its file.</summary>
    internal static string Template(string language, string store) => Template(language, store, Array.Find(languages, l => l.Name == language)!);

    private static string Template(string language, string store, SnippetLanguage grammar) =>
        files.TryGetValue($"{language}/{store}{grammar.Extension}", out var text) ? text : throw new ArgumentException($"no snippet in language '{language}' for store '{store}'", nameof(store));

    private static string Name(string file, int step) => Path.GetFileNameWithoutExtension(file.Split('/')[step]);

    private static Dictionary<string, string> Embedded()
    {
        var assembly = typeof(SnippetLibrary).Assembly;
        // Built on Windows, the names have its separators.
        return assembly.GetManifestResourceNames().Select(n => (Resource: n, Name: n.Replace('\\', '/'))).Where(n => n.Name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(n => n.Name[Folder.Length..], n => Text(assembly, n.Resource), StringComparer.Ordinal);
    }

    private static string Text(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
