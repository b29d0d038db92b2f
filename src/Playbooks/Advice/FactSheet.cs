using System.Text.Json;

namespace Stanch.Playbooks.Advice;

/// <summary>The playbook keys of a type, its provider and its family, the nearest first.</summary>
internal sealed class FactSheet((Origin From, JsonElement Facts)[] layers)
{
    /// <summary>The nearest that has the key.</summary>
    public Fact Of(string key)
    {
        var undocumented = false;
        foreach (var (from, facts) in layers)
        {
            if (facts.TryGetProperty(key, out var value)) return new Fact(key, from, Lines(value), undocumented);
            undocumented |= from != Origin.Family && facts.TryGetProperty("unknown", out var unknown) && unknown.EnumerateArray().Any(k => k.ValueEquals(key));
        }
        return new Fact(key, Origin.Everywhere, [], undocumented);
    }

    /// <summary>A member of a key that is a mapping, such as one of the risks: each is looked for by itself.</summary>
    public Fact Of(string key, string member)
    {
        foreach (var (from, facts) in layers)
            if (facts.TryGetProperty(key, out var map) && map.TryGetProperty(member, out var value)) return new Fact($"{key}.{member}", from, Lines(value), false);
        return new Fact($"{key}.{member}", Origin.Everywhere, [], false);
    }

    /// <summary>The nearest mapping's members.</summary>
    public IEnumerable<(string Name, string Value)> Map(string key)
    {
        foreach (var (_, facts) in layers)
            if (facts.TryGetProperty(key, out var map)) return map.EnumerateObject().Select(m => (m.Name, m.Value.GetString()!));
        return [];
    }

    private static IReadOnlyList<string> Lines(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [value.GetString()!];
}
