using System.Globalization;

namespace Stanch.Playbooks.Snippets;

/// <summary>What stands for a token. Plain words hold nothing that is special in any language, wherever they stand.</summary>
internal readonly record struct Word(string Text, bool IsPlain = true);

/// <summary>The tokens' words for one credential in one language.</summary>
internal sealed class ShapeWords
{
    public ShapeWords(CredentialShape shape, SnippetLanguage language)
    {
        var path = Visible(shape.Path);
        var name = Plain.Label(path);
        Shape = new Dictionary<string, Word>(StringComparer.Ordinal)
        {
            ["title"] = new(Plain.Title(shape.Name)),
            ["path"] = new(path, IsPlain: false),
            // A step up would be another address.
            ["path_url"] = new(string.Join('/', path.Split('/').Where(s => s is not ("" or "." or "..")).Select(Uri.EscapeDataString))),
            ["label"] = new(name),
        };

        var parts = new List<IReadOnlyDictionary<string, Word>>();
        HashSet<string> identifiers = [], variables = [], fields = [], ids = [];
        foreach (var part in shape.Parts)
        {
            var words = Plain.Words(part.Name);
            var id = shape.Parts.Count == 1 ? path : $"{path}/{string.Join('-', words)}";
            id = Unused(id, ids, "-");
            parts.Add(new Dictionary<string, Word>(Shape, StringComparer.Ordinal)
            {
                ["part"] = new(Unused(Identifier(words, language), identifiers, "")),
                ["field"] = new(Unused(string.Join('_', words), fields, "_")),
                ["variable"] = new(Unused(Plain.Variable(part.Variable), variables, "_")),
                ["id"] = new(id, IsPlain: false),
                ["id_url"] = new(Uri.EscapeDataString(id)),
            });
        }
        Parts = parts;
        Optional = [.. shape.Parts.Select(p => p.Optional)];
    }

    public IReadOnlyDictionary<string, Word> Shape { get; }
    public IReadOnlyList<IReadOnlyDictionary<string, Word>> Parts { get; }

    /// <summary>Of each part, whether the credential can do without it.</summary>
    public IReadOnlyList<bool> Optional { get; }

    private static string Identifier(string[] words, SnippetLanguage language)
    {
        var identifier = Plain.Identifier(words, language.Case);
        return language.Reserved.Contains(identifier) ? Plain.Identifier([.. words, "value"], language.Case) : identifier;
    }

    private static string Unused(string word, HashSet<string> used, string joint)
    {
        var unused = word;
        for (var i = 2; !used.Add(unused); i++) unused = word + joint + i.ToString(CultureInfo.InvariantCulture);
        return unused;
    }

    /// <summary>No store has such characters in its paths, and a reader would not see them in the text.</summary>
    private static string Visible(string path) =>
        string.Concat(path.EnumerateRunes().Where(r => r.Value != 0xFFFD && CharUnicodeInfo.GetUnicodeCategory(r.Value) is not
            (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)).Select(r => r.ToString()));
}
