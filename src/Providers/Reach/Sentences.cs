using System.Globalization;
using System.Text.RegularExpressions;
using Stanch.Providers.Checks;

namespace Stanch.Providers.Reach;

/// <summary>Answers in plain words.</summary>
internal static partial class Sentences
{
    private const int MostNames = 8;
    private const int LongestFact = 500;

    /// <param name="facts">What this answer and the ones before it gave.</param>
    /// <returns>The sentences, and whether they say more than that it may or may not.</returns>
    public static (IReadOnlyList<string> Sentences, bool Told) Of(AskDeclaration ask, AskedQuestion asked, IReadOnlyDictionary<string, string> facts)
    {
        switch (asked.Answer)
        {
            case ReachAnswer.Unknown:
                return ([$"It is not known whether it may {ask.May}: {asked.Detail}."], false);
            case ReachAnswer.NotAsked:
                return ([$"It was not asked whether it may {ask.May}: {asked.Detail}."], false);
            case ReachAnswer.Refused:
                var told = ask.Otherwise.Length > 0 ? Filled(ask.Otherwise, facts) : null;
                var error = ErrorText(asked.Error);
                return ([(told ?? $"It may not {ask.May}.") + (error.Length > 0 ? $" {error}" : "")], told is not null || error.Length > 0);
            default:
                var said = Yes(ask, asked, facts);
                return said.Count > 0 ? (said, true) : ([$"It may {ask.May}."], false);
        }
    }

    private static List<string> Yes(AskDeclaration ask, AskedQuestion asked, IReadOnlyDictionary<string, string> facts)
    {
        List<string> said = [];
        if (asked.List is { Count: 0, Complete: true })
        {
            said.Add(ask.None.Length > 0 && Filled(ask.None, facts) is { } none ? none : $"It may {ask.May}, and there are none.");
            return said;
        }
        var names = new Dictionary<string, string>(facts, StringComparer.Ordinal);
        if (asked.List is { } list)
        {
            names["count"] = (list.Complete ? "" : "at least ") + Number(list.Count);
            if (list.Names.Count > 0) names["list"] = Listed(list);
            foreach (var (name, count) in list.Counts) names[name] = Number(count);
        }
        said.AddRange(ask.Says.Select(s => Filled(s, names)).OfType<string>());
        foreach (var (fact, meanings) in ask.Means)
            foreach (var word in facts.GetValueOrDefault(fact, "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
                if (meanings.TryGetValue(word, out var meaning)) said.Add($"By {word} it may {meaning}.");
        return said;
    }

    private static string Listed(ReachList list)
    {
        var shown = string.Join(", ", list.Names.Take(MostNames));
        if (list.Count > MostNames) return $"{shown} and {Number(list.Count - MostNames)} more";
        return list.Complete ? shown : $"{shown} and more";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The provider's own sentence, where to read about it, and where it keeps the request.</summary>
    private static string ErrorText(IReadOnlyList<KeptFact> error)
    {
        string Of(string name) => error.FirstOrDefault(f => f.Name == name)?.Value ?? "";
        List<string> parts = [];
        if (Of("sentence") is { Length: > 0 } sentence) parts.Add($"The provider says: {sentence.TrimEnd('.')}.");
        if (Of("needs") is { Length: > 0 } needs) parts.Add($"It would take {needs}.");
        if (Of("docs") is { Length: > 0 } docs) parts.Add($"Read {docs}.");
        if (Of("log") is { Length: > 0 } log) parts.Add($"The request is kept at {log}.");
        return string.Join(' ', parts);
    }

    /// <returns>Null: a fact is missing, so there is nothing to say.</returns>
    private static string? Filled(string sentence, IReadOnlyDictionary<string, string> facts)
    {
        var whole = true;
        var filled = Noun().Replace(sentence, m => facts.GetValueOrDefault(m.Groups[1].Value) == "1" ? $"{{{m.Groups[1].Value}}}{m.Groups[2].Value}{Singular(m.Groups[3].Value)}" : m.Value);
        filled = Name().Replace(filled, m =>
        {
            if (facts.TryGetValue(m.Groups[1].Value, out var value)) return value.Length <= LongestFact ? value : value[..LongestFact] + "…";
            whole = false;
            return "";
        });
        return whole ? filled : null;
    }

    /// <summary>Of a count of one: <c>1 repository</c>.</summary>
    private static string Singular(string plural) => plural switch
    {
        [.. var stem, 'i', 'e', 's'] => stem + "y",
        [.. var stem, 's', 's', 'e', 's'] => stem + "ss",
        [.. var stem, 'c', 'h', 'e', 's'] => stem + "ch",
        [.. var stem, 's'] => stem,
        _ => plural,
    };

    public static string Row(string each, IReadOnlyList<KeptFact> row) => Name().Replace(each, m => row.FirstOrDefault(f => f.Name == m.Groups[1].Value)?.Value ?? "?");

    /// <summary>The noun behind a number, perhaps with a word before it.</summary>
    [GeneratedRegex("\\{([a-z][a-z0-9_-]*)\\}((?: [A-Z]{2,}| [a-z-]+)? )([a-z]{3,}s)\\b", RegexOptions.CultureInvariant)]
    private static partial Regex Noun();

    [GeneratedRegex("\\{([a-z][a-z0-9_-]*)\\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
