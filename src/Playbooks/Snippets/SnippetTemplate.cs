using System.Text;

namespace Stanch.Playbooks.Snippets;

/// <summary>
/// A text that is nearly a program of its language: tokens <c>__name__</c>, loops in comments (<c>each part</c> … <c>or optional</c> … <c>end</c>), and a head of comments
/// (<c>@file</c>, <c>@install</c>, <c>@note</c>). See <c>playbooks/snippets/README.md</c>.
/// </summary>
internal sealed class SnippetTemplate
{
    private const string Mark = "__";

    private readonly List<string> lines = [];
    private readonly string comment;

    private SnippetTemplate(string comment) => this.comment = comment;

    public string FileName { get; private set; } = "";
    public string Install { get; private set; } = "";
    public List<string> Notes { get; } = [];

    public static SnippetTemplate Read(string text, string comment)
    {
        var template = new SnippetTemplate(comment);
        foreach (var line in text.TrimEnd('\n').Split('\n'))
            if (!template.IsHead(line)) template.lines.Add(line);
        return template;
    }

    public string Render(ShapeWords words, Quotes quotes)
    {
        var code = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            var mark = lines[i].Trim();
            if (mark == $"{comment} with optional")
            {
                var until = End(i);
                if (words.Optional.Contains(true)) Append(code, i + 1, until, words.Shape, quotes);
                i = until;
            }
            else if (mark == $"{comment} each part" || mark == $"{comment} each part, comma between")
            {
                i = Loop(code, i, mark.EndsWith("between", StringComparison.Ordinal), words, quotes);
            }
            else Append(code, i, i + 1, words.Shape, quotes);
        }
        return code.ToString();
    }

    /// <summary>The lines once for each part; where there are two kinds of them, the later ones for optional parts.</summary>
    /// <returns>Where it ends.</returns>
    private int Loop(StringBuilder code, int start, bool comma, ShapeWords words, Quotes quotes)
    {
        var end = End(start);
        var or = lines.FindIndex(start, end - start, l => l.Trim() == $"{comment} or optional");
        for (var part = 0; part < words.Parts.Count; part++)
        {
            var (from, to) = or < 0 ? (start + 1, end) : words.Optional[part] ? (or + 1, end) : (start + 1, or);
            Append(code, from, to, words.Parts[part], quotes, dropComma: comma && part == words.Parts.Count - 1);
        }
        return end;
    }

    private int End(int start)
    {
        var end = lines.FindIndex(start, l => l.Trim() == $"{comment} end");
        return end >= 0 ? end : throw new InvalidOperationException($"'{lines[start].Trim()}' has no end");
    }

    private void Append(StringBuilder code, int from, int to, IReadOnlyDictionary<string, Word> words, Quotes quotes, bool dropComma = false)
    {
        for (var i = from; i < to; i++)
        {
            var line = Line(lines[i], words, quotes);
            code.Append(dropComma && i == to - 1 ? line.TrimEnd(',') : line).Append('\n');
        }
    }

    private bool IsHead(string line)
    {
        if (!line.StartsWith($"{comment} @", StringComparison.Ordinal)) return false;
        var pair = line[(comment.Length + 2)..].Split(' ', 2);
        switch (pair[0])
        {
            case "file": FileName = pair[1]; break;
            case "install": Install = pair[1]; break;
            case "note": Notes.Add(pair[1]); break;
            default: throw new InvalidOperationException($"unknown key '@{pair[0]}' in a template");
        }
        return true;
    }

    private static string Line(string line, IReadOnlyDictionary<string, Word> words, Quotes quotes)
    {
        var result = new StringBuilder();
        var from = 0;
        while (line.IndexOf(Mark, from, StringComparison.Ordinal) is var start and >= 0)
        {
            var stop = line.IndexOf(Mark, start + 2, StringComparison.Ordinal);
            if (stop < 0) break;
            // What is no token may be the language's own: __init__.
            if (!words.TryGetValue(line[(start + 2)..stop], out var word))
            {
                result.Append(line, from, start + 2 - from);
                from = start + 2;
                continue;
            }
            result.Append(line, from, start - from);
            result.Append(word.IsPlain ? word.Text : Inside(line, start, stop + 2, word.Text, quotes));
            from = stop + 2;
        }
        return result.Append(line, from, line.Length - from).ToString();
    }

    /// <summary>Free text has one place to stand: a literal that holds nothing else.</summary>
    private static string Inside(string line, int start, int end, string text, Quotes quotes)
    {
        var quote = quotes == Quotes.Double ? '"' : '\'';
        if (start == 0 || end == line.Length || line[start - 1] != quote || line[end] != quote)
            throw new InvalidOperationException($"free text outside of a literal of its own: {line.Trim()}");
        return quotes == Quotes.Shell
            ? text.Replace("'", @"'\''", StringComparison.Ordinal)
            : text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace($"{quote}", $@"\{quote}", StringComparison.Ordinal);
    }
}
