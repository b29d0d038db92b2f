using Stanch.Providers.Checks;
using Stanch.Providers.Reach;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Cli.Output;

/// <summary>What <c>stanch reach</c> shows a person: before it asks, and afterwards.</summary>
internal static class ReachPage
{
    /// <summary>How many requests it takes, in one line.</summary>
    public static string Head(IReadOnlyList<ReachPlan> plans)
    {
        var count = plans.Sum(p => p.Count);
        var what = plans.Count == 1 ? $"{plans[0].Type}: " : $"{plans.Count} values: ";
        var asks = plans.Any(p => p.MakesToken) ? "which read, and make a token to read with" : "which only read";
        return $"{what}at most {count} {(count == 1 ? "request" : "requests")} to {string.Join(", ", plans.SelectMany(p => p.Hosts).Distinct().Order(StringComparer.Ordinal))}, {asks}";
    }

    public static void Write(IReadOnlyList<ReachPlan> plans, TextPage page)
    {
        foreach (var plan in plans)
        {
            page.Flow(new Run(""), new Run("  "), new Run(Printable.Of(Head([plan]), 400), Ink.Strong));
            foreach (var request in plan.Requests)
            {
                page.Flow(new Run($"{request.Times,4}  "), new Run("      "), new Run(Printable.Of(request.Request, 400)));
                page.Flow(new Run("      "), new Run("      "), new Run(Printable.Of(request.Purpose, 300), Ink.Faint));
            }
        }
        page.Flow(new Run(""), new Run("  "), new Run("nothing was sent", Ink.Faint));
    }

    public static void Write(IReadOnlyList<(string Name, Reached Reached)> results, ReachRun run, TextPage page)
    {
        foreach (var (name, reached) in results)
        {
            page.Line(new Run(Printable.Of(name, 160), Ink.Strong));
            foreach (var (i, line) in VerdictText.Lines(reached.Verdict).Index())
            {
                var ink = i > 0 ? Ink.Faint : reached.Verdict.Life switch { Life.Live or Life.Restricted => Ink.Alarm, Life.Dead => Ink.Good, _ => Ink.Warning };
                page.Flow(new Run("  "), new Run("    "), new Run(Printable.Of(line, 1000), ink));
            }
            foreach (var (answer, line) in ReachText.Lines(reached))
                page.Flow(new Run("  "), new Run("    "), new Run(Printable.Of(line, 2000), answer switch { ReachAnswer.Refused => Ink.Faint, ReachAnswer.Allowed => Ink.Plain, _ => Ink.Warning }));
            if (reached.Minted.Length > 0) page.Flow(new Run("  "), new Run("    "), new Run(reached.Minted, Ink.Faint));
        }
        page.Flow(new Run(""), new Run("  "), new Run(run.Requests == 0 ? "nothing was sent" : $"{run.Requests} {(run.Requests == 1 ? "request" : "requests")} to {string.Join(", ", run.Hosts)}", Ink.Faint));
    }
}
