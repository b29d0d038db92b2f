using System.Text.Json;
using Stanch.Catalog.Compiler.Yaml;

namespace Stanch.Catalog.Compiler.Format;

/// <summary>
/// What may stand at a place of a provider file. One declaration is the check, the way into JSON, and the published JSON Schema, so that
/// they can't disagree.
/// </summary>
internal abstract record Shape
{
    public abstract string Kind { get; }
    public string Help { get; init; } = "";

    /// <summary>Whether the node is of a kind that this shape takes; what it holds is for <see cref="Check"/>.</summary>
    public abstract bool Takes(Node node);

    /// <param name="node">A node that this shape <see cref="Takes"/>.</param>
    /// <param name="what">How to call it in a message: its key.</param>
    public abstract void Check(Node node, string what, Reader reader);

    /// <summary>Writes a checked node as JSON.</summary>
    public abstract void Write(Node node, Utf8JsonWriter json);

    /// <summary>Writes the members of this shape's JSON Schema into an object that is open.</summary>
    public abstract void Schema(Utf8JsonWriter json);

    public void CheckKind(Node node, string what, Reader reader)
    {
        if (node is RefusedNode) return;
        if (Takes(node)) Check(node, what, reader);
        else reader.Complaints.Add(node.At, Codes.Kind, $"'{what}' takes {Kind}, not {node.Kind}");
    }

    public void SchemaObject(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Help.Length > 0) json.WriteString("description", Help);
        Schema(json);
        json.WriteEndObject();
    }
}

/// <summary>Whose file is checked: a shipped provider must say more than a user's own rules.</summary>
internal readonly record struct Reader(Complaints Complaints, bool Users);

/// <summary>A list of one or more.</summary>
internal sealed record ListShape(Shape Item) : Shape
{
    public override string Kind => "a list";
    public int AtLeast { get; init; } = 1;

    public override bool Takes(Node node) => node is ListNode;

    public override void Check(Node node, string what, Reader reader)
    {
        var list = (ListNode)node;
        if (list.Items.Count < AtLeast) reader.Complaints.Add(list.At, Codes.Malformed, $"'{what}' is an empty list");
        foreach (var item in list.Items) Item.CheckKind(item, what, reader);
    }

    public override void Write(Node node, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var item in ((ListNode)node).Items) Item.Write(item, json);
        json.WriteEndArray();
    }

    public override void Schema(Utf8JsonWriter json)
    {
        json.WriteString("type", "array");
        if (AtLeast > 0) json.WriteNumber("minItems", AtLeast);
        json.WritePropertyName("items");
        Item.SchemaObject(json);
    }
}

/// <summary>One of a kind or a list of them; JSON always holds a list.</summary>
internal sealed record OneOrMoreShape(Shape Item) : Shape
{
    private readonly ListShape many = new(Item);

    public override string Kind => $"{Item.Kind} or a list";

    public override bool Takes(Node node) => node is ListNode || Item.Takes(node);

    public override void Check(Node node, string what, Reader reader)
    {
        if (node is ListNode) many.Check(node, what, reader);
        else Item.Check(node, what, reader);
    }

    public override void Write(Node node, Utf8JsonWriter json) =>
        many.Write(node is ListNode ? node : new ListNode(node.At, [node]), json);

    public override void Schema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        Item.SchemaObject(json);
        many.SchemaObject(json);
        json.WriteEndArray();
    }
}

/// <summary>A mapping with keys of the author's choice.</summary>
internal sealed record MapShape(TextShape Key, Shape Value) : Shape
{
    public override string Kind => "a mapping";

    public override bool Takes(Node node) => node is MapNode;

    public override void Check(Node node, string what, Reader reader)
    {
        var map = (MapNode)node;
        if (map.Entries.Count == 0) reader.Complaints.Add(map.At, Codes.Malformed, $"'{what}' is an empty mapping");
        foreach (var (key, value) in map.Entries)
        {
            Key.Check(key, $"a key of {what}", reader);
            Value.CheckKind(value, key.Value, reader);
        }
    }

    public override void Write(Node node, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (key, value) in ((MapNode)node).Entries)
        {
            json.WritePropertyName(key.Value);
            Value.Write(value, json);
        }
        json.WriteEndObject();
    }

    public override void Schema(Utf8JsonWriter json)
    {
        json.WriteString("type", "object");
        json.WriteNumber("minProperties", 1);
        json.WritePropertyName("propertyNames");
        Key.SchemaObject(json);
        json.WritePropertyName("additionalProperties");
        Value.SchemaObject(json);
    }
}

/// <summary>The first of several shapes that takes the node. Mappings among them are told apart by <see cref="RecordShape.Mark"/>.</summary>
internal sealed record ChoiceShape(params Shape[] Options) : Shape
{
    public override string Kind => string.Join(" or ", Options.Select(o => o.Kind).Distinct());

    public override bool Takes(Node node) => Array.Exists(Options, o => o.Takes(node));

    public override void Check(Node node, string what, Reader reader) => Option(node).Check(node, what, reader);

    public override void Write(Node node, Utf8JsonWriter json) => Option(node).Write(node, json);

    public override void Schema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        foreach (var option in Options) option.SchemaObject(json);
        json.WriteEndArray();
    }

    private Shape Option(Node node) => Array.Find(Options, o => o.Takes(node))!;
}
