using System.Text;
using Stanch.Catalog;

namespace Stanch.Detection.Telling;

/// <summary>Something that a credential says of itself to whoever reads it: whose it is, for what, until when.</summary>
public sealed record Fact(string Name, string Value);

/// <summary>Works out the facts of a detector's <c>tells</c>. Only for what is reported: scanning never comes here.</summary>
public static class Facts
{
    private const int Longest = 200;

    /// <param name="secret">The value.</param>
    /// <param name="parts">The credential's other parts.</param>
    /// <returns>In the order of <c>tells</c>; what can't be worked out is left out.</returns>
    public static IReadOnlyList<Fact> Of(Detector detector, ReadOnlySpan<byte> secret, IReadOnlyList<MatchPart> parts)
    {
        if (detector.Tells.Length == 0) return [];
        var facts = new List<Fact>();
        var value = Encoding.Latin1.GetString(secret);
        foreach (var line in detector.Tells.Split('\n'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0 || Telling.Parse(line[(colon + 2)..]) is not { Telling: { } telling }) continue;
            var from = telling.Part is null ? value
                : parts.FirstOrDefault(p => p.Name == telling.Part) is { } part ? Encoding.Latin1.GetString(part.Value) : null;
            if (from is null || telling.Of(from) is not { Length: > 0 } told) continue;
            // Whatever a verb makes of it, the secret itself is no fact.
            if (told.Contains(value, StringComparison.Ordinal) || Shown(told) is not { } shown) continue;
            facts.Add(new Fact(line[..colon], shown));
        }
        return facts;
    }

    /// <summary>What an expression is wrong in, or null.</summary>
    /// <param name="known">Whether the credential has a part of that name.</param>
    public static string? Mistake(string expression, Func<string, bool> known)
    {
        var (telling, mistake) = Telling.Parse(expression);
        if (mistake is not null) return mistake;
        if (telling!.Part is { } part) return known(part) ? null : $"there is no part '{part}'";
        return telling.IsEmpty ? "it would tell the secret itself" : null;
    }

    /// <summary>The verbs, each with its arguments.</summary>
    public static IReadOnlyList<string> Usages { get; } = [.. Verbs.All.Select(v => v.Usage)];

    /// <summary>Text that a person can read, in one line; bytes that are none were never meant to be read.</summary>
    private static string? Shown(string told)
    {
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(told)).Trim();
        if (text.Length == 0 || text.Any(c => char.IsControl(c) || c == '\uFFFD')) return null;
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
