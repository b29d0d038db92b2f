using Stanch.Text;

namespace Stanch.Playbooks.Formats;

/// <summary>The formats by name.</summary>
public static class PlaybookFormats
{
    public static IReadOnlyList<string> All { get; } = ["text", "markdown", "html", "json"];

    /// <param name="format">One of <see cref="All"/>.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="colour">Escape sequences may be written, in the format that has them.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static void Write(Playbook playbook, string format, Stream output, bool colour = false, int width = 100)
    {
        if (format == "json")
        {
            PlaybookJson.Write(playbook, output);
            return;
        }
        using var text = TextPage.Open(output);
        if (format == "html") PlaybookPage.Write(playbook, text);
        else if (format == "markdown") new PlaybookMarkdown(text).Write(playbook);
        else new PlaybookText(text, colour, width).Write(playbook);
    }
}
