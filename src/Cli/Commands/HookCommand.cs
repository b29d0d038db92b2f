using System.CommandLine;
using System.Text;
using Stanch.Cli.Output;
using Stanch.Hooks;
using Stanch.Scanning;
using Stanch.Sources.Git;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary>
/// What git calls. It ends with 0 or 1 and nothing else: git stops on all but 0, and whoever called must be able to tell this from a program that could
/// not be run.
/// </summary>
internal static class HookCommand
{
    private sealed record Asked(HookKind Kind, string[] Arguments, string[] Rules, string? Config, TimeSpan? Budget, bool Quiet);

    public static void Complete(Command command, Terminal terminal)
    {
        var name = new Argument<string>("HOOK") { Description = "pre-commit, commit-msg, pre-push or pre-receive." };
        var arguments = new Argument<string[]>("ARGS") { Arity = ArgumentArity.ZeroOrMore, Description = "What git hands to the hook." };
        var rules = new Option<string[]>("--rules") { HelpName = "FILE", Description = "Rules of your own besides: Stanch YAML or gitleaks TOML." };
        var config = new Option<string?>("--config") { HelpName = "FILE", Description = "This file in place of the repository's .stanch.yaml." };
        var budget = new Option<string?>("--budget") { HelpName = "SECONDS", Description = "How long pre-receive may take. Default: 5, or git's setting stanch.budget." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Say nothing where all is clean." };
        command.Arguments.Add(name);
        command.Arguments.Add(arguments);
        foreach (var option in (Option[])[rules, config, budget, quiet]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            TimeSpan? time = null;
            if (HookNames.Parse(parsed.GetRequiredValue(name)) is not { } kind) return ScanCommand.Refuse([$"hook {Printable.Of(parsed.GetRequiredValue(name))}: one of pre-commit, commit-msg, pre-push, pre-receive"], terminal);
            if (parsed.GetValue(budget) is { } text)
            {
                if (!HookPolicy.TryParseBudget(text, out var seconds)) return ScanCommand.Refuse([$"--budget {Printable.Of(text)}: seconds, from 0.05 to 3600"], terminal);
                time = seconds;
            }
            return Run(new Asked(kind, parsed.GetValue(arguments) ?? [], parsed.GetValue(rules) ?? [], parsed.GetValue(config), time, parsed.GetValue(quiet)), terminal);
        });
    }

    private static int Run(Asked asked, Terminal terminal)
    {
        var place = GitPlace.Of(".", Terminal.Environment);
        var words = new HookWords(asked.Kind);
        var settings = new GitSettings(".");
        if (asked.Kind != HookKind.PreReceive && Terminal.Environment(Bypass.Variable) is { } reason && Bypassed(reason, asked.Kind, place, terminal)) return ExitCode.Clean;
        // A server reads its settings before, since the budget is one; elsewhere they matter only when something went wrong.
        var policy = new Lazy<HookPolicy>(() => HookPolicy.Read(settings));
        var budget = asked.Kind == HookKind.PreReceive ? asked.Budget ?? policy.Value.Budget : (TimeSpan?)null;
        using var deadline = budget is { } most ? new Deadline(most, () => Say(HookWords.Unfinished(["the time was up"], most, policy.Value.AllowUnfinished), terminal, policy.Value.AllowUnfinished)) : null;
        try
        {
            return Judge(asked, place, words, settings, policy, deadline, budget, terminal);
        }
        catch (Exception e) when (e is not OutputFailed)
        {
            // Not the message: it may hold a piece of what was being scanned.
            return Say(words.Failed([$"internal error: {e.GetType().Name}; please report it"], policy.Value), terminal, policy.Value.AllowFailure);
        }
    }

    private static int Judge(Asked asked, GitPlace place, HookWords words, GitSettings settings, Lazy<HookPolicy> policy, Deadline? deadline, TimeSpan? budget, Terminal terminal)
    {
        var scan = ScanOf(asked, place, settings);
        if (scan.Errors.Count > 0) return Say(words.Failed(scan.Errors, policy.Value), terminal, policy.Value.AllowFailure);
        if (scan.Request is not { } request)
        {
            if (!asked.Quiet) terminal.Complain($"nothing to scan: {scan.Nothing}");
            return ExitCode.Clean;
        }
        var errors = new List<string>();
        if (RuleSet.Load(asked.Rules, [], [], errors) is not { } rules) return Say(words.Failed(errors, policy.Value), terminal, policy.Value.AllowFailure);
        request = request with { Workers = Environment.ProcessorCount, Configuration = asked.Config, ConfigurationContent = asked.Config is null ? request.ConfigurationContent : null };

        using var interrupt = new Interrupt();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupt.Stop, deadline?.Soon ?? CancellationToken.None);
        var outcome = new Scan(request, rules.Catalog, rules.Detectors).Run(stop.Token);
        if (interrupt.Code != 0) return interrupt.Code;
        var judged = HookJudgement.Of(outcome, request, deadline?.Soon.IsCancellationRequested ?? false);
        deadline?.Met();
        switch (judged.Verdict)
        {
            case HookVerdict.Blocked:
                Show(judged.Result!, rules, terminal);
                return Say([.. words.Blocked(judged), .. words.Notes(judged)], terminal, pass: false);
            case HookVerdict.Unfinished:
                return Say([.. HookWords.Unfinished(judged.Failures, budget!.Value, policy.Value.AllowUnfinished), .. words.Notes(judged)], terminal, policy.Value.AllowUnfinished);
            case HookVerdict.Failed:
                return Say([.. words.Failed(judged.Failures, policy.Value), .. words.Notes(judged)], terminal, policy.Value.AllowFailure);
            default:
                return Say([.. asked.Quiet ? [] : words.Passed(judged.Result!.Receipt), .. words.Notes(judged)], terminal, pass: true);
        }
    }

    private static HookScan ScanOf(Asked asked, GitPlace place, GitSettings settings)
    {
        switch (asked.Kind)
        {
            case HookKind.PreCommit:
                return HookScan.OfStaged(place);
            case HookKind.CommitMsg:
                return asked.Arguments is [var file, ..] ? HookScan.OfMessage(file) : new HookScan(null, "", ["the file of the message is missing"]);
            case HookKind.PrePush:
                string remote = asked.Arguments.ElementAtOrDefault(0) ?? "", address = asked.Arguments.ElementAtOrDefault(1) ?? "";
                if (Framework.Push(Terminal.Environment, new GitSettings(".")) is { } handed) return HookScan.OfPush(place, [handed.Ref], handed.Remote, handed.Address, settings);
                var pushed = PushedRef.OfPrePush(Input(), out var error);
                return error.Length > 0 ? new HookScan(null, "", [error]) : HookScan.OfPush(place, pushed, remote, address, settings);
            default:
                var received = PushedRef.OfPreReceive(Input(), out var wrong);
                return wrong.Length > 0 ? new HookScan(null, "", [wrong]) : HookScan.OfReceived(place, received);
        }
    }

    private static string Input()
    {
        using var reader = new StreamReader(Terminal.OpenInput(), new UTF8Encoding(false));
        return reader.ReadToEnd();
    }

    /// <returns>False: nobody said why, so the hook does its work.</returns>
    private static bool Bypassed(string reason, HookKind kind, GitPlace place, Terminal terminal)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            terminal.Complain($"{Bypass.Variable} is set and gives no reason, so it does not hold; write the reason into it");
            return false;
        }
        terminal.Complain($"{HookNames.Of(kind)} was bypassed: {Printable.Of(reason.Trim(), 200)}");
        var unrecorded = "no git repository";
        if (GitRepository.TryOpen(place, out var repository, out _))
            using (repository) unrecorded = new Bypass(TimeProvider.System.GetUtcNow(), HookNames.Of(kind), Environment.UserName, reason).Record(repository.CommonFolder);
        if (unrecorded is not null) terminal.Complain($"the bypass could not be recorded: {unrecorded}");
        return true;
    }

    /// <summary>To standard error: of some hooks git shows nothing else, and others write to standard output what is not for people.</summary>
    private static void Show(ScanResult result, RuleSet rules, Terminal terminal)
    {
        Stanch.Scanning.Reports.ReportFormats.TryGet("text", out var text);
        var shown = new Stanch.Scanning.Reports.ReportOptions(false, Terminal.Colours("auto", Terminal.ErrorIsTerminal), Terminal.Width(Terminal.ErrorIsTerminal)) { WithoutPlaybook = rules.Own };
        using var page = StandardStream.Open(2);
        text!.Write(result, shown, page);
    }

    private static int Say(IEnumerable<string> lines, Terminal terminal, bool pass)
    {
        foreach (var line in lines) terminal.Complain(line);
        return pass ? ExitCode.Clean : ExitCode.Found;
    }
}
