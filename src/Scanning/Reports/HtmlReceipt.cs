using Stanch.Sources;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>The receipt in the HTML report: the statements, and below them the names of what was not scanned.</summary>
internal static class HtmlReceipt
{
    private const int NamesShown = 200;

    public static void Write(TextWriter html, Receipt receipt)
    {
        html.Write("<section aria-labelledby=\"receipt\">\n<h2 id=\"receipt\">What was scanned</h2>\n<dl>\n");
        foreach (var line in ReceiptLines.Of(receipt, named: 3))
            html.Write($"<dt{(line.Loss ? " class=\"loss\"" : "")}>{line.Label}</dt><dd>{MarkupText.Of(line.Text)}</dd>\n");
        html.Write("</dl>\n");
        var coverage = receipt.Coverage;
        foreach (var (reason, count) in coverage.SkipCounts.OrderByDescending(s => Coverage.IsLoss(s.Key)).ThenBy(s => s.Key))
        {
            var named = ReceiptLines.Named(coverage, reason).Take(NamesShown).ToArray();
            if (named.Length == 0) continue;
            html.Write($"<details><summary>{(Coverage.IsLoss(reason) ? "Lost" : "Skipped")}: {MarkupText.Of(SkipWords.Counted(reason, count))}</summary>\n<ul>\n");
            foreach (var skip in named)
                html.Write($"<li><code>{MarkupText.Of(Printable.Of(skip.What, 300))}</code>{(skip.Detail.Length > 0 ? $" {MarkupText.Of(Printable.Of(skip.Detail, 300))}" : "")}</li>\n");
            if (named.Length < count) html.Write($"<li>and {Units.Count(count - named.Length)} more</li>\n");
            html.Write("</ul>\n</details>\n");
        }
        html.Write("</section>\n");
    }
}
