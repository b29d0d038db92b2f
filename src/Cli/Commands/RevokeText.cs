using Stanch.Catalog;
using Stanch.Playbooks;
using Stanch.Providers.Checks;
using Stanch.Providers.Revoking;
using Stanch.Remediation;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary>What a person reads before, while and after a credential is revoked.</summary>
internal static class RevokeText
{
    public static void Plan(TextPage page, Detector detector, RevokePlan plan, RevocationAdvice advice)
    {
        page.Line(new Run(Printable.Of($"{detector.Title} · {detector.Id}", 200), Ink.Strong));
        if (plan.Steps.Count == 0) Manual(page, plan, advice);
        foreach (var step in plan.Steps) Step(page, step);
        List(page, "stops", advice.Stops, Ink.Warning);
        List(page, "goes on", advice.Outlives, Ink.Plain);
        List(page, "until", advice.Takes, Ink.Plain);
        page.Blank();
    }

    private static void Manual(TextPage page, RevokePlan plan, RevocationAdvice advice)
    {
        page.Flow(new Run("  "), new Run("  "), new Run("The provider has no interface for it that the catalog knows: a person does it.", Ink.Warning));
        foreach (var (i, line) in (plan.Manual.Count > 0 ? plan.Manual : advice.Steps).Index()) page.Flow(new Run($"  {i + 1}. "), new Run("     "), new Run(Printable.Of(line, 1000)));
        foreach (var line in advice.Console) page.Flow(new Run("  at       "), new Run("           "), new Run(Printable.Of(line, 400), Ink.Path));
    }

    private static void Step(TextPage page, RevokeStep step)
    {
        page.Flow(new Run($"  {step.Number}. "), new Run("     "), new Run(Printable.Of(step.Request, 400), Ink.Command));
        if (step.Does.Length > 0) page.Flow(new Run("     "), new Run("     "), new Run(Printable.Of(step.Does, 400)));
        var (text, ink) = step.LooksUp ? (step.Effect == "none" ? "changes nothing" : "makes a token that the next steps need", Ink.Faint)
            : step.Irreversible ? ("can't be taken back: --yes-irreversible", Ink.Alarm) : ("can be taken back", Ink.Good);
        page.Flow(new Run("     "), new Run("     "), new Run(text + (step.Optional ? "; left out unless all is there that it needs" : ""), ink));
        if (step.Takes.Length > 0) page.Flow(new Run("     "), new Run("     "), new Run($"takes with it: {Printable.Of(step.Takes, 400)}", Ink.Warning));
    }

    private static void List(TextPage page, string name, IReadOnlyList<string> lines, Ink ink)
    {
        foreach (var line in lines) page.Flow(new Run($"  {name,-9}", Ink.Faint), new Run("           "), new Run(Printable.Of(line, 1000), ink));
    }

    public static void News(TextPage page, RevocationNews news)
    {
        if (news.Verdict is not { } verdict)
        {
            page.Flow(new Run("  "), new Run("    "), new Run(Printable.Of(news.Text, 600)));
            return;
        }
        var ink = verdict.Life switch { Life.Live or Life.Restricted => Ink.Alarm, Life.Dead => Ink.Good, _ => Ink.Warning };
        foreach (var (i, line) in VerdictText.Lines(verdict).Index()) page.Flow(new Run("  "), new Run("    "), new Run(Printable.Of(line, 1000), i > 0 ? Ink.Faint : ink));
    }

    public static void Result(TextPage page, RevocationResult result, string record)
    {
        var ink = result.Outcome switch { RevocationOutcome.Dead or RevocationOutcome.AlreadyDead => Ink.Good, RevocationOutcome.NotKnown or RevocationOutcome.Interrupted => Ink.Warning, _ => Ink.Alarm };
        page.Flow(new Run(result.Outcome switch
        {
            RevocationOutcome.Dead => "DEAD",
            RevocationOutcome.AlreadyDead => "already dead",
            RevocationOutcome.StillLive => "STILL LIVE",
            RevocationOutcome.Refused => "REFUSED",
            RevocationOutcome.NotKnown => "not known",
            _ => "stopped",
        }, ink), new Run("  "), new Run($": {Printable.Of(result.Detail, 600)}", ink));
        page.Flow(new Run("evidence  ", Ink.Faint), new Run("          "), new Run(Printable.Of(record, 400), Ink.Path, Whole: true));
    }
}
