using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>One self-contained HTML file that is read without scripts: overview, secrets, receipt.</summary>
internal sealed class HtmlReport : IReport
{
    public string Name => "html";

    public void Write(ScanResult result, ReportOptions options, Stream output)
    {
        using var html = TextPage.Open(output);
        var secrets = SecretGroup.Of(result.Findings);
        var verdict = new Verdict(result, secrets);
        html.Write(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{HtmlStyle.Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>Stanch: {Title(verdict)}</title>
            <style>{HtmlStyle.Css}</style>
            </head>
            <body>

            """);
        Header(html, result.Receipt, secrets, verdict);
        html.Write("<main>\n");
        if (secrets.Count > 0) Overview(html, secrets);
        if (secrets.Count > 0) html.Write("<section aria-labelledby=\"secrets\">\n<h2 id=\"secrets\">Secrets</h2>\n");
        foreach (var (i, secret) in secrets.Index()) new HtmlSecret(html, secret, options).Write(i + 1, result.Receipt);
        if (secrets.Count > 0) html.Write("</section>\n");
        HtmlReceipt.Write(html, result.Receipt);
        html.Write($"</main>\n<footer>\n<p><strong>{MarkupText.Of(verdict.Line)}</strong></p>\n");
        html.Write(options.ShowSecrets
            ? "<p>This file shows secrets in clear. Treat it like them.</p>\n"
            : "<p>Values are redacted. A fingerprint names a value without giving it away.</p>\n");
        html.Write("</footer>\n</body>\n</html>\n");
        html.Flush();
    }

    private static string Title(Verdict verdict) => verdict.Secrets > 0 ? verdict.Found
        : verdict.Partial ? "not all was scanned"
        : verdict.Nothing ? "nothing was scanned" : "no secrets found";

    private static void Header(TextWriter html, Receipt receipt, IReadOnlyList<SecretGroup> secrets, Verdict verdict)
    {
        var title = Title(verdict);
        var whole = !verdict.Partial && !verdict.Nothing && verdict.Secrets == 0;
        html.Write($"<header>\n<p class=\"name\">Stanch</p>\n<h1{(whole ? " class=\"good\"" : "")}>{char.ToUpperInvariant(title[0])}{title[1..]}</h1>\n");
        html.Write($"<p class=\"soft\"><code>{MarkupText.Of(string.Join(", ", receipt.Targets.Take(5)))}</code> on {Units.Day(receipt.Started)}</p>\n");
        if (secrets.Count > 0)
        {
            html.Write("<p>");
            html.Write(string.Join(' ', secrets.GroupBy(s => s.Severity).OrderByDescending(g => g.Key)
                .Select(g => $"<span class=\"badge {SeverityWords.Of(g.Key)}\">{Units.Count(g.Count())} {SeverityWords.Of(g.Key)}</span>")));
            html.Write("</p>\n");
        }
        if (verdict.Partial) html.Write($"<p class=\"partial\" role=\"note\"><strong>{MarkupText.Of(verdict.Line)}.</strong> <a href=\"#receipt\">What was not scanned</a></p>\n");
        html.Write("</header>\n");
    }

    private static void Overview(TextWriter html, IReadOnlyList<SecretGroup> secrets)
    {
        html.Write(
            """
            <nav aria-labelledby="overview">
            <h2 id="overview">Overview</h2>
            <div class="wide" role="group" aria-labelledby="overview" tabindex="0"><table>
            <thead><tr><th scope="col">Severity</th><th scope="col">Secret</th><th scope="col">Value</th><th scope="col">First place</th><th scope="col" class="n">Places</th></tr></thead>
            <tbody>

            """);
        foreach (var (i, secret) in secrets.Index())
        {
            html.Write($"<tr><td>{HtmlSecret.Badge(secret.Severity)}</td><td><a href=\"#secret-{i + 1}\">{MarkupText.Of(secret.Lead.Detector.Title)}</a></td>");
            html.Write($"<td class=\"value\"><code>{MarkupText.Of(secret.Lead.Redacted)}</code></td><td><code>{MarkupText.Of(Place.At(secret.Places[0]))}</code></td>");
            html.Write($"<td class=\"n\">{Units.Count(secret.Places.Count)}</td></tr>\n");
        }
        html.Write("</tbody></table></div>\n</nav>\n");
    }
}
