using Stanch.Catalog.Compiler.Yaml;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Stanch.Catalog.Compiler.Rules;

/// <summary>Reads TOML into the nodes that the checks of YAML work on.</summary>
internal static class TomlTree
{
    /// <returns>Null when it is no TOML.</returns>
    public static MapNode? Read(ReadOnlySpan<byte> utf8, Complaints complaints)
    {
        if (StrictYaml.Decode(utf8, complaints) is not { } text) return null;
        DocumentSyntax document;
        try
        {
            document = SyntaxParser.Parse(text, complaints.File, validate: true);
        }
        // Tomlyn throws where the file ends within an escape, and nowhere else: it can't print the character that is missing.
        catch (ArgumentOutOfRangeException)
        {
            var last = text.AsSpan();
            complaints.Add(new Place(last.Count('\n') + 1, last.Length - last.LastIndexOf('\n')), Codes.Toml, "the file ends after '\\' within a string");
            return null;
        }
        foreach (var message in document.Diagnostics.Where(m => m.Kind == DiagnosticMessageKind.Error))
            complaints.Add(At(message.Span), Codes.Toml, message.Message);
        if (document.HasErrors) return null;

        var root = Table(new Place(1, 1));
        foreach (var pair in document.KeyValues) Put(root, pair);
        foreach (var table in document.Tables)
        {
            var at = At(table.Span);
            var map = Reach(root, Names(table.Name!), at, newItem: table is TableArraySyntax);
            foreach (var pair in table.Items) Put(map, pair);
        }
        return root;
    }

    private static Place At(SourceSpan span) => new(span.Start.Line + 1, span.Start.Column + 1);

    private static MapNode Table(Place at) => new(at, new List<KeyValuePair<TextNode, Node>>());

    private static void Put(MapNode map, KeyValueSyntax pair)
    {
        var names = Names(pair.Key!);
        var at = At(pair.Span);
        Add(Reach(map, names[..^1], at, newItem: false), new TextNode(at, names[^1]), Value(pair.Value!));
    }

    /// <summary>The table of that name; tables on the way there are made, of lists of tables the last one counts.</summary>
    private static MapNode Reach(MapNode map, List<string> names, Place at, bool newItem)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var last = i == names.Count - 1;
            var next = map[names[i]];
            if (next is ListNode { Items: [.., MapNode item] } && !(last && newItem)) next = item;
            else if (next is ListNode list && last && newItem)
            {
                next = Table(at);
                ((List<Node>)list.Items).Add(next);
            }
            if (next is not MapNode child)
            {
                child = Table(at);
                Add(map, new TextNode(at, names[i]), last && newItem ? new ListNode(at, new List<Node> { child }) : child);
            }
            map = child;
        }
        return map;
    }

    private static void Add(MapNode map, TextNode key, Node value) => ((List<KeyValuePair<TextNode, Node>>)map.Entries).Add(new(key, value));

    private static Node Value(ValueSyntax value)
    {
        var at = At(value.Span);
        switch (value)
        {
            case StringValueSyntax text: return new TextNode(at, text.Value ?? "");
            case BooleanValueSyntax flag: return new TextNode(at, flag.Value ? "true" : "false");
            case ArraySyntax array: return new ListNode(at, array.Items.Select(i => Value(i.Value!)).ToList());
            case InlineTableSyntax table:
                var map = Table(at);
                foreach (var item in table.Items) Put(map, item.KeyValue!);
                return map;
            default: return new TextNode(at, value.ToString().Trim());
        }
    }

    private static List<string> Names(KeySyntax key) => [.. key.DotKeys.Select(k => k.Key!).Prepend(key.Key!).Select(Name)];

    private static string Name(BareKeyOrStringValueSyntax key) => key switch
    {
        StringValueSyntax text => text.Value ?? "",
        BareKeySyntax bare => bare.Key?.Text ?? "",
        _ => "",
    };
}
