using System.Globalization;
using System.Text;

namespace Stanch.Scanning.Ignoring;

/// <summary>Puts an item into a list of a <c>.stanch.yaml</c> that is known to be read without an error. It works on lines: comments and all other lines stay as they are.</summary>
internal static class YamlListEdit
{
    /// <param name="section">The list's key at the top of the file; it is made at the end if it is not there.</param>
    /// <param name="keyOf">What an item is sorted and told by.</param>
    /// <param name="item">The item's <c>key: value</c> lines.</param>
    public static byte[] With(string file, byte[] content, string section, Func<YamlNode, string> keyOf, string key, IReadOnlyList<string> item)
    {
        var text = Encoding.UTF8.GetString(content);
        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        List<string> lines = [.. text.Split('\n').Select(l => l.TrimEnd('\r'))];
        if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);

        var root = PlainYamlReader.Read(file, content).Root as YamlMapping;
        var pair = root?.Pairs.FirstOrDefault(p => p.Key.Text == section);
        if (pair is null)
        {
            lines.Add($"{section}:");
            lines.AddRange(Item(item, "  "));
        }
        else if (pair.Value is YamlSequence { Flow: false, Items.Count: > 0 } list) Insert(lines, list, keyOf, key, item);
        else
        {
            // `ignore:` or `ignore: []`, perhaps with a comment behind it, which stays.
            var at = pair.Key.Line - 1;
            if (pair.Value is YamlSequence { Flow: true } empty) lines[at] = WithoutBrackets(lines[at], empty.Column - 1);
            lines.InsertRange(at + 1, Item(item, "  "));
        }
        return Encoding.UTF8.GetBytes(string.Join(newline, lines) + newline);
    }

    /// <summary>Plain where nobody could read it differently, else in double quotes.</summary>
    public static string Scalar(string text)
    {
        if (char.IsAsciiLetter(text[0]) && text[^1] != ' ' && text.All(c => char.IsAsciiLetterOrDigit(c) || " ,.;()/_+=@-".Contains(c))) return text;
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c is < ' ' or (>= '\u007F' and <= '\u009F') or '\u2028' or '\u2029' or '\uFEFF' or >= '\uFFFE') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }

    private static void Insert(List<string> lines, YamlSequence list, Func<YamlNode, string> keyOf, string key, IReadOnlyList<string> item)
    {
        var written = Item(item, new string(' ', list.Column - 1));
        var same = Enumerable.Range(0, list.Items.Count).Where(i => keyOf(list.Items[i]) == key).ToList();
        if (same.Count > 0)
        {
            // From the end, so that the lines before keep their numbers.
            foreach (var i in Enumerable.Reverse(same)) lines.RemoveRange(list.Dashes[i] - 1, list.Items[i].EndLine - list.Dashes[i] + 1);
            lines.InsertRange(list.Dashes[same[0]] - 1, written);
            return;
        }
        var next = Enumerable.Range(0, list.Items.Count).FirstOrDefault(i => string.CompareOrdinal(keyOf(list.Items[i]), key) > 0, -1);
        var at = next < 0 ? list.EndLine : list.Dashes[next] - 1;
        // Comments right above an entry are about it.
        if (next >= 0)
            while (lines[at - 1].TrimStart().StartsWith('#')) at--;
        lines.InsertRange(at, written);
    }

    private static string WithoutBrackets(string line, int open)
    {
        var behind = line[(line.IndexOf(']', open) + 1)..];
        return line[..open].TrimEnd() + behind.TrimEnd();
    }

    private static IEnumerable<string> Item(IReadOnlyList<string> lines, string indent) => lines.Select((line, i) => $"{indent}{(i == 0 ? "- " : "  ")}{line}");
}
