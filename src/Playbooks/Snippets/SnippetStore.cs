namespace Stanch.Playbooks.Snippets;

/// <summary>A store's place in the order, and the notes that hold whatever the language is: <c>playbooks/snippets/stores/STORE.txt</c>.</summary>
internal sealed record SnippetStore(string Name, int Order, IReadOnlyList<string> Notes)
{
    public static SnippetStore Read(string name, string text)
    {
        var (facts, rest) = Facts.Read(text);
        return new SnippetStore(name, int.Parse(facts["order"], System.Globalization.CultureInfo.InvariantCulture), rest);
    }
}

/// <summary><c>key: value</c> lines up to the first empty line; then paragraphs.</summary>
internal static class Facts
{
    public static (Dictionary<string, string> Values, IReadOnlyList<string> Paragraphs) Read(string text)
    {
        var blocks = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var values = blocks[0].Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
        return (values, blocks[1..]);
    }
}
