using System.Text;

namespace Stanch.Scanning.Ignoring;

/// <summary>Reads a document of the subset that PlainYaml.cs names, and goes on after a mistake, to name all of them.</summary>
internal sealed class PlainYamlReader
{
    /// <summary>Deeper than any file of ours, and far from the end of the stack.</summary>
    private const int MaxDepth = 16;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly string file;
    private readonly List<ConfigurationError> errors = [];
    /// <summary>The lines that hold something; the dash of an item that goes on behind it is blanked when it is read.</summary>
    private readonly List<(string Text, int Number, int Indent)> lines = [];
    private int at;

    private PlainYamlReader(string file) => this.file = file;

    public static YamlDocument Read(string file, ReadOnlySpan<byte> content)
    {
        var reader = new PlainYamlReader(file);
        YamlNode? root = null;
        if (reader.Split(content) && reader.lines.Count > 0)
        {
            root = reader.Block(reader.lines[0].Indent, 0);
            if (reader.at < reader.lines.Count) reader.SkipDeeper(-1, "does not belong to what stands above");
        }
        return new YamlDocument(root, [.. reader.errors.OrderBy(e => e.Line).ThenBy(e => e.Column)]);
    }

    private bool Split(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("\uFEFF"u8)) content = content[3..];
        string text;
        try { text = Strict.GetString(content); }
        catch (DecoderFallbackException) { Fail(0, 0, "CFG002", "is not UTF-8 text"); return false; }

        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var line = text[range];
            if (line.EndsWith('\r')) line = line[..^1];
            if (Unprintable(line) is var odd and >= 0) { Fail(number, odd, "CFG002", $"holds the character U+{(int)line[odd]:X4}"); continue; }
            if (IsConflictMarker(line)) { Fail(number, 0, "CFG003", "a merge conflict that was not resolved"); continue; }
            var indent = 0;
            while (indent < line.Length && line[indent] == ' ') indent++;
            if (indent == line.Length || line[indent] == '#') continue;
            if (line[indent] == '\t') { Fail(number, indent, "CFG004", "a tab: indent with spaces"); continue; }
            if (indent == 0 && (line is "---" or "..." || line.StartsWith("--- ", StringComparison.Ordinal) || line.StartsWith("... ", StringComparison.Ordinal)))
            {
                Fail(number, 0, "CFG005", $"'{line[..3]}' cannot stand here: the file is one document");
                continue;
            }
            lines.Add((line, number, indent));
        }
        return true;
    }

    private static int Unprintable(string line)
    {
        // U+0085, U+2028 and U+2029 are line breaks to some readers of YAML and none to others.
        for (var i = 0; i < line.Length; i++)
            if (line[i] is (< ' ' and not '\t') or (>= '\u007F' and <= '\u009F') or '\u2028' or '\u2029' or '\uFEFF' or >= '\uFFFE') return i;
        return -1;
    }

    internal static bool IsConflictMarker(ReadOnlySpan<char> line) =>
        line.StartsWith("<<<<<<< ") || line.StartsWith(">>>>>>> ") || line.StartsWith("||||||| ") || line is "=======";

    private static bool IsDash(string text, int indent) => text[indent] == '-' && (indent + 1 == text.Length || text[indent + 1] == ' ');

    private YamlNode? Block(int indent, int depth)
    {
        var (text, number, _) = lines[at];
        if (depth > MaxDepth)
        {
            Fail(number, indent, "CFG005", "is nested too deeply");
            SkipDeeper(indent - 1, null);
            return null;
        }
        return IsDash(text, indent) ? Sequence(indent, depth) : Mapping(indent, depth);
    }

    private YamlSequence Sequence(int indent, int depth)
    {
        var first = lines[at].Number;
        var items = new List<YamlNode>();
        var dashes = new List<int>();
        while (at < lines.Count && lines[at].Indent == indent && IsDash(lines[at].Text, indent))
        {
            var (text, number, _) = lines[at];
            var line = new PlainYamlLine(file, text, number, indent + 1, errors);
            line.SkipSpaces();
            YamlNode? item;
            if (line.AtEnd) item = Under(indent, depth, number, text.Length);
            else if (IsDash(text, line.Position))
            {
                Fail(number, line.Position, "CFG005", "a list directly in a list");
                at++;
                SkipDeeper(indent, null);
                continue;
            }
            else if (HoldsKey(text, line.Position))
            {
                lines[at] = (new string(' ', line.Position) + text[line.Position..], number, line.Position);
                item = Block(line.Position, depth + 1);
            }
            else item = OneLine(ref line, indent);
            if (item is null) continue;
            items.Add(item);
            dashes.Add(number);
        }
        SkipDeeper(indent, "is indented more than its list");
        return new YamlSequence(items, dashes, false, first, indent + 1, items.Count > 0 ? items[^1].EndLine : first);
    }

    private YamlMapping Mapping(int indent, int depth)
    {
        var first = lines[at].Number;
        var end = first;
        var pairs = new List<YamlPair>();
        while (at < lines.Count && lines[at].Indent == indent && !IsDash(lines[at].Text, indent))
        {
            var (text, number, _) = lines[at];
            var line = new PlainYamlLine(file, text, number, indent, errors);
            if (line.Key() is not { } key)
            {
                at++;
                SkipDeeper(indent, null);
                continue;
            }
            var value = line.AtEnd ? Under(indent, depth, number, text.Length, listToo: true) : OneLine(ref line, indent);
            if (pairs.Any(p => p.Key.Text == key.Text)) Fail(key.Line, key.Column - 1, "CFG007", $"{ConfigurationError.Quote(key.Text)} stands here twice");
            else if (value is not null) pairs.Add(new YamlPair(key, value));
            end = value?.EndLine ?? number;
        }
        if (at < lines.Count && lines[at].Indent == indent)
        {
            Fail(lines[at].Number, indent, "CFG004", "a list item between keys");
            at++;
        }
        SkipDeeper(indent, "is indented more than its neighbours");
        return new YamlMapping(pairs, first, indent + 1, end);
    }

    /// <summary>What stands on the lines below a key or a dash.</summary>
    private YamlNode? Under(int indent, int depth, int number, int column, bool listToo = false)
    {
        at++;
        if (at < lines.Count && (lines[at].Indent > indent || (listToo && lines[at].Indent == indent && IsDash(lines[at].Text, indent))))
            return Block(lines[at].Indent, depth + 1);
        return new YamlScalar("", number, column + 1, Absent: true);
    }

    private YamlNode? OneLine(ref PlainYamlLine line, int indent)
    {
        var value = line.Value();
        at++;
        SkipDeeper(indent, value is null ? null : "goes on with a value that ended on the line above");
        return value;
    }

    /// <summary>Whether an item's text is the first key of a mapping; quoted text is looked at by the reader of keys.</summary>
    private static bool HoldsKey(string text, int start)
    {
        if (text[start] is '[') return false;
        var from = start;
        if (text[start] is '"' or '\'')
        {
            for (from = start + 1; from < text.Length && text[from] != text[start]; from++)
                if (text[from] == '\\' && text[start] == '"') from++;
            from++;
            while (from < text.Length && text[from] == ' ') from++;
            return from < text.Length && text[from] == ':';
        }
        for (; from < text.Length; from++)
        {
            if (text[from] == ':' && (from + 1 == text.Length || text[from + 1] == ' ')) return true;
            if (text[from] == '#' && text[from - 1] == ' ') return false;
        }
        return false;
    }

    private void SkipDeeper(int indent, string? complaint)
    {
        if (complaint is not null && at < lines.Count && lines[at].Indent > indent) Fail(lines[at].Number, lines[at].Indent, "CFG004", complaint);
        while (at < lines.Count && lines[at].Indent > indent) at++;
    }

    private void Fail(int line, int column, string code, string message) =>
        errors.Add(new ConfigurationError(file, line, line == 0 ? 0 : column + 1, code, message));
}
