using Stanch.Text;

namespace Stanch.Playbooks.Formats;

/// <summary>
/// The body of a playbook's page: a <c>header</c>, a <c>nav</c> of its sections, and a <c>main</c>. Whoever writes the page brings the head, and
/// <see cref="Style"/> where no other style sheet is meant.
/// </summary>
public sealed class PlaybookHtml(TextWriter output)
{
    private static readonly Lazy<string> style = new(() =>
    {
        using var stream = typeof(PlaybookHtml).Assembly.GetManifestResourceStream("playbook.css") ?? throw new InvalidOperationException("the program holds no playbook.css");
        using var reader = new StreamReader(stream);
        // Line feeds alone, whatever the source was checked out with: a browser hashes it that way.
        return $"\n{reader.ReadToEnd().ReplaceLineEndings("\n")}";
    });

    /// <summary>The style sheet, light and dark, screen and paper.</summary>
    public static string Style => style.Value;

    // The addresses that the catalog itself gives: only these are made links where they stand in a text, which may quote a report.
    private HashSet<string> known = [];
    // Sections that a text names, quoted: "Make a new one".
    private (string Quoted, string Link)[] named = [];

    /// <summary>Writes what stands at the end of a section.</summary>
    internal Action<Section>? AtEnd { get; init; }
    internal bool Numbered { get; init; } = true;

    public void Body(Playbook playbook)
    {
        output.Write("<div class=\"playbook\">\n");
        Header(playbook);
        Contents(playbook);
        output.Write("<main id=\"main\">\n");
        Sections(playbook);
        output.Write("</main>\n</div>\n");
    }

    /// <summary>The sections alone, for a page that has a head of its own.</summary>
    internal void Sections(Playbook playbook)
    {
        known = [.. playbook.Sections.SelectMany(s => s.Blocks).Where(b => b.Kind == BlockKind.Links).SelectMany(b => b.Lines).Where(IsAddress)];
        // A title of one word may be any word in quotes.
        named = [.. playbook.Sections.Where(s => s.Title.Contains(' ', StringComparison.Ordinal)).Select(s =>
            (MarkupText.Of($"\"{s.Title}\""), $"<a href=\"#{MarkupText.Of(s.Id)}\">{MarkupText.Of(s.Title)}</a>"))];
        foreach (var (i, section) in playbook.Sections.Index()) Section(section, i + 1);
    }

    private void Header(Playbook playbook)
    {
        output.Write("<header>\n<p class=\"name\">Stanch playbook</p>\n");
        output.Write($"<h1>{MarkupText.Of(playbook.Title)}</h1>\n");
        if (playbook.Detector is { } detector)
        {
            var severity = detector.Severity.ToString().ToLowerInvariant();
            output.Write($"<p><span class=\"badge {severity}\">{severity}</span> <code>{MarkupText.Of(playbook.Id)}</code> <span class=\"soft\">{MarkupText.Of(playbook.Provider.Name)}</span></p>\n");
        }
        var tone = playbook.Order switch { Order.ContainFirst => "alarm", Order.ContinuityFirst => "calm", _ => playbook.Detector?.Public == true ? "good" : "calm" };
        output.Write($"<p class=\"summary {tone}\"><strong>{MarkupText.Of(playbook.Summary)}</strong></p>\n</header>\n");
    }

    private void Contents(Playbook playbook)
    {
        output.Write("<nav aria-label=\"Sections\">\n<ol>\n");
        foreach (var section in playbook.Sections) output.Write($"<li><a href=\"#{MarkupText.Of(section.Id)}\">{MarkupText.Of(section.Title)}</a></li>\n");
        output.Write("</ol>\n</nav>\n");
    }

    private void Section(Section section, int number)
    {
        var id = MarkupText.Of(section.Id);
        output.Write($"<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{(Numbered ? $"<span class=\"number\">{number}</span> " : "")}{MarkupText.Of(section.Title)}</h2>\n");
        foreach (var block in section.Blocks) Block(block);
        AtEnd?.Invoke(section);
        output.Write("</section>\n");
    }

    private void Block(Block block)
    {
        if (block.Lead.Length > 0) output.Write($"<p class=\"lead\">{MarkupText.Of(block.Lead)}</p>\n");
        var label = MarkupText.Of(block.Label);
        switch (block.Kind)
        {
            case BlockKind.Heading:
                output.Write($"<h3>{MarkupText.Of(block.Lines[0])}</h3>\n");
                break;
            case BlockKind.Code:
                if (label.Length > 0) output.Write($"<p class=\"caption\">{label}</p>\n");
                output.Write($"<pre tabindex=\"0\" role=\"group\" aria-label=\"{(label.Length > 0 ? label : "Code")}\"><code class=\"language-{MarkupText.Of(block.Language)}\">{string.Join('\n', block.Lines.Select(MarkupText.Of))}</code></pre>\n");
                break;
            case BlockKind.Unknown or BlockKind.Warning:
                output.Write($"<p class=\"{(block.Kind == BlockKind.Unknown ? "unknown" : "warning")}\" role=\"note\">{Linked(block.Lines[0])}</p>\n");
                break;
            case BlockKind.Text:
                foreach (var (i, line) in block.Lines.Index()) output.Write($"<p>{(i == 0 && label.Length > 0 ? $"<strong>{label}:</strong> " : "")}{Linked(line)}</p>\n");
                break;
            default:
                if (label.Length > 0) output.Write($"<p class=\"label\"><strong>{label}:</strong></p>\n");
                Items(block);
                break;
        }
    }

    private void Items(Block block)
    {
        var list = block.Kind == BlockKind.Steps ? "ol" : "ul";
        output.Write($"<{list}{(block.Kind == BlockKind.Checklist ? " class=\"checklist\"" : "")}>\n");
        foreach (var line in block.Lines)
            output.Write(block.Kind == BlockKind.Checklist ? $"<li><label><input type=\"checkbox\"> {MarkupText.Of(line)}</label></li>\n" : $"<li>{Linked(line)}</li>\n");
        output.Write($"</{list}>\n");
    }

    private string Linked(string line)
    {
        var linked = string.Join(' ', line.Split(' ').Select(word =>
        {
            var address = word.TrimEnd('.', ',', ';', ':');
            if (!known.Contains(address)) return MarkupText.Of(word);
            var text = MarkupText.Of(address);
            return $"<a href=\"{text}\" rel=\"noreferrer\">{text}</a>{MarkupText.Of(word[address.Length..])}";
        }));
        // An address holds no blank, so none of the titles can stand in one.
        foreach (var (quoted, link) in named) linked = linked.Replace(quoted, link, StringComparison.Ordinal);
        return linked;
    }

    private static bool IsAddress(string line) => line.StartsWith("https://", StringComparison.Ordinal) || line.StartsWith("http://", StringComparison.Ordinal);
}
