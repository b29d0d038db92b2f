namespace Stanch.Playbooks.Advice;

/// <summary>The catalog's phrases as sentences.</summary>
internal static class Prose
{
    /// <summary>A capital at the start and a full stop at the end, unless a name or an address stands there.</summary>
    public static string Sentence(string phrase)
    {
        if (phrase.Length == 0) return phrase;
        var text = StartsWithWord(phrase) ? char.ToUpperInvariant(phrase[0]) + phrase[1..] : phrase;
        return char.IsLetterOrDigit(text[^1]) && !text[(text.LastIndexOf(' ') + 1)..].Contains('/', StringComparison.Ordinal) || text[^1] is ')' or '"' or '\'' ? text + "." : text;
    }

    /// <summary>Several as one paragraph.</summary>
    public static string Paragraph(IEnumerable<string> phrases) => string.Join(' ', phrases.Select(Sentence));

    /// <summary>Without the full stop, to go on in the same line.</summary>
    public static string Clause(string phrase) => phrase.TrimEnd('.');

    private static bool StartsWithWord(string text)
    {
        if (!char.IsAsciiLetterLower(text[0])) return false;
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        return text.AsSpan(0, end < 0 ? text.Length : end).TrimEnd(",.;:").IndexOfAnyExceptInRange('a', 'z') < 0;
    }
}
