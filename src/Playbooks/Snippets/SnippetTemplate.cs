using System.Text;

namespace Stanch.Playbooks.Snippets;

/// <summary>
/// A text that is nearly a program of its language: tokens <c>__name__</c>, loops in comments (<c>each part</c> … <c>end</c>), and a head of comments
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
            if (lines[i].Trim() is var loop && loop != $"{comment} each part" && loop != $"{comment} each part, comma between")
            {
                code.Append(Line(lines[i], words.Shape, quotes)).Append('\n');
                continue;
            }
            var end = lines.FindIndex(i, l => l.Trim() == $"{comment} end");
            if (end < 0) throw new InvalidOperationException($"'{loop}' has no end");
            for (var part = 0; part < words.Parts.Count; part++)
                for (var k = i + 1; k < end; k++)
                {
                    var line = Line(lines[k], words.Parts[part], quotes);
                    var last = loop.EndsWith("between", StringComparison.Ordinal) && part == words.Parts.Count - 1 && k == end - 1;
                    code.Append(last ? line.TrimEnd(',') : line).Append('\n');
                }
            i = end;
        }
        return code.ToString();
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
