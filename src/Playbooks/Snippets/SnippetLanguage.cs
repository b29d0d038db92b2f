namespace Stanch.Playbooks.Snippets;

/// <summary>How the words of an identifier are joined.</summary>
internal enum IdentifierCase
{
    Snake,
    Camel,
    Pascal,

    /// <summary>As Go's linters want it: <c>ClientID</c>.</summary>
    Go,
}

/// <summary>How a literal ends, and what is written so that it does not.</summary>
internal enum Quotes
{
    /// <summary><c>"…"</c> with a backslash before a quote or a backslash.</summary>
    Double,

    /// <summary><c>'…'</c> with a backslash before a quote or a backslash.</summary>
    Single,

    /// <summary><c>'…'</c>, in which nothing but the quote itself is special.</summary>
    Shell,
}

/// <summary>What a template's tokens need to know of its language: <c>playbooks/snippets/LANGUAGE/language.txt</c>.</summary>
internal sealed record SnippetLanguage(string Name, int Order, string Extension, string Comment, IdentifierCase Case, Quotes Quotes, IReadOnlySet<string> Reserved)
{
    public static SnippetLanguage Read(string name, string text)
    {
        var facts = Facts.Read(text).Values;
        return new SnippetLanguage(
            name,
            int.Parse(facts["order"], System.Globalization.CultureInfo.InvariantCulture),
            facts["extension"],
            facts["comment"],
            Enum.Parse<IdentifierCase>(facts["case"], ignoreCase: true),
            Enum.Parse<Quotes>(facts["quotes"], ignoreCase: true),
            facts["reserved"].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal));
    }
}
