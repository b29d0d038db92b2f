using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stanch.Catalog.Compiler.Yaml;

/// <summary>
/// The part of YAML in which a text can be read in one way only: text, lists, mappings. Anchors, aliases, tags, tabs, duplicate keys and
/// further documents are mistakes.
/// </summary>
internal sealed class StrictYaml
{
    private const int MaxBytes = 1 << 20;
    private const int MaxDepth = 32;

    private readonly Complaints complaints;
    private readonly Scanner scanner;
    private readonly Parser parser;

    private StrictYaml(string text, Complaints complaints)
    {
        this.complaints = complaints;
        scanner = new Scanner(new StringReader(text), skipComments: true);
        parser = new Parser(scanner);
    }

    /// <returns>The document, or null when it could not be read to its end. Either way <paramref name="complaints"/> has what is wrong.</returns>
    public static MapNode? Read(ReadOnlySpan<byte> utf8, Complaints complaints)
    {
        if (Decode(utf8, complaints) is not { } text) return null;
        FindTabs(text, complaints);
        var yaml = new StrictYaml(text, complaints);
        try
        {
            return yaml.Document();
        }
        catch (YamlException e)
        {
            complaints.Add(PlaceOf(e.Start), Codes.Syntax, e.InnerException?.Message ?? e.Message);
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the library throws for some texts, as for a list without its ']'.
            complaints.Add(PlaceOf(yaml.scanner.CurrentPosition), Codes.Syntax, "the text can't be read any further here");
            return null;
        }
    }

    /// <returns>Null when it is too large or no UTF-8; a byte order mark is left out.</returns>
    internal static string? Decode(ReadOnlySpan<byte> utf8, Complaints complaints)
    {
        var start = new Place(1, 1);
        if (utf8.Length > MaxBytes)
        {
            complaints.Add(start, Codes.Unreadable, $"the file has {utf8.Length} bytes; at most {MaxBytes} are read");
            return null;
        }
        if (utf8.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[3..];
        if (!System.Text.Unicode.Utf8.IsValid(utf8))
        {
            complaints.Add(start, Codes.Unreadable, "the file is no UTF-8");
            return null;
        }
        return Encoding.UTF8.GetString(utf8);
    }

    private static void FindTabs(string text, Complaints complaints)
    {
        var line = 1;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            if (content.IndexOf('\t') is var column and >= 0)
                complaints.Add(new Place(line, column + 1), Codes.Tab, "a tab; write blanks, or \\t in double quotes");
            line++;
        }
    }

    private MapNode? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out var end))
        {
            complaints.Add(PlaceOf(end.Start), Codes.Documents, "the file is empty");
            return null;
        }
        parser.Consume<DocumentStart>();
        var root = Value(0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            complaints.Add(PlaceOf(second.Start), Codes.Documents, "a second document; a file holds one");
        while (!parser.TryConsume<StreamEnd>(out _)) parser.MoveNext();

        if (root is MapNode map) return map;
        if (root is not RefusedNode) complaints.Add(root.At, Codes.Kind, $"a file holds a mapping, not {root.Kind}");
        return null;
    }

    private Node Value(int depth)
    {
        if (depth > MaxDepth)
        {
            complaints.Add(PlaceOf(parser.Current!.Start), Codes.Syntax, $"nested deeper than {MaxDepth}");
            parser.SkipThisAndNestedEvents();
            return new RefusedNode(PlaceOf(parser.Current!.Start));
        }
        var at = PlaceOf(parser.Current is { } e ? e.Start : Mark.Empty);
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            complaints.Add(at, Codes.Indirection, $"the alias '*{alias.Value}': write the value again");
            return new RefusedNode(at);
        }
        if (parser.Current is NodeEvent node)
        {
            if (!node.Anchor.IsEmpty) complaints.Add(at, Codes.Indirection, $"the anchor '&{node.Anchor.Value}'");
            if (!node.Tag.IsEmpty) complaints.Add(at, Codes.Indirection, $"the tag '{node.Tag}': every scalar is text");
        }
        if (parser.TryConsume<Scalar>(out var scalar)) return new TextNode(at, scalar.Value);
        return parser.Accept<SequenceStart>(out _) ? List(at, depth) : Map(at, depth);
    }

    private ListNode List(Place at, int depth)
    {
        parser.Consume<SequenceStart>();
        var items = new List<Node>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Value(depth + 1));
        return new ListNode(at, items);
    }

    private MapNode Map(Place at, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = new List<KeyValuePair<TextNode, Node>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = Value(depth + 1);
            var value = Value(depth + 1);
            if (keyNode is not TextNode key)
            {
                if (keyNode is not RefusedNode) complaints.Add(keyNode.At, Codes.Kind, $"a key is text, not {keyNode.Kind}");
            }
            else if (!keys.Add(key.Value)) complaints.Add(key.At, Codes.DuplicateKey, $"'{key.Value}' stands twice");
            else entries.Add(new(key, value));
        }
        return new MapNode(at, entries);
    }

    private static Place PlaceOf(Mark mark) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));
}
