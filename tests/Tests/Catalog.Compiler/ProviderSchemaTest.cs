using System.Text.Json;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Format;
using Stanch.Tests.Architecture;

namespace Stanch.Tests.Catalog.Compiler;

public sealed class ProviderSchemaTest
{
    [Fact]
    public void The_published_schema_is_the_formats() => Assert.Equal(
        System.Text.Encoding.UTF8.GetString(ProviderSchema.Write()), Repository.Read("schema", "provider.schema.json"));

    [Fact]
    public void Every_reference_in_it_leads_somewhere()
    {
        using var schema = JsonDocument.Parse(ProviderSchema.Write());
        var names = schema.RootElement.GetProperty("$defs").EnumerateObject().Select(d => $"#/$defs/{d.Name}").ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), References(schema.RootElement).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.NameEquals("$ref") ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
