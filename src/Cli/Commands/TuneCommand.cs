using System.CommandLine;
using System.Security.Cryptography;
using Stanch.Cli.Output;
using Stanch.Scanning;
using Stanch.Scanning.Ignoring;
using Stanch.Scanning.Tuning;
using Stanch.Sources.Git;
using Stanch.Text;

namespace Stanch.Cli.Commands;

internal static class TuneCommand
{
    public static void Complete(Command command, Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Arity = ArgumentArity.ZeroOrOne, Description = "The repository. Default: the one that one stands in.", DefaultValueFactory = _ => "." };
        var write = new Option<bool>("--write") { Description = "Write the rules that hide nothing but false positives into .stanch.yaml." };
        var only = new Option<string[]>("--only") { HelpName = "ID", Description = "With --write: these proposals, risky or not. May be repeated." };
        var noHistory = new Option<bool>("--no-history") { Description = "Look only at what lies there now." };
        var rules = new Option<string[]>("--rules") { HelpName = "FILE", Description = "Rules of your own besides: Stanch YAML or gitleaks TOML." };
        command.Arguments.Add(folder);
        foreach (var option in (Option[])[write, only, noHistory, rules]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var chosen = parsed.GetValue(only) ?? [];
            if (chosen.Length > 0 && !parsed.GetValue(write)) return ScanCommand.Refuse(["--only says what to write: it goes with --write"], terminal);
            var root = RepositoryShape.FindAbove(parsed.GetRequiredValue(folder)) ?? parsed.GetRequiredValue(folder);
            var target = Path.GetFullPath(root) == Path.GetFullPath(".") ? "." : root;
            return Run(target, parsed.GetValue(write), chosen, !parsed.GetValue(noHistory), parsed.GetValue(rules) ?? [], terminal);
        });
    }

    private static int Run(string target, bool write, IReadOnlyList<string> chosen, bool history, IReadOnlyList<string> rules, Terminal terminal)
    {
        var errors = new List<string>();
        if (RuleSet.Load(rules, [], [], errors) is not { } set) return ScanCommand.Refuse(errors, terminal);
        set.Warn(terminal);
        var outcome = new Scan(new ScanRequest { Targets = [target], TellKnown = true, History = history, Workers = Environment.ProcessorCount }, set.Catalog, set.Detectors).Run(CancellationToken.None);
        if (outcome.Result is not { } result) return ScanCommand.Refuse(outcome.Errors, terminal);

        var proposals = Proposals.From(result.Findings);
        foreach (var line in TuningText.Of(proposals, result.Findings, result.Receipt)) terminal.Text.WriteLine(line);
        if (!write)
        {
            if (proposals.Count > 0) terminal.Text.WriteLine("Nothing was written. 'stanch tune --write' writes what is not risky; '--write --only ID' what you name.");
            return ExitCode.Clean;
        }
        List<string> unknown = [.. chosen.Where(id => !proposals.Any(p => p.Id == id)).Select(id => $"--only {Printable.Of(id)}: no such proposal; nothing was written")];
        if (unknown.Count > 0) return ScanCommand.Refuse(unknown, terminal);
        return Write(target, [.. proposals.Where(p => chosen.Count > 0 ? chosen.Contains(p.Id) : !p.Risky)], terminal);
    }

    private static int Write(string target, IReadOnlyList<Proposal> proposals, Terminal terminal)
    {
        var path = target == "." ? Configuration.FileName : Path.Combine(target, Configuration.FileName);
        var opened = IgnoreFile.Open(path, RandomNumberGenerator.GetBytes(16));
        if (opened.Value is not { } file) return ScanCommand.Refuse(opened.Errors.Select(e => e.ToString()), terminal);
        foreach (var proposal in proposals)
        {
            if (file.Add(proposal.Rule) is { } error) return ScanCommand.Refuse([error.ToString()], terminal);
            terminal.Text.WriteLine($"{Printable.Of(path)}: {TuningText.Words(proposal.Rule)} is not reported from now on");
        }
        if (proposals.Count == 0) terminal.Text.WriteLine("Nothing was written: there is no proposal that is not risky.");
        return ExitCode.Clean;
    }
}
