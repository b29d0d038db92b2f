using System.Security.Cryptography;
using System.Text;
using Stanch.Text;

namespace Stanch.Playbooks.Formats;

/// <summary>One self-contained HTML page, read without scripts and without any other file.</summary>
public static class PlaybookPage
{
    public static void Write(Playbook playbook, TextWriter output)
    {
        output.Write(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{Hash}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>{MarkupText.Of(playbook.Title)} leaked: what to do</title>
            <style>{PlaybookHtml.Style}</style>
            </head>
            <body>

            """);
        new PlaybookHtml(output).Body(playbook);
        output.Write("<footer>\n<p>Written by Stanch from its catalog. Values are never shown.</p>\n</footer>\n</body>\n</html>\n");
        output.Flush();
    }

    private static string Hash => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PlaybookHtml.Style)));
}
