using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>What a person reads in a terminal: by secret, worst first, then the receipt, then the verdict as the last line.</summary>
internal sealed class TextReport : IReport
{
    public string Name => "text";

    public void Write(ScanResult result, ReportOptions options, Stream output)
    {
        using var writer = TextPage.Open(output);
        var page = new TextPage(writer, options.Colour, options.Width);
        var secrets = SecretGroup.Of(result.Findings);
        foreach (var secret in secrets)
        {
            new TextSecret(page, secret, options).Write(result.Receipt);
            page.Rule();
        }
        Receipt(page, result.Receipt);
        page.Blank();
        End(page, new Verdict(result, secrets));
        writer.Flush();
    }

    private static void Receipt(TextPage page, Receipt receipt)
    {
        var last = "";
        foreach (var line in ReceiptLines.Of(receipt, named: 3))
        {
            var ink = line.Loss ? Ink.Alarm : line.Label == "note" ? Ink.Warning : Ink.Faint;
            var lead = new Run($"  {(line.Label == last ? "" : line.Label),-9} ", ink);
            page.Flow(lead, new Run(new string(' ', 12)), [.. Items(line)]);
            last = line.Label;
        }
    }

    /// <summary>A short item stays on one line: <c>in 1.9</c> and, below it, <c>s</c> reads badly.</summary>
    private static IEnumerable<Run> Items(ReceiptLine line)
    {
        foreach (var (i, item) in line.Items.Index())
        {
            yield return new Run(i < line.Items.Count - 1 ? item + "," : item, Whole: item.Length <= 40);
            yield return new Run(" ");
        }
    }

    private static void End(TextPage page, Verdict verdict)
    {
        var ink = verdict.Partial || verdict.Secrets > 0 ? Ink.Alarm : verdict.Nothing ? Ink.Warning : Ink.Good;
        page.Line(new Run(verdict.Line, ink));
    }
}
