using System.Globalization;
using Stanch.Providers.Checks;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>One secret in the text report.</summary>
internal sealed class TextSecret(TextPage page, SecretGroup secret, ReportOptions options)
{
    private const int PlacesShown = 5;
    // Under the title, which stands behind the badge.
    private static readonly Run Indent = new("            ");

    private readonly Finding lead = secret.Lead;
    private readonly int gutter = Math.Max(4, secret.Places[0].LineStart.ToString(CultureInfo.InvariantCulture).Length + 2);

    public void Write(Receipt receipt)
    {
        Title();
        page.Blank();
        Places(receipt);
        page.Blank();
        foreach (var (i, step) in NextSteps.For(secret, receipt).Index())
            page.Flow(new Run(i == 0 ? "  next    " : "          ", Ink.Strong), new Run("          "), new Run(step));
        if (NextSteps.Playbook(secret, receipt, options) is { } playbook)
            page.Flow(new Run("  steps   ", Ink.Strong), new Run("          "), new Run(playbook, Ink.Command));
        page.Flow(new Run("  ignore  ", Ink.Faint), new Run("          "), new Run(NextSteps.Ignore(secret.Fingerprint), Ink.Faint));
    }

    private void Title()
    {
        var badge = $" {SeverityWords.Of(secret.Severity).ToUpperInvariant()} ";
        page.Flow(new Run(" "), Indent,
            new Run(badge, SeverityWords.InkOf(secret.Severity), Whole: true), new Run(new string(' ', 11 - badge.Length), Whole: true),
            new Run(Printable.Of(lead.Detector.Title, 120), Ink.Strong), new Run(" "),
            new Run("  " + Printable.Of(lead.Redacted), Ink.Value, Whole: true));
        page.Flow(Indent, Indent,
            new Run($"{Printable.Of(lead.ProviderName, 60)} · {Printable.Of(lead.Detector.Id, 120)} · confidence {Units.Percent(lead.Confidence)}"
                + $" · {Units.Count(secret.Places.Count, "place")}", Ink.Faint));
        foreach (var part in lead.Parts)
            page.Flow(Indent, Indent, new Run(Printable.Of(part.Name, 60) + " ", Ink.Faint), new Run(Value(part.Value), Ink.Value, Whole: true));
        if (lead.Tells.Count > 0)
            page.Flow(Indent, Indent, new Run("tells ", Ink.Faint), new Run(Printable.Of(string.Join(", ", lead.Tells.Select(f => $"{f.Name} {f.Value}")), 1000)));
        if (secret.Verdict is { } verdict) Life(verdict);
        if (options.ShowSecrets)
            page.Flow(Indent, Indent, new Run("in clear ", Ink.Faint), new Run(Printable.Of(lead.Secret.Reveal()), Ink.Alarm, Whole: true));
        if (lead.Decoded is { } how) page.Flow(Indent, Indent, new Run($"decoded from {Printable.Of(how, 60)}", Ink.Faint));
        var others = string.Join(", ", secret.OtherDetectors.Select(id => Printable.Of(id, 120)));
        if (others.Length > 0) page.Flow(Indent, Indent, new Run($"also taken for {others}", Ink.Faint));
    }

    private void Life(CheckVerdict verdict)
    {
        var ink = verdict.Life switch { Providers.Checks.Life.Live or Providers.Checks.Life.Restricted => Ink.Alarm, Providers.Checks.Life.Dead => Ink.Good, _ => Ink.Warning };
        foreach (var (i, line) in VerdictText.Lines(verdict).Index()) page.Flow(Indent, Indent, new Run(Printable.Of(line, 1000), i == 0 ? ink : Ink.Faint));
    }

    private string Value(SecretValue value) => Printable.Of(options.ShowSecrets ? value.Reveal() : value.ToString());

    private void Places(Receipt receipt)
    {
        var shown = secret.Places.Count <= PlacesShown + 1 ? secret.Places.Count : PlacesShown;
        var margin = new string(' ', gutter);
        for (var i = 0; i < shown; i++)
        {
            var place = secret.Places[i];
            Head(place, new Run($"{margin} {(i == 0 ? "╭─" : "├─")} ", Ink.Faint), new Run($"{margin} │  ", Ink.Faint));
            if (i == 0) Code(place, margin);
            var end = i == secret.Places.Count - 1 ? "╰─" : "│ ";
            page.Flow(new Run($"{margin} {end} ", Ink.Faint), new Run(new string(' ', gutter + 4)), new Run(Place.Origin(place, receipt), Ink.Faint));
        }
        if (shown < secret.Places.Count)
            page.Line(new Run($"{margin} ╰─ ", Ink.Faint), new Run($"… and {Units.Count(secret.Places.Count - shown, "more place", "more places")}"));
    }

    private void Head(Finding place, Run lead, Run hang)
    {
        var lines = place.LineEnd > place.LineStart ? $" · {Units.Count(place.LineEnd - place.LineStart + 1L, "line")}" : "";
        var state = Place.State(place);
        page.Flow(lead, hang, new Run(Place.At(place), Ink.Path, Whole: true), new Run(lines, Ink.Faint),
            new Run(state.Length == 0 ? "" : " · ", Ink.Faint), new Run(state, place.InCurrentTree ? Ink.Warning : Ink.Faint));
    }

    private void Code(Finding place, string margin)
    {
        var code = Snippet.Of(place).Fit(page.Width - gutter - 4);
        var number = place.LineStart.ToString(CultureInfo.InvariantCulture).PadLeft(gutter);
        page.Line(new Run($"{number} │ ", Ink.Faint), new Run(code.Before), new Run(code.Secret, Ink.Value), new Run(code.After));
        if (code.Secret.Length == 0) return;
        page.Line(new Run($"{margin} │ {new string(' ', Cells.Of(code.Before))}", Ink.Faint), new Run(new string('^', Cells.Of(code.Secret)), Ink.Alarm));
    }
}
