using System.CommandLine;
using Stanch.Catalog;
using Stanch.Cli.Output;
using Stanch.Providers.Checks;
using Stanch.Providers.Reach;
using Stanch.Scanning.Reports;
using Stanch.Sources;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary><c>stanch reach ID</c>: what one value that a person holds opens; <c>stanch reach --scan</c>: what those of a report do.</summary>
internal static class ReachCommand
{
    private sealed record Options(CheckOptions Asking, Argument<string?> Id, Option<string[]> Parts, Option<string?> Scan, Option<bool> DryRun, Option<bool> Yes, Option<string> Format, Option<string> Color);

    public static void Complete(Command command, Terminal terminal)
    {
        var options = new Options(
            new CheckOptions(),
            new Argument<string?>("ID") { Arity = ArgumentArity.ZeroOrOne, Description = "As in github/personal-access-token. The value is read from standard input, or asked for." },
            new Option<string[]>("--part") { HelpName = "NAME=|NAME=env:VARIABLE", Description = "Another part of it: NAME= is the next line of standard input, or asked for. May be repeated." },
            new Option<string?>("--scan") { HelpName = "REPORT", Description = "What a report of a scan holds in clear: --report json=FILE --show-secrets." },
            new Option<bool>("--dry-run") { Description = "Say which requests it takes, and send none. No value is needed." },
            new Option<bool>("--yes") { Description = "Send them without asking. On no terminal nothing is sent without it." },
            new Option<string>("--format") { HelpName = "FORMAT", Description = "text, json.", DefaultValueFactory = _ => "text" },
            new Option<string>("--color") { HelpName = "WHEN", Description = "auto, always, never.", DefaultValueFactory = _ => "auto" });
        command.Arguments.Add(options.Id);
        foreach (var option in (Option[])[options.Parts, options.Scan, options.DryRun, options.Yes, options.Asking.Check, .. options.Asking.Network, options.Format, options.Color]) command.Options.Add(option);
        command.SetAction(parsed => Run(parsed, options, terminal));
    }

    private static int Run(ParseResult parsed, Options options, Terminal terminal)
    {
        List<string> errors = [];
        var catalog = RuleSet.BuiltIn();
        if (parsed.GetValue(options.Format) is not ("text" or "json")) errors.Add($"--format {Printable.Of(parsed.GetValue(options.Format)!, 60)}: text, json");
        if (parsed.GetValue(options.Color) is not ("auto" or "always" or "never")) errors.Add($"--color {Printable.Of(parsed.GetValue(options.Color)!, 60)}: auto, always, never");
        var (id, scan) = (parsed.GetValue(options.Id), parsed.GetValue(options.Scan));
        if (id is null == scan is null) errors.Add("reach: either an id, or --scan with a report");
        if (options.Asking.Policy(parsed, catalog, errors) is not { } policy || errors.Count > 0) return ScanCommand.Refuse(errors, terminal);
        OpenSsl.Require();
        using var run = new ReachRun(catalog, policy);
        var (dry, yes) = (parsed.GetValue(options.DryRun), parsed.GetValue(options.Yes));
        var json = parsed.GetValue(options.Format) == "json";
        var page = new TextPage(terminal.Text, Terminal.Colours(parsed.GetValue(options.Color)!, Terminal.OutputIsTerminal), Terminal.Width(Terminal.OutputIsTerminal));

        var detector = id is null ? null : Named(id, catalog, run, errors);
        if (errors.Count > 0) return ScanCommand.Refuse(errors, terminal);
        if (detector is not null && (dry || !(yes || policy.Offline || Terminal.InputIsTerminal)))
            return Planned([run.Plan(detector)!], dry, json, page, terminal);

        var asked = scan is not null ? CheckableReport.Read(scan, catalog, errors)
            : SecretInput.Read(detector!, run.Needs(detector!)!, parsed.GetValue(options.Parts) ?? [], errors, "reach") is { } read ? [new NamedCredential(id!, read)] : null;
        if (asked is null || errors.Count > 0) return ScanCommand.Refuse(errors, terminal);
        var plans = run.Plans(asked.Select(a => a.Credential));
        if (dry || (plans.Count > 0 && !yes && !Terminal.InputIsTerminal)) return Planned(plans, dry, json, page, terminal);
        if (plans.Count > 0) terminal.Complain(ReachPage.Head(plans));
        if (plans.Count > 0 && !yes && !Terminal.Agrees("Send them? [y/N] ")) return ScanCommand.Refuse(["reach: nothing was sent"], terminal);

        using var interrupt = new Interrupt();
        var results = Task.WhenAll(asked.Select(async a => (a.Name, Reached: await run.Ask(a.Credential, interrupt.Stop)))).GetAwaiter().GetResult();
        if (json) terminal.Text.WriteLine(ReachText.Json(results.Select(r => (r.Name, r.Reached))));
        else ReachPage.Write(results, run, page);
        if (interrupt.Code != 0) return interrupt.Code;
        return results.Any(r => r.Reached.Verdict.Life is Life.Live or Life.Restricted) ? ExitCode.Found : results.Any(r => r.Reached.Verdict.Life == Life.Unknown) ? ExitCode.Partial : ExitCode.Clean;
    }

    private static Detector? Named(string id, ProviderCatalog catalog, ReachRun run, List<string> errors)
    {
        var detector = catalog.Detectors.FirstOrDefault(d => d.Id == id);
        if (detector is null) errors.Add($"reach {Printable.Of(id, 100)}: no such type; 'stanch detectors list' names them all");
        else if (run.Plan(detector) is null) errors.Add($"reach {id}: the catalog does not say how to ask what it opens");
        return detector;
    }

    private static int Planned(IReadOnlyList<ReachPlan> plans, bool dry, bool json, TextPage page, Terminal terminal)
    {
        if (!dry)
        {
            terminal.Complain(ReachPage.Head(plans));
            return ScanCommand.Refuse(["reach: nothing was sent; --yes sends them, --dry-run names each"], terminal);
        }
        if (json) terminal.Text.WriteLine(ReachText.Json(plans));
        else ReachPage.Write(plans, page);
        return ExitCode.Clean;
    }
}
