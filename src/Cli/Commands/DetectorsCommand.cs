using System.CommandLine;
using Stanch.Catalog;
using Stanch.Cli.Output;
using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Cli.Commands;

internal static class DetectorsCommand
{
    public static void Complete(Command command, Terminal terminal)
    {
        var format = new Option<string>("--format") { HelpName = "FORMAT", Description = "text or json.", DefaultValueFactory = _ => "text", Recursive = true };
        var rules = new Option<string[]>("--rules") { HelpName = "FILE", Description = "Rules of your own besides: Stanch YAML or gitleaks TOML.", Recursive = true };
        command.Options.Add(format);
        command.Options.Add(rules);

        var id = new Argument<string>("ID") { Description = "As in github/personal-access-token." };
        var file = new Argument<string>("FILE") { Description = "The file to try all detectors on." };
        Add("list", "Every detector, one a line.", null, (set, _) => List(set, terminal));
        Add("show", "All about one detector.", id, (set, parsed) => Show(set, parsed.GetRequiredValue(id), terminal));
        Add("test", "What each detector finds in a file, known or not.", file, (set, parsed) => Test(set, parsed.GetRequiredValue(file), terminal));

        void Add(string name, string help, Argument? argument, Func<RuleSet, ParseResult, Func<bool, int>> run)
        {
            var sub = new Command(name, help);
            if (argument is not null) sub.Arguments.Add(argument);
            sub.SetAction(parsed =>
            {
                var errors = new List<string>();
                var chosen = parsed.GetValue(format);
                if (chosen is not ("text" or "json")) errors.Add($"--format {Printable.Of(chosen!)}: text or json");
                return RuleSet.Load(parsed.GetValue(rules) ?? [], [], [], errors) is { } set ? run(set.Warn(terminal), parsed)(chosen == "json") : ScanCommand.Refuse(errors, terminal);
            });
            command.Subcommands.Add(sub);
        }
    }

    private static Func<bool, int> List(RuleSet set, Terminal terminal) => json =>
    {
        if (json) terminal.Text.WriteLine(DetectorText.Json(set.Detectors, set.Catalog));
        else
        {
            var width = set.Detectors.Max(d => d.Id.Length);
            foreach (var detector in set.Detectors) terminal.Text.WriteLine($"{detector.Id.PadRight(width)}  {DetectorText.Word(detector.Severity),-8}  {detector.Title}");
        }
        return ExitCode.Clean;
    };

    private static Func<bool, int> Show(RuleSet set, string id, Terminal terminal) => json =>
    {
        if (set.Detectors.FirstOrDefault(d => d.Id == id) is not { } detector)
            return ScanCommand.Refuse([$"detectors show {id}: no detector of that name; 'stanch detectors list' names them all"], terminal);
        if (json) terminal.Text.WriteLine(DetectorText.Json(detector, set.Catalog));
        else DetectorText.Write(detector, set.Catalog, terminal.Text);
        return ExitCode.Clean;
    };

    private static Func<bool, int> Test(RuleSet set, string file, Terminal terminal) => json =>
    {
        if (!File.Exists(file)) return ScanCommand.Refuse([$"{file}: no such file"], terminal);
        var scan = new Scan(new ScanRequest { Targets = [file], ShowIgnored = true, Threshold = ConfidenceThreshold.None }, set.Catalog, set.Detectors);
        var outcome = scan.Run(CancellationToken.None);
        if (outcome.Result is not { } result) return ScanCommand.Refuse(outcome.Errors, terminal);
        if (json)
        {
            ReportFormats.TryGet("json", out var report);
            report!.Write(result, new ReportOptions(), terminal.Output);
            return ExitCode.Clean;
        }
        foreach (var f in result.Findings.OrderBy(f => f.LineStart).ThenBy(f => f.ColumnStart))
        {
            var parts = string.Concat(f.Parts.Select(p => $", {p.Name} {p.Value}"));
            terminal.Text.WriteLine(Printable.Of($"{file}:{f.LineStart}:{f.ColumnStart}: {f.Detector.Id}: {f.Redacted}{parts}"));
        }
        if (result.Findings.Count == 0) terminal.Text.WriteLine($"{Printable.Of(file)}: none of {set.Detectors.Count} detectors finds anything; 'stanch explain' says why");
        return ExitCode.Clean;
    };
}
