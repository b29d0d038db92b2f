using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Stanch.Providers.Network;

/// <summary>
/// XML as JSON, so that one kind of pointer leads into both: below the document's element, an element with elements is an object (a list where some
/// of them have the same name, or are all called <c>member</c>), any other one its text. Attributes and prefixes are dropped. Without a document type, which answers of interfaces don't have.
/// </summary>
internal static class XmlTree
{
    private const int MaxDepth = 32;

    private sealed record Element(string Name)
    {
        public List<Element> Elements { get; } = [];
        public StringBuilder Text { get; } = new();
    }

    /// <returns>Null: it is no XML, or none of that kind.</returns>
    public static JsonElement? Of(ReadOnlySpan<byte> utf8, bool cut)
    {
        if (cut) return null;
        var text = Encoding.UTF8.GetString(utf8).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (!text.StartsWith('<') || Read(text) is not { } root) return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Write(root, json);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        var element = JsonElement.ParseValue(ref reader);
        return element.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? element : null;
    }

    private static Element? Read(string text)
    {
        var open = new Stack<Element>();
        Element? root = null;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '<')
            {
                var end = text.IndexOf('<', at) is >= 0 and var e ? e : text.Length;
                if (open.Count > 0) open.Peek().Text.Append(Unescaped(text.AsSpan(at, end - at)));
                else if (!text.AsSpan(at, end - at).IsWhiteSpace()) return null;
                at = end;
                continue;
            }
            if (Skipped(text, at) is { } skip)
            {
                if (skip < 0) return null;
                if (open.Count > 0 && text.AsSpan(at).StartsWith("<![CDATA[")) open.Peek().Text.Append(text.AsSpan(at + 9, skip - at - 12));
                at = skip;
                continue;
            }
            var close = text.IndexOf('>', at);
            if (close < 0 || close == at + 1 || text[at + 1] == '!') return null;
            var tag = text.AsSpan(at + 1, close - at - 1);
            at = close + 1;
            if (tag[0] == '/')
            {
                if (open.Count == 0 || !Name(tag[1..]).SequenceEqual(open.Peek().Name)) return null;
                root = open.Pop();
                if (open.Count == 0) return text.AsSpan(at).IsWhiteSpace() ? root : null;
                continue;
            }
            var element = new Element(Name(tag).ToString());
            if (element.Name.Length == 0 || open.Count == MaxDepth) return null;
            if (open.Count > 0) open.Peek().Elements.Add(element);
            if (tag[^1] != '/') open.Push(element);
            else if (open.Count == 0) return text.AsSpan(at).IsWhiteSpace() ? element : null;
        }
        return null;
    }

    /// <returns>The end of what has no meaning here, or of marked text; below 0: it has none. Null: it is neither.</returns>
    private static int? Skipped(string text, int at)
    {
        foreach (var (start, end) in new[] { ("<?", "?>"), ("<!--", "-->"), ("<![CDATA[", "]]>") })
            if (text.AsSpan(at).StartsWith(start)) return text.IndexOf(end, at + start.Length, StringComparison.Ordinal) is >= 0 and var found ? found + end.Length : -1;
        return null;
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(" \t\r\n/");
        var name = end < 0 ? tag : tag[..end];
        return name[(name.LastIndexOf(':') + 1)..];
    }

    private static string Unescaped(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&')) return text.ToString();
        var plain = new StringBuilder();
        while (text.IndexOf('&') is >= 0 and var at)
        {
            plain.Append(text[..at]);
            text = text[at..];
            if (text.IndexOf(';') is not (> 0 and var end)) break;
            plain.Append(Entity(text[1..end]));
            text = text[(end + 1)..];
        }
        return plain.Append(text).ToString();
    }

    private static string Entity(ReadOnlySpan<char> name) => name switch
    {
        "amp" => "&", "lt" => "<", "gt" => ">", "quot" => "\"", "apos" => "'",
        ['#', 'x', .. var hex] when int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) => new Rune(code).ToString(),
        ['#', .. var digits] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) => new Rune(code).ToString(),
        _ => $"&{name};",
    };

    private static void Write(Element element, Utf8JsonWriter json)
    {
        if (element.Elements.Count == 0)
        {
            json.WriteStringValue(element.Text.ToString().Trim());
            return;
        }
        var groups = element.Elements.GroupBy(e => e.Name, StringComparer.Ordinal).ToList();
        if (groups.Count == 1 && groups[0].Key == "member")
        {
            List(element.Elements, json);
            return;
        }
        json.WriteStartObject();
        foreach (var group in groups)
        {
            json.WritePropertyName(group.Key);
            if (group.Count() == 1) Write(group.First(), json);
            else List(group, json);
        }
        json.WriteEndObject();
    }

    private static void List(IEnumerable<Element> elements, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var one in elements) Write(one, json);
        json.WriteEndArray();
    }
}
