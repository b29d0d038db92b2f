using System.Globalization;
using Stanch.Text;

namespace Stanch.Playbooks.Formats;

/// <summary>GitHub-flavoured Markdown, for an issue or a wiki: its checklist can be ticked there.</summary>
public sealed class PlaybookMarkdown(TextWriter output)
{
    public void Write(Playbook playbook)
    {
        output.Write($"# {MarkdownText.Plain(playbook.Title)}\n\n");
        output.Write(playbook.Detector is { } d ? $"{MarkdownText.Code(playbook.Id)} · {d.Severity.ToString().ToLowerInvariant()} · {MarkdownText.Plain(playbook.Provider.Name)}\n\n" : "");
        output.Write($"**{MarkdownText.Plain(playbook.Summary)}**\n");
        foreach (var (i, section) in playbook.Sections.Index())
        {
            output.Write($"\n## {i + 1}. {MarkdownText.Plain(section.Title)}\n");
            foreach (var block in section.Blocks) Write(block);
        }
        output.Flush();
    }

    private void Write(Block block)
    {
        output.Write('\n');
        if (block.Lead.Length > 0) output.Write($"_{MarkdownText.Plain(block.Lead)}_\n\n");
        var label = MarkdownText.Plain(block.Label);
        var inline = block.Kind is BlockKind.Text or BlockKind.Links && block.Lines.Count == 1;
        if (label.Length > 0) output.Write(inline ? $"**{label}:** " : $"**{label}:**\n\n");
        switch (block.Kind)
        {
            case BlockKind.Code:
                Code(block);
                break;
            case BlockKind.Heading:
                output.Write($"### {Started(block.Lines[0])}\n");
                break;
            case BlockKind.Text:
                output.Write(string.Join("\n\n", block.Lines.Select(Started)) + "\n");
                break;
            case BlockKind.Unknown or BlockKind.Warning:
                output.Write($"> ⚠ {MarkdownText.Plain(block.Lines[0])}\n");
                break;
            case BlockKind.Links when label.Length > 0 && inline:
                output.Write(Link(block.Lines[0]) + "\n");
                break;
            default:
                foreach (var (i, line) in block.Lines.Index()) output.Write($"{Mark(block.Kind, i)} {(block.Kind == BlockKind.Links ? Link(line) : Started(line))}\n");
                break;
        }
    }

    private static string Mark(BlockKind kind, int index) => kind switch
    {
        BlockKind.Steps => $"{(index + 1).ToString(CultureInfo.InvariantCulture)}.",
        BlockKind.Checklist => "- [ ]",
        _ => "-",
    };

    private void Code(Block block)
    {
        var text = string.Join('\n', block.Lines.Select(l => Printable.Of(l)));
        var fence = MarkdownText.Fence(text);
        output.Write($"{fence}{(block.Language == "csharp" ? "cs" : block.Language)}\n{text}\n{fence}\n");
    }

    /// <summary>What begins a list, a heading or a rule elsewhere is text here.</summary>
    private static string Started(string line)
    {
        var text = MarkdownText.Plain(line).TrimStart();
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits > 0 && text[digits] is '.' or ')' && digits < 10) return text[..digits] + "\\" + text[digits..];
        return text.Length > 0 && text[0] is '-' or '+' or '=' or ':' ? "\\" + text : text;
    }

    private static string Link(string address) => $"<{Printable.Of(address).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal)}>";
}
