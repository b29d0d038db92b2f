using System.Text;

namespace Stanch.Text;

/// <summary>The terminal's own sixteen colours, so that the user's theme decides.</summary>
public enum Ink { Plain, Strong, Faint, Path, Value, Good, Alarm, Warning, Command, Critical, High, Medium, Low, Info }

/// <summary>Some text in one ink, fit to be shown.</summary>
/// <param name="Whole">Is not broken at its spaces: a path that is to be copied.</param>
public readonly record struct Run(string Text, Ink Ink = Ink.Plain, bool Whole = false);

/// <summary>Lays runs of text out in lines of a terminal, breaking at spaces.</summary>
public sealed class TextPage(TextWriter output, bool colour, int width)
{
    public int Width { get; } = Math.Clamp(width, 40, 120);

    public void Blank() => output.Write('\n');

    public void Rule() => Line(new Run(new string('─', Width), Ink.Faint));

    /// <summary>One line as it is.</summary>
    public void Line(params ReadOnlySpan<Run> runs)
    {
        foreach (var run in runs) Paint(run.Text, run.Ink);
        output.Write('\n');
    }

    /// <summary>As many lines as it takes: the first begins with <paramref name="lead"/>, the others with <paramref name="hang"/>.</summary>
    public void Flow(Run lead, Run hang, params ReadOnlySpan<Run> runs)
    {
        Paint(lead.Text, lead.Ink);
        var column = Cells.Of(lead.Text);
        var (fresh, space) = (true, false);
        var bare = lead.Text.AsSpan().IsWhiteSpace();
        foreach (var run in runs)
        {
            var start = 0;
            while (start < run.Text.Length)
            {
                if (!run.Whole && run.Text[start] == ' ') { space = true; start++; continue; }
                var end = run.Whole ? run.Text.Length : run.Text.IndexOf(' ', start);
                if (end < 0) end = run.Text.Length;
                var word = run.Text[start..end];
                var cells = Cells.Of(word);
                if (fresh && bare) word = Started(word);
                if (space && !fresh && column + 1 + cells > Width)
                {
                    output.Write('\n');
                    Paint(hang.Text, hang.Ink);
                    column = Cells.Of(hang.Text);
                    if (hang.Text.AsSpan().IsWhiteSpace()) word = Started(word);
                }
                else if (space && !fresh)
                {
                    output.Write(' ');
                    column++;
                }
                Paint(word, run.Ink);
                column += cells;
                (fresh, space, start) = (false, false, end);
            }
        }
        output.Write('\n');
    }

    /// <summary>The first word of a line: build agents obey <c>::name::</c> and <c>##name</c> there.</summary>
    private static string Started(string word)
    {
        var text = word.TrimStart();
        return text.StartsWith("::", StringComparison.Ordinal) || text.StartsWith("##", StringComparison.Ordinal)
            ? $"\\x{(int)text[0]:X2}{text[1..]}"
            : word;
    }

    private void Paint(string text, Ink ink)
    {
        if (!colour || ink == Ink.Plain || text.Length == 0)
        {
            output.Write(text);
            return;
        }
        output.Write(ink switch
        {
            Ink.Strong => "\e[1m",
            Ink.Faint => "\e[2m",
            Ink.Path => "\e[36m",
            Ink.Value => "\e[1;33m",
            Ink.Good => "\e[1;32m",
            Ink.Alarm => "\e[1;31m",
            Ink.Warning => "\e[33m",
            Ink.Command => "\e[32m",
            Ink.Critical => "\e[1;97;41m",
            Ink.High => "\e[1;31m",
            Ink.Medium => "\e[1;33m",
            Ink.Low => "\e[1;34m",
            _ => "\e[1;36m",
        });
        output.Write(text);
        output.Write("\e[0m");
    }

    /// <summary>A writer for reports: UTF-8 without a mark, buffered; the stream stays open.</summary>
    public static StreamWriter Open(Stream output) => new(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
}
