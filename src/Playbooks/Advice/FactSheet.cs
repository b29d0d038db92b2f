using System.Text.Json;

namespace Stanch.Playbooks.Advice;

/// <summary>
/// The playbook keys of a type, its provider and its family. The nearest that speaks of a key wins, be it with a text or by listing it as unknown: what is
/// unknown of a type must not be taken from the provider's other types. What holds in general is told all the same, as what it is.
/// </summary>
internal sealed class FactSheet((Origin From, JsonElement Facts)[] layers)
{
    public Fact Of(string key)
    {
        var (from, value, undocumented) = Nearest(key);
        return new Fact(key, from, value is { } said ? Lines(said) : [], undocumented)
        {
            OfOthers = undocumented && Array.Exists(layers, l => l.From == Origin.Provider && l.Facts.TryGetProperty(key, out _)),
        };
    }

    /// <summary>A member of a key that is a mapping, such as one of the risks: each is looked for by itself.</summary>
    public Fact Of(string key, string member)
    {
        var (from, value, _) = Nearest(key, member);
        return new Fact($"{key}.{member}", from, value is { } said ? Lines(said) : [], false);
    }

    /// <summary>The nearest mapping's members.</summary>
    public IEnumerable<(string Name, string Value)> Map(string key) =>
        Nearest(key).Value is { } map ? map.EnumerateObject().Select(m => (m.Name, m.Value.GetString()!)) : [];

    private (Origin From, JsonElement? Value, bool Undocumented) Nearest(string key, string? member = null)
    {
        var undocumented = false;
        foreach (var (from, facts) in layers)
        {
            if (undocumented && from != Origin.Family) continue;
            if (facts.TryGetProperty(key, out var value) && (member is null || value.TryGetProperty(member, out value))) return (from, value, undocumented);
            undocumented |= from != Origin.Family && facts.TryGetProperty("unknown", out var unknown) && Lines(unknown).Contains(key);
        }
        return (Origin.Everywhere, null, undocumented);
    }

    private static IReadOnlyList<string> Lines(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [value.GetString()!];
}
