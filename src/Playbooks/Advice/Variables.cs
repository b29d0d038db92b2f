using Stanch.Playbooks.Snippets;

namespace Stanch.Playbooks.Advice;

/// <summary>The credential's parts and the environment variables in which they usually stand.</summary>
internal static class Variables
{
    public static IReadOnlyList<CredentialPart> Of(Case facts)
    {
        var named = facts.Facts.Map("variables").ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        var beside = facts.Detector?.Beside ?? [];
        IEnumerable<string> parts = beside.Select(b => b.Name);
        // Found without it, but of no use without it: the provider's own check asks for it.
        bool Asked(string part) => facts.Check.Any(c => c.Text.Contains($"{{{part}}}", StringComparison.Ordinal));
        // What stands in the reader's own files is what they know it by.
        if (facts.Exposure?.Places.FirstOrDefault(p => IsVariable(p.Variable)) is { } place) named["secret"] = place.Variable;
        return [.. parts.Concat(named.Keys).Where(p => p != "secret").Distinct().Select(p => new CredentialPart(p, named.GetValueOrDefault(p) ?? Derived(facts, p)) { Optional = beside.Any(b => b.Name == p && !b.Needed && !Asked(b.Name)) }),
            new CredentialPart("secret", named.GetValueOrDefault("secret") ?? Derived(facts, null))];
    }

    /// <summary><c>ZOOM_CLIENT_ID</c>; for the secret the type's own name stands for the part's: <c>ZOOM_CLIENT_SECRET</c>.</summary>
    private static string Derived(Case facts, string? part)
    {
        var name = part ?? (facts.Detector is { } d ? d.Id[(d.Id.IndexOf('/') + 1)..] : "secret");
        var variable = Upper(name.StartsWith(facts.Provider.Id + "-", StringComparison.Ordinal) ? name : $"{facts.Provider.Id}-{name}");
        return char.IsAsciiLetter(variable[0]) ? variable : "_" + variable;
    }

    private static string Upper(string id) => string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));

    private static bool IsVariable(string name) => name.Length is > 2 and <= 64 && char.IsAsciiLetterUpper(name[0]) && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
}
