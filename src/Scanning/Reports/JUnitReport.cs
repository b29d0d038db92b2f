using System.Globalization;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>
/// JUnit XML: a suite for each detector that found something, a failed case for each place; and a suite <c>coverage</c> whose one case is an error
/// when not all could be scanned, so that a clean-looking but partial run is not green.
/// </summary>
internal sealed class JUnitReport : IReport
{
    public string Name => "junit";

    public void Write(ScanResult result, ReportOptions options, Stream output)
    {
        using var xml = TextPage.Open(output);
        var verdict = new Verdict(result, SecretGroup.Of(result.Findings));
        var cases = result.Findings.Count;
        var errors = verdict.Partial ? 1 : 0;
        xml.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.Write($"<testsuites name=\"stanch\" tests=\"{cases + 1}\" failures=\"{cases}\" errors=\"{errors}\" time=\"{Seconds(result.Receipt)}\">\n");
        foreach (var suite in result.Findings.GroupBy(f => f.Detector.Id, StringComparer.Ordinal)) Suite(xml, suite, result.Receipt, options);
        Coverage(xml, result.Receipt, verdict);
        xml.Write("</testsuites>\n");
        xml.Flush();
    }

    private static void Suite(TextWriter xml, IGrouping<string, Finding> suite, Receipt receipt, ReportOptions options)
    {
        var id = MarkupText.Of(suite.Key);
        var count = suite.Count();
        xml.Write($"  <testsuite name=\"{id}\" tests=\"{count}\" failures=\"{count}\" errors=\"0\" skipped=\"0\" time=\"0\" timestamp=\"{Timestamp(receipt)}\">\n");
        foreach (var finding in suite)
        {
            // The fingerprint keeps names apart where two values stand at one place of two commits.
            xml.Write($"    <testcase classname=\"{id}\" name=\"{MarkupText.Of(Place.At(finding))} {MarkupText.Of(finding.Fingerprint)}\" ");
            xml.Write($"file=\"{MarkupText.Of(Place.Path(finding))}\" line=\"{finding.LineStart}\" time=\"0\">\n");
            xml.Write($"      <failure type=\"{SeverityWords.Of(finding.Severity)}\" message=\"{MarkupText.Of(finding.Detector.Title)} {MarkupText.Of(finding.Redacted)}\">");
            xml.Write(string.Join('\n', Body(finding, receipt, options).Select(MarkupText.Of)));
            xml.Write("</failure>\n    </testcase>\n");
        }
        xml.Write("  </testsuite>\n");
    }

    private static IEnumerable<string> Body(Finding finding, Receipt receipt, ReportOptions options)
    {
        var state = Place.State(finding);
        yield return $"{Place.At(finding)}{(state.Length > 0 ? $" ({state})" : "")}, {Place.Origin(finding, receipt)}";
        yield return $"{finding.LineStart.ToString(CultureInfo.InvariantCulture)} | {Printable.Code(finding.Snippet)}";
        foreach (var part in finding.Parts) yield return $"{part.Name}: {(options.ShowSecrets ? part.Value.Reveal() : part.Value)}";
        if (finding.Tells.Count > 0) yield return $"tells {string.Join(", ", finding.Tells.Select(f => $"{f.Name} {f.Value}"))}";
        if (finding.Verdict is { } verdict) foreach (var line in VerdictText.Lines(verdict)) yield return line;
        if (options.ShowSecrets) yield return $"in clear: {finding.Secret.Reveal()}";
        yield return NextSteps.Revoke(finding);
        yield return NextSteps.Ignore(finding.Fingerprint);
    }

    private static void Coverage(TextWriter xml, Receipt receipt, Verdict verdict)
    {
        var lines = ReceiptLines.Of(receipt, named: 100);
        xml.Write($"  <testsuite name=\"coverage\" tests=\"1\" failures=\"0\" errors=\"{(verdict.Partial ? 1 : 0)}\" ");
        xml.Write($"skipped=\"{(verdict.Nothing && !verdict.Partial ? 1 : 0)}\" time=\"{Seconds(receipt)}\" timestamp=\"{Timestamp(receipt)}\">\n");
        xml.Write("    <testcase classname=\"coverage\" name=\"everything could be scanned\" time=\"0\">\n");
        if (verdict.Partial)
        {
            xml.Write($"      <error type=\"partial\" message=\"{MarkupText.Of(verdict.Line)}\">");
            xml.Write(string.Join('\n', lines.Where(l => l.Loss).Select(l => MarkupText.Of($"{l.Label}: {l.Text}"))));
            xml.Write("</error>\n");
        }
        else if (verdict.Nothing) xml.Write($"      <skipped message=\"{MarkupText.Of(verdict.Line)}\"/>\n");
        xml.Write("    </testcase>\n    <system-out>");
        foreach (var line in lines) xml.Write(MarkupText.Of($"{line.Label}: {line.Text}") + "\n");
        xml.Write(MarkupText.Of(verdict.Line));
        xml.Write("</system-out>\n  </testsuite>\n");
    }

    private static string Seconds(Receipt receipt) => receipt.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Timestamp(Receipt receipt) =>
        receipt.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
