using System.CommandLine;
using Stanch.Catalog;
using Stanch.Cli.Output;
using Stanch.Providers.Checks;
using Stanch.Scanning;
using Stanch.Scanning.Checking;
using Stanch.Scanning.Ignoring;
using Stanch.Scanning.Reports;
using Stanch.Sources;
using Stanch.Sources.Files;
using Stanch.Text;

namespace Stanch.Cli.Commands;

internal static class ScanCommand
{
    public static void Complete(Command command, Terminal terminal)
    {
        var options = new ScanOptions();
        options.AddTo(command);
        command.SetAction(parsed => Run(parsed, options, terminal));
    }

    private static int Run(ParseResult parsed, ScanOptions options, Terminal terminal)
    {
        var errors = options.Mistakes(parsed);
        if (Request(parsed, options, errors) is not { } request) return Refuse(errors, terminal);
        var outputs = ReportOutput.Parse(parsed.GetValue(options.Reports) ?? [], errors);
        var rules = RuleSet.Load(parsed.GetValue(options.Rules) ?? [], parsed.GetValue(options.Detectors) ?? [], parsed.GetValue(options.WithoutDetectors) ?? [], errors);
        if (outputs is null || rules is null || errors.Count > 0) return Refuse(errors, terminal);
        var asking = parsed.GetValue(options.Checking.Check) is null ? null : options.Checking.Policy(parsed, rules.Catalog, errors);
        options.Keeping.Check(parsed, errors);
        if (errors.Count > 0) return Refuse(errors, terminal);

        rules.Warn(terminal);
        var scan = new Scan(request, rules.Catalog, rules.Detectors);
        var quiet = parsed.GetValue(options.Quiet);
        using var interrupt = new Interrupt();
        ScanOutcome outcome;
        using (!quiet && !parsed.GetValue(options.NoProgress) && Terminal.ErrorIsTerminal ? new ProgressLine(scan, terminal) : null)
            outcome = scan.Run(interrupt.Stop);
        if (outcome.Result is not { } result) return Refuse(outcome.Errors, terminal);
        using var journal = asking is null ? null : options.Keeping.Open(parsed, ["scan", .. request.Targets.Select(t => t == "-" ? t : Path.GetFullPath(t))]);
        if (journal is not null) result = Checked(result, rules.Catalog, asking!, journal, interrupt, !quiet && !parsed.GetValue(options.NoProgress) && Terminal.ErrorIsTerminal ? terminal : null);

        if (request.WriteBaseline is { } baseline && outcome.Unwritten is null) LetMerge(baseline, terminal);
        var code = interrupt.Code != 0 ? interrupt.Code : CodeOf(outcome, parsed.GetValue(options.AllowPartial));
        List<string> unwritten = outcome.Unwritten is { } lost ? [lost] : [];
        Report(result, outputs, rules, quiet && code == ExitCode.Clean && unwritten.Count == 0, parsed, options, terminal, unwritten);
        if (journal is not null && unwritten.Count == 0 && interrupt.Code == 0) journal.Finish();
        if (journal is not null && result.Findings.Count > 0) KeepingOptions.Tell(journal, terminal);
        foreach (var what in unwritten) terminal.Complain($"the output could not be written: {what}");
        return unwritten.Count > 0 ? ExitCode.Output : code;
    }

    private static ScanResult Checked(ScanResult result, ProviderCatalog catalog, CheckPolicy policy, VerdictJournal journal, Interrupt interrupt, Terminal? progress)
    {
        if (result.Findings.Count > 0) OpenSsl.Require();
        using var checker = new Checker(catalog, policy);
        var checks = new FindingChecks(checker, policy.Parallel, journal);
        using (progress is null ? null : new ProgressLine(() => $"checking: {checks.Done} of {checks.Total}, {checker.Requests} requests", progress))
            return checks.Run(result, interrupt.Stop);
    }

    /// <summary>Two branches that both add to a baseline must not conflict, so git is told that it is a set of lines.</summary>
    private static void LetMerge(string baseline, Terminal terminal)
    {
        if (MergeAttribute.Ensure(baseline, out var error) is { } changed)
            terminal.Complain($"{changed} now tells git to merge {Path.GetFileName(baseline)} as a set of lines; commit it too");
        if (error is not null) terminal.Complain($"{error}; without 'merge=union' for {Path.GetFileName(baseline)} there, branches that both add to it may conflict");
    }

    private static int CodeOf(ScanOutcome outcome, bool allowPartial)
    {
        var result = outcome.Result!;
        if (result.Findings.Count > 0) return ExitCode.Found;
        if (result.Receipt.Partial) return allowPartial ? ExitCode.Clean : ExitCode.Partial;
        return result.Receipt.Coverage.Nothing && !outcome.NothingToScan ? ExitCode.Partial : ExitCode.Clean;
    }

    private static void Report(ScanResult result, IReadOnlyList<ReportOutput> outputs, RuleSet rules, bool nothingToSay, ParseResult parsed, ScanOptions options, Terminal terminal, List<string> unwritten)
    {
        var showSecrets = parsed.GetValue(options.ShowSecrets);
        var toTerminal = Terminal.OutputIsTerminal;
        ReportFormats.TryGet("text", out var text);
        List<ReportOutput> all = [.. outputs];
        if (outputs.Count == 0 && !nothingToSay) all.Add(new ReportOutput(text!, null));
        var json = outputs.FirstOrDefault(o => o is { File: not null, Report.Name: "json" or "jsonl" })?.File;
        foreach (var output in all)
        {
            var colour = output.File is null && Terminal.Colours(parsed.GetValue(options.Color)!, toTerminal);
            try
            {
                var shown = new ReportOptions(showSecrets, colour, output.File is null ? Terminal.Width(toTerminal) : 100) { JsonFile = json, WithoutPlaybook = rules.Own };
                output.Write(result, shown, terminal.Output);
            }
            catch (OutputFailed e)
            {
                // The others may still get where they are to go.
                unwritten.Add(e.Message);
            }
        }
    }

    private static ScanRequest? Request(ParseResult parsed, ScanOptions options, List<string> errors)
    {
        var clock = TimeProvider.System;
        DateTimeOffset? since = null;
        if (parsed.GetValue(options.Since) is { } text)
        {
            if (ScanOptions.TryParseSince(text, clock.GetUtcNow(), out var start)) since = start;
            else errors.Add($"--since {Printable.Of(text)}: a date as in 2026-01-31, or how long ago, as in 30d or 12h");
        }
        if (errors.Count > 0) return null;
        var paths = parsed.GetValue(options.Paths) ?? [];
        var images = options.Images.Access(parsed, paths, options.Checking, errors);
        if (errors.Count > 0) return null;
        return new ScanRequest
        {
            Targets = paths.Length == 0 ? ["."] : paths,
            History = !parsed.GetValue(options.NoHistory), Staged = parsed.GetValue(options.Staged), Range = parsed.GetValue(options.Range), Since = since,
            HonourGitIgnore = !parsed.GetValue(options.NoIgnore), Unreachable = parsed.GetValue(options.AllObjects), ShowIgnored = parsed.GetValue(options.ShowIgnored),
            AnyAlternate = parsed.GetValue(options.FollowAlternates), Configuration = parsed.GetValue(options.Config), Baseline = parsed.GetValue(options.Baseline),
            WriteBaseline = parsed.GetValue(options.WriteBaseline), MinSeverity = Enum.Parse<Severity>(parsed.GetValue(options.MinSeverity)!, ignoreCase: true), Threshold = options.Threshold(parsed),
            Archives = options.Archives(parsed), Workers = parsed.GetValue(options.Workers), StandardInput = paths.Contains("-") ? Terminal.OpenInput() : Stream.Null,
            Images = images, UserIgnoreFile = FileTreeOptions.FindUserIgnoreFile(Terminal.Environment), Clock = clock,
        };
    }

    internal static int Refuse(IEnumerable<string> errors, Terminal terminal)
    {
        foreach (var error in errors) terminal.Complain(error);
        return ExitCode.Usage;
    }
}
