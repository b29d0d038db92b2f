using System.Text.Json;
using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Format;

internal enum Need
{
    Optional,
    /// <summary>In a shipped provider; a user's own rules may leave it out.</summary>
    Shipped,
    Always,
}

internal sealed record Field(string Key, Shape Shape, Need Need = Need.Optional);

/// <summary>A mapping with known keys.</summary>
internal sealed record RecordShape(params Field[] Fields) : Shape
{
    public override string Kind => "a mapping";

    /// <summary>The key that tells this mapping from the others of a <see cref="ChoiceShape"/>; the last of them has none.</summary>
    public string? Mark { get; init; }

    /// <summary>Where the JSON Schema keeps it, when it stands in several places.</summary>
    public string? Name { get; init; }

    /// <summary>The key whose text names this mapping in messages.</summary>
    public string? CalledBy { get; init; }

    public override bool Takes(Node node) => node is MapNode map && (Mark is null || map[Mark] is not null);

    public override void Check(Node node, string what, Reader reader)
    {
        var map = (MapNode)node;
        if (CalledBy is not null && map.Text(CalledBy) is { } name) what = $"{what}: {name.Value}";
        if (map.Entries.Count == 0) reader.Complaints.Add(map.At, Codes.Malformed, $"'{what}' is an empty mapping");
        foreach (var (key, value) in map.Entries)
        {
            if (Find(key.Value) is { } field) field.Shape.CheckKind(value, key.Value, reader);
            else reader.Complaints.Add(key.At, Codes.UnknownKey, $"'{what}' has no key '{key.Value}'{Suggestion(key.Value)}");
        }
        var needed = reader.Users ? Need.Always : Need.Shipped;
        foreach (var field in Fields)
            if (field.Need >= needed && map[field.Key] is null) reader.Complaints.Add(map.At, Codes.MissingKey, $"'{what}' lacks '{field.Key}'");
    }

    public override void Write(Node node, Utf8JsonWriter json)
    {
        var map = (MapNode)node;
        json.WriteStartObject();
        foreach (var field in Fields)
        {
            if (map[field.Key] is not { } value) continue;
            json.WritePropertyName(field.Key);
            field.Shape.Write(value, json);
        }
        json.WriteEndObject();
    }

    public override void Schema(Utf8JsonWriter json)
    {
        if (Name is not null) json.WriteString("$ref", $"#/$defs/{Name}");
        else Definition(json);
    }

    /// <summary>The members themselves, also of a shape that others refer to by <see cref="Name"/>.</summary>
    public void Definition(Utf8JsonWriter json)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var field in Fields)
        {
            json.WritePropertyName(field.Key);
            field.Shape.SchemaObject(json);
        }
        json.WriteEndObject();
        json.WriteNumber("minProperties", 1);
        var required = Fields.Where(f => f.Need != Need.Optional).Select(f => f.Key).ToList();
        if (required.Count > 0)
        {
            json.WriteStartArray("required");
            foreach (var key in required) json.WriteStringValue(key);
            json.WriteEndArray();
        }
        json.WriteBoolean("additionalProperties", false);
    }

    private Field? Find(string key) => Array.Find(Fields, f => f.Key == key);

    private string Suggestion(string key)
    {
        var near = Array.Find(Fields, f => Spelling.Distance(f.Key, key) <= 2);
        return near is null ? $"; it has {string.Join(", ", Fields.Select(f => f.Key))}" : $"; is '{near.Key}' meant?";
    }
}
