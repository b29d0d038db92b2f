using System.Text.Json;
using Stanch.Catalog;

namespace Stanch.Tests.Playbooks;

/// <summary>A <c>playbook:</c> of the catalog as it stands in its file, without what other levels say.</summary>
/// <param name="Id">Of the type (<c>zoom/client-secret</c>), the provider or the family (<c>family api-key</c>).</param>
internal sealed record CatalogPlaybook(string Id, JsonElement Facts)
{
    public IEnumerable<string> Keys => Facts.ValueKind == JsonValueKind.Object ? Facts.EnumerateObject().Select(f => f.Name).Where(k => k != "unknown") : [];

    public IReadOnlyList<string> Unknown => Texts("unknown");

    /// <summary>What is said under a key; of a mapping its members' texts.</summary>
    public IReadOnlyList<string> Texts(string key) => Facts.ValueKind == JsonValueKind.Object && Facts.TryGetProperty(key, out var value) ? [.. Strings(value)] : [];

    public bool Speaks(string key) => Keys.Contains(key) || Unknown.Contains(key);

    private static IEnumerable<string> Strings(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Strings(m.Value)),
        _ => [],
    };
}

/// <summary>All of the shipped catalog's.</summary>
internal static class CatalogPlaybooks
{
    private static readonly Dictionary<string, CatalogPlaybook> all = Read().ToDictionary(p => p.Id, StringComparer.Ordinal);

    public static IReadOnlyCollection<CatalogPlaybook> Shipped => all.Values;

    public static CatalogPlaybook Of(Detector type) => all[type.Id];

    public static CatalogPlaybook OfProvider(string id) => all[id];

    public static CatalogPlaybook OfFamily(string id) => all[$"family {id}"];

    /// <summary>The variable in which a type's or provider's own secret stands, if its playbook names one.</summary>
    public static string? SecretOf(string id) => Names(all[id]) ?? (id.Contains('/', StringComparison.Ordinal) ? Names(all[id.Split('/')[0]]) : null);

    /// <summary>The pages that describe how its logs are read.</summary>
    public static IEnumerable<string> AuditSources(Provider provider) => Member(JsonDocument.Parse(provider.Details).RootElement, "audit") is { ValueKind: JsonValueKind.Object } audit
        ? audit.EnumerateObject().Select(log => log.Value.GetProperty("source").GetString()!)
        : [];

    private static string? Names(CatalogPlaybook playbook) =>
        playbook.Facts.ValueKind == JsonValueKind.Object && playbook.Facts.TryGetProperty("variables", out var variables) && variables.TryGetProperty("secret", out var secret) ? secret.GetString() : null;

    private static IEnumerable<CatalogPlaybook> Read()
    {
        foreach (var provider in Shelf.Shipped.Providers)
        {
            var details = JsonDocument.Parse(provider.Details).RootElement;
            yield return new CatalogPlaybook(provider.Id, Member(details, "playbook"));
            foreach (var type in Member(details, "credentials").EnumerateObject()) yield return new CatalogPlaybook($"{provider.Id}/{type.Name}", Member(type.Value, "playbook"));
        }
        foreach (var family in Shelf.Shipped.Families) yield return new CatalogPlaybook($"family {family.Id}", JsonDocument.Parse(family.Playbook).RootElement);
    }

    private static JsonElement Member(JsonElement element, string name) => element.TryGetProperty(name, out var member) ? member : default;
}
