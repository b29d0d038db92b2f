using System.CommandLine;
using Stanch.Cli.Output;
using Stanch.Scanning.Explaining;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Cli.Commands;

internal static class ExplainCommand
{
    public static void Complete(Command command, Terminal terminal)
    {
        var place = new Argument<string>("FILE[:LINE]") { Description = "The file, or one line of it." };
        var rules = new Option<string[]>("--rules") { HelpName = "FILE", Description = "Rules of your own besides: Stanch YAML or gitleaks TOML." };
        var config = new Option<string?>("--config") { HelpName = "FILE", Description = "This file in place of the repository's .stanch.yaml." };
        command.Arguments.Add(place);
        command.Options.Add(rules);
        command.Options.Add(config);
        command.SetAction(parsed =>
        {
            var errors = new List<string>();
            var at = FileAndLine.Parse(parsed.GetRequiredValue(place));
            if (RuleSet.Load(parsed.GetValue(rules) ?? [], [], [], errors) is not { } set) return ScanCommand.Refuse(errors, terminal);
            set.Warn(terminal);
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            if (Explanation.Of(at.File, at.Line, set.Detectors, today, parsed.GetValue(config), errors) is not { } events) return ScanCommand.Refuse(errors, terminal);

            foreach (var e in events)
                terminal.Text.WriteLine($"{Printable.Of(at.File)}:{e.Line}:{e.Column}: {(e.Detector.Length > 0 ? e.Detector + ": " : "")}{Printable.Of(e.Text)}");
            if (events.Count == 0)
                terminal.Text.WriteLine($"{Printable.Of(at.File)}{(at.Line is { } line ? $":{line}" : "")}: none of {set.Detectors.Count} detectors has an anchor here, so no pattern was tried");
            return ExitCode.Clean;
        });
    }
}
