using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>For a comment on a pull request or a job's summary: the table tells all at a glance, details fold.</summary>
internal sealed class MarkdownReport : IReport
{
    // A comment may hold 65,536 characters on the strictest code host; 40 secrets at about 1,400 stay below.
    private const int SecretsShown = 40;
    private const int PlacesShown = 5;

    public string Name => "markdown";

    public void Write(ScanResult result, ReportOptions options, Stream output)
    {
        using var md = TextPage.Open(output);
        var secrets = SecretGroup.Of(result.Findings);
        var verdict = new Verdict(result, secrets);
        md.Write($"## Stanch: {(verdict.Secrets > 0 ? verdict.Found : verdict.Partial ? "not all was scanned" : verdict.Nothing ? "nothing was scanned" : "clean")}\n\n");
        if (verdict.Partial) md.Write($"> [!WARNING]\n> {MarkdownText.Plain(verdict.Line)}\n\n");
        if (secrets.Count > 0) Table(md, secrets);
        foreach (var secret in secrets.Take(SecretsShown)) Secret(md, secret, result.Receipt, options);
        if (secrets.Count > SecretsShown)
            md.Write($"… and {Units.Count(secrets.Count - SecretsShown, "more secret")}; the other formats list all.\n\n");
        Receipt(md, result.Receipt);
        md.Write($"**{MarkdownText.Plain(verdict.Line)}**\n");
        md.Flush();
    }

    private static void Table(TextWriter md, IReadOnlyList<SecretGroup> secrets)
    {
        md.Write("| Severity | Secret | Value | First place | Places |\n|---|---|---|---|---:|\n");
        foreach (var secret in secrets.Take(SecretsShown))
        {
            md.Write($"| **{SeverityWords.Of(secret.Severity)}** | {MarkdownText.Plain(secret.Lead.Detector.Title)} | {MarkdownText.Code(secret.Lead.Redacted)} ");
            md.Write($"| {MarkdownText.Code(Place.At(secret.Places[0]))} | {Units.Count(secret.Places.Count)} |\n");
        }
        md.Write("\n");
    }

    private static void Secret(TextWriter md, SecretGroup secret, Receipt receipt, ReportOptions options)
    {
        var lead = secret.Lead;
        md.Write($"<details><summary><b>{SeverityWords.Of(secret.Severity)}</b> · {MarkdownText.Html(lead.Detector.Title)} · <code>{MarkdownText.Html(lead.Redacted)}</code></summary>\n\n");
        md.Write($"{MarkdownText.Plain(lead.ProviderName)} · {MarkdownText.Code(lead.Detector.Id)} · confidence {Units.Percent(lead.Confidence)}");
        foreach (var part in lead.Parts)
            md.Write($" · {MarkdownText.Plain(part.Name)} {MarkdownText.Code(options.ShowSecrets ? part.Value.Reveal() : part.Value.ToString())}");
        if (lead.Tells.Count > 0) md.Write($" · tells {string.Join(", ", lead.Tells.Select(f => $"{MarkdownText.Plain(f.Name)} {MarkdownText.Code(f.Value)}"))}");
        if (lead.Decoded is { } how) md.Write($" · decoded from {MarkdownText.Code(how)}");
        foreach (var other in secret.OtherDetectors) md.Write($" · also taken for {MarkdownText.Code(other)}");
        md.Write("\n\n");
        if (secret.Verdict is { } verdict)
        {
            var lines = VerdictText.Lines(verdict);
            md.Write($"**{MarkdownText.Plain(lines[0])}**{string.Concat(lines.Skip(1).Select(l => $" · {MarkdownText.Plain(l)}"))}\n\n");
        }
        if (options.ShowSecrets) md.Write($"In clear: {MarkdownText.Code(lead.Secret.Reveal())}\n\n");
        var code = $"{secret.Places[0].LineStart} | {Snippet.Of(secret.Places[0]).Whole}";
        var fence = MarkdownText.Fence(code);
        md.Write($"{fence}text\n{code}\n{fence}\n\n");
        foreach (var place in secret.Places.Take(PlacesShown))
        {
            var state = Place.State(place);
            if (place.InCurrentTree) state = $"**{state}**";
            md.Write($"- {MarkdownText.Code(Place.At(place))} {(state.Length > 0 ? state + ", " : "")}{Origin(place, receipt)}\n");
        }
        if (secret.Places.Count > PlacesShown) md.Write($"- … and {Units.Count(secret.Places.Count - PlacesShown, "more place")}\n");
        md.Write("\n");
        foreach (var (i, step) in NextSteps.For(secret, receipt).Index()) md.Write($"{i + 1}. {MarkdownText.Plain(step)}\n");
        if (NextSteps.Playbook(secret, receipt, options) is { } playbook) md.Write($"\nStep by step: {MarkdownText.Code(playbook)}\n");
        md.Write($"\nNot a secret? {MarkdownText.Code(NextSteps.Ignore(secret.Fingerprint))}\n\n</details>\n\n");
    }

    private static string Origin(Finding place, Receipt receipt) => place.Commit is { } c
        ? $"since {MarkdownText.Code(Place.CommitId(c))} · {Units.Day(c.Date)} · {MarkdownText.Code(Place.Author(c))}"
        : Place.Origin(place, receipt);

    private static void Receipt(TextWriter md, Receipt receipt)
    {
        md.Write($"<details{(receipt.Partial ? " open" : "")}><summary>What was scanned</summary>\n\n| | |\n|---|---|\n");
        foreach (var line in ReceiptLines.Of(receipt, named: 10))
            md.Write($"| {(line.Loss ? $"**{line.Label}**" : line.Label)} | {MarkdownText.Plain(line.Text)} |\n");
        md.Write("\n</details>\n\n");
    }
}
