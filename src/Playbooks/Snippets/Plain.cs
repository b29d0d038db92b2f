using System.Text;

namespace Stanch.Playbooks.Snippets;

/// <summary>Names cut down to what is special nowhere.</summary>
internal static class Plain
{
    private static readonly HashSet<string> initialisms = new(StringComparer.Ordinal)
    { "api", "arn", "db", "dns", "http", "https", "id", "ip", "json", "jwt", "rsa", "sid", "sql", "ssh", "tls", "uri", "url", "uuid" };

    /// <summary>The lower-case words of a name: <c>client-id</c> has two. At least one, and the first begins with a letter.</summary>
    public static string[] Words(string name)
    {
        var words = Split(name).Select(w => w.ToLowerInvariant()).ToList();
        if (words.Count == 0 || char.IsAsciiDigit(words[0][0])) words.Insert(0, "value");
        return [.. words];
    }

    public static string Identifier(string[] words, IdentifierCase style) => style switch
    {
        IdentifierCase.Snake => string.Join('_', words),
        IdentifierCase.Camel => words[0] + string.Concat(words.Skip(1).Select(Capital)),
        IdentifierCase.Pascal => string.Concat(words.Select(Capital)),
        _ => string.Concat(words.Select(w => initialisms.Contains(w) ? w.ToUpperInvariant() : Capital(w))),
    };

    /// <summary>An environment variable that every shell can have.</summary>
    public static string Variable(string name)
    {
        var valid = name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        return valid ? name : string.Join('_', Words(name)).ToUpperInvariant();
    }

    /// <summary>Letters, digits and hyphens, as Kubernetes and Azure want names: <c>zoom-client-secret</c>.</summary>
    public static string Label(string path)
    {
        var label = string.Join('-', Words(path));
        return label.Length <= 60 ? label : label[..60].TrimEnd('-');
    }

    /// <summary>A line for a comment or a message in any language: no quote, backslash, brace, dollar, per cent, hash, star or angle bracket.</summary>
    public static string Title(string name)
    {
        var title = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
            if (rune.Value == '\'') title.Append('’');
            else if (Rune.IsLetterOrDigit(rune) || rune is { Value: ' ' } || (rune.IsAscii && ".,:;()_-/+&".Contains((char)rune.Value))) title.Append(rune);
            else title.Append(' ');
        var words = title.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "credential" : string.Join(' ', words);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static IEnumerable<string> Split(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
