using Stanch.Catalog;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>One secret in the HTML report.</summary>
internal sealed class HtmlSecret(TextWriter html, SecretGroup secret, ReportOptions options)
{
    // What a page shows unfolded, and what a browser still lays out in a blink.
    private const int PlacesOpen = 10;
    private const int PlacesShown = 1000;

    private readonly Finding lead = secret.Lead;

    public static string Badge(Severity severity) => $"<span class=\"badge {SeverityWords.Of(severity)}\">{SeverityWords.Of(severity)}</span>";

    public void Write(int number, Receipt receipt)
    {
        html.Write($"<article id=\"secret-{number}\" aria-labelledby=\"title-{number}\">\n");
        html.Write($"<h3 id=\"title-{number}\">{Badge(secret.Severity)} {MarkupText.Of(lead.Detector.Title)} <code>{MarkupText.Of(lead.Redacted)}</code></h3>\n");
        Facts();
        Code(secret.Places[0]);
        Places(number, receipt);
        html.Write("<ol>\n");
        foreach (var step in NextSteps.For(secret, receipt)) html.Write($"<li>{MarkupText.Of(step)}</li>\n");
        html.Write("</ol>\n");
        if (NextSteps.Playbook(secret, receipt, options) is { } playbook) html.Write($"<p>Step by step: <code>{MarkupText.Of(playbook)}</code></p>\n");
        html.Write($"<p class=\"soft\">Not a secret? <code>{MarkupText.Of(NextSteps.Ignore(secret.Fingerprint))}</code></p>\n</article>\n");
    }

    private void Facts()
    {
        html.Write($"<p class=\"soft\">{MarkupText.Of(lead.ProviderName)} · <code>{MarkupText.Of(lead.Detector.Id)}</code> · confidence {Units.Percent(lead.Confidence)}");
        if (lead.Decoded is { } how) html.Write($" · decoded from <code>{MarkupText.Of(how)}</code>");
        foreach (var other in secret.OtherDetectors) html.Write($" · also taken for <code>{MarkupText.Of(other)}</code>");
        if (Uri.TryCreate(lead.Detector.Source, UriKind.Absolute, out var source) && source.Scheme == Uri.UriSchemeHttps)
            html.Write($" · <a href=\"{MarkupText.Of(source.AbsoluteUri)}\" rel=\"noreferrer noopener\">about this kind of secret</a>");
        html.Write("</p>\n");
        if (secret.Verdict is { } verdict)
        {
            var lines = VerdictText.Lines(verdict);
            html.Write($"<p><strong>{MarkupText.Of(lines[0])}</strong>{string.Concat(lines.Skip(1).Select(l => $"<br>{MarkupText.Of(l)}"))}</p>\n");
        }
        if (lead.Parts.Count == 0 && lead.Tells.Count == 0 && !options.ShowSecrets) return;
        html.Write("<dl>\n");
        foreach (var part in lead.Parts)
            html.Write($"<dt>{MarkupText.Of(part.Name)}</dt><dd><code>{MarkupText.Of(options.ShowSecrets ? part.Value.Reveal() : part.Value.ToString())}</code></dd>\n");
        foreach (var fact in lead.Tells) html.Write($"<dt>tells {MarkupText.Of(fact.Name)}</dt><dd>{MarkupText.Of(fact.Value)}</dd>\n");
        if (options.ShowSecrets) html.Write($"<dt>in clear</dt><dd><code>{MarkupText.Of(lead.Secret.Reveal())}</code></dd>\n");
        html.Write("</dl>\n");
    }

    private void Code(Finding place)
    {
        var code = Snippet.Of(place);
        var mark = code.Secret.Length > 0 ? $"<mark>{MarkupText.Of(code.Secret)}</mark>" : "";
        html.Write($"<pre role=\"group\" tabindex=\"0\" aria-label=\"line {place.LineStart} of {MarkupText.Of(Place.Path(place))}\"><code><span class=\"line\">{place.LineStart}</span>");
        html.Write($"{MarkupText.Of(code.Before)}{mark}{MarkupText.Of(code.After)}</code></pre>\n");
    }

    private void Places(int number, Receipt receipt)
    {
        var places = secret.Places;
        Table(places.Take(PlacesOpen), $"places of secret {number}", receipt);
        if (places.Count <= PlacesOpen) return;
        var shown = Math.Min(places.Count, PlacesShown);
        html.Write($"<details><summary>{Units.Count(places.Count - PlacesOpen, "more place")}</summary>\n");
        Table(places.Take(PlacesOpen..shown), $"more places of secret {number}", receipt);
        if (shown < places.Count) html.Write($"<p>… and {Units.Count(places.Count - shown)} more; the JSON report lists all.</p>\n");
        html.Write("</details>\n");
    }

    private void Table(IEnumerable<Finding> places, string label, Receipt receipt)
    {
        html.Write($"<div class=\"wide\" role=\"group\" aria-label=\"{label}\" tabindex=\"0\"><table>\n");
        html.Write("<thead><tr><th scope=\"col\">Place</th><th scope=\"col\">Now</th><th scope=\"col\">Since commit</th><th scope=\"col\">Date</th><th scope=\"col\">Author</th></tr></thead>\n<tbody>\n");
        foreach (var place in places)
        {
            html.Write($"<tr><td><code>{MarkupText.Of(Place.At(place))}</code></td><td>{Place.State(place)}</td>");
            html.Write(place.Commit is { } c
                ? $"<td class=\"value\"><code>{MarkupText.Of(Place.CommitId(c))}</code></td><td class=\"when\">{Units.Day(c.Date)}</td><td><bdi>{MarkupText.Of(Place.Author(c))}</bdi></td></tr>\n"
                : $"<td colspan=\"3\">{MarkupText.Of(Place.Origin(place, receipt))}</td></tr>\n");
        }
        html.Write("</tbody></table></div>\n");
    }
}
