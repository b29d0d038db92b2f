using System.Globalization;
using Stanch.Catalog;
using Stanch.Text;

namespace Stanch.Playbooks.Formats;

/// <summary>For a terminal: what to do first is on the first screen.</summary>
public sealed class PlaybookText(TextWriter output, bool colour = false, int width = 100)
{
    private const string Margin = "  ";
    private const string CodeIndent = Margin + "  ";
    private readonly TextPage page = new(output, colour, width);

    public void Write(Playbook playbook)
    {
        Head(playbook);
        foreach (var (i, section) in playbook.Sections.Index())
        {
            page.Blank();
            page.Line(new Run($"{i + 1}  {Printable.Of(section.Title).ToUpperInvariant()} ", Ink.Strong), new Run(new string('─', Math.Max(3, page.Width - Cells.Of(section.Title) - (i < 9 ? 4 : 5))), Ink.Faint));
            foreach (var (previous, block) in section.Blocks.Prepend(null).Zip(section.Blocks)) Write(block, previous);
        }
        output.Flush();
    }

    private void Head(Playbook playbook)
    {
        if (playbook.Detector is { } detector)
        {
            var severity = detector.Severity;
            page.Flow(new Run(""), new Run(Margin), new Run($" {severity.ToString().ToUpperInvariant()} ", InkOf(severity), Whole: true), new Run("  "), new Run(Printable.Of(playbook.Title), Ink.Strong), new Run($"  {playbook.Id}", Ink.Faint));
        }
        else page.Flow(new Run(""), new Run(""), new Run(Printable.Of(playbook.Title), Ink.Strong));
        page.Blank();
        page.Flow(new Run(""), new Run(""), new Run(Printable.Of(playbook.Summary), playbook.Order == Order.ContainFirst ? Ink.Alarm : playbook.Detector?.Public == true ? Ink.Good : Ink.Warning));
    }

    private void Write(Block block, Block? previous)
    {
        if (previous is not null && (Apart(block) || Apart(previous) && previous.Kind != BlockKind.Heading)) page.Blank();
        if (block.Lead.Length > 0) page.Flow(new Run(Margin), new Run(Margin), new Run(Printable.Of(block.Lead), Ink.Faint));
        var label = Printable.Of(block.Label);
        if (label.Length > 0 && !(block.Kind is BlockKind.Text or BlockKind.Links && block.Lines.Count == 1))
            page.Flow(new Run(Margin), new Run(Margin), new Run(label + (label.EndsWith('.') ? "" : ":"), block.Kind == BlockKind.Code ? Ink.Faint : Ink.Strong));
        IReadOnlyList<string> lines = [.. block.Lines.Select(l => Printable.Of(l))];
        // A provider's command is one long line; a program of ours has its own.
        if (block is { Kind: BlockKind.Code, Language: "shell", Key.Length: > 0 }) lines = ShellLines.Break(lines, page.Width - CodeIndent.Length);
        foreach (var (i, line) in lines.Index()) Line(block, i, line);
    }

    /// <summary>Whether air belongs around it.</summary>
    private static bool Apart(Block block) => block.Lead.Length > 0 || block.Kind is BlockKind.Heading or BlockKind.Code or BlockKind.Steps || block.Kind == BlockKind.List && block.Label.Length > 0;

    private void Line(Block block, int index, string line)
    {
        switch (block.Kind)
        {
            case BlockKind.Steps:
                var number = (index + 1).ToString(CultureInfo.InvariantCulture).PadLeft(block.Lines.Count > 9 ? 2 : 1);
                page.Flow(new Run($"{Margin}{number}. ", Ink.Strong), new Run(new string(' ', number.Length + 4)), new Run(line));
                break;
            case BlockKind.List:
                page.Flow(new Run(Margin + "- ", Ink.Faint), new Run(Margin + "  "), new Run(line));
                break;
            case BlockKind.Checklist:
                page.Flow(new Run(Margin + "[ ] ", Ink.Strong), new Run(Margin + "    "), new Run(line));
                break;
            case BlockKind.Heading:
                page.Line(new Run(Margin + line, Ink.Strong));
                break;
            case BlockKind.Code:
                page.Line(new Run(CodeIndent), new Run(line, Ink.Command));
                break;
            case BlockKind.Links:
                page.Flow(new Run(Margin), new Run(Margin), new Run(block.Label.Length > 0 && block.Lines.Count == 1 ? $"{Printable.Of(block.Label)}: " : "", Ink.Strong), new Run(line, Ink.Path, Whole: true));
                break;
            case BlockKind.Unknown or BlockKind.Warning:
                page.Flow(new Run(Margin + "! ", Ink.Warning), new Run(Margin + "  "), new Run(line, Ink.Warning));
                break;
            default:
                page.Flow(new Run(Margin), new Run(Margin), new Run(block.Label.Length > 0 && block.Lines.Count == 1 ? $"{Printable.Of(block.Label)}: " : "", Ink.Strong), new Run(line));
                break;
        }
    }

    private static Ink InkOf(Severity severity) => severity switch
    {
        Severity.Critical => Ink.Critical,
        Severity.High => Ink.High,
        Severity.Medium => Ink.Medium,
        Severity.Low => Ink.Low,
        _ => Ink.Info,
    };
}
