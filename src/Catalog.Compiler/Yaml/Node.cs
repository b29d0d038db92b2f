namespace Stanch.Catalog.Compiler.Yaml;

/// <summary>A piece of a YAML document. Every scalar is text.</summary>
internal abstract record Node(Place At)
{
    public abstract string Kind { get; }
}

internal sealed record TextNode(Place At, string Value) : Node(At)
{
    public override string Kind => "text";
}

internal sealed record ListNode(Place At, IReadOnlyList<Node> Items) : Node(At)
{
    public override string Kind => "a list";
}

internal sealed record MapNode(Place At, IReadOnlyList<KeyValuePair<TextNode, Node>> Entries) : Node(At)
{
    public override string Kind => "a mapping";

    public Node? this[string key] => Entries.FirstOrDefault(e => e.Key.Value == key).Value;

    public TextNode? Text(string key) => this[key] as TextNode;
    public MapNode? Map(string key) => this[key] as MapNode;
    public ListNode? List(string key) => this[key] as ListNode;

    /// <summary>The texts of a list, or the one text that stands in its place.</summary>
    public IEnumerable<TextNode> Texts(string key) => this[key] switch
    {
        TextNode one => [one],
        ListNode many => many.Items.OfType<TextNode>(),
        _ => [],
    };
}

/// <summary>Stands where something was refused, so that the one mistake doesn't bring others.</summary>
internal sealed record RefusedNode(Place At) : Node(At)
{
    public override string Kind => "what was refused";
}
