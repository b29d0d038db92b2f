using System.CommandLine;
using Stanch.Cli.Output;
using Stanch.Fixing;
using Stanch.Hooks;
using Stanch.Scanning;
using Stanch.Sources.Git;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary><c>stanch fix FILE:LINE --env NAME</c>.</summary>
internal static class FixCommand
{
    private sealed record Asked(FileAndLine At, string Name, string? Store, string? Fingerprint, bool DryRun, bool Yes, IReadOnlyList<string> Rules);

    public static void Complete(Command command, Terminal terminal)
    {
        var place = new Argument<string>("FILE:LINE") { Description = "Where the secret stands." };
        var env = new Option<string>("--env") { HelpName = "NAME", Description = "The variable that it becomes, in .env at the top of the repository.", Required = true };
        var store = new Option<string?>("--store") { HelpName = "STORE", Description = "Read it from a store with the playbook's code: vault, aws, conjur." };
        store.AcceptOnlyFromAmong("vault", "aws", "conjur");
        var finding = new Option<string?>("--finding") { HelpName = "FINGERPRINT", Description = "Which one, where several stand on the line." };
        var dry = new Option<bool>("--dry-run") { Description = "Only show what would change." };
        var yes = new Option<bool>("--yes") { Description = "Don't ask." };
        var rules = new Option<string[]>("--rules") { HelpName = "FILE", Description = "Rules of your own besides: Stanch YAML or gitleaks TOML." };
        command.Arguments.Add(place);
        foreach (var option in (Option[])[env, store, finding, dry, yes, rules]) command.Options.Add(option);
        command.SetAction(parsed => Run(new Asked(FileAndLine.Parse(parsed.GetRequiredValue(place)), parsed.GetRequiredValue(env), parsed.GetValue(store), parsed.GetValue(finding), parsed.GetValue(dry),
            parsed.GetValue(yes), parsed.GetValue(rules) ?? []), terminal));
    }

    private static int Run(Asked asked, Terminal terminal)
    {
        var errors = new List<string>();
        if (asked.At.Line is null) errors.Add($"fix {Printable.Of(asked.At.File)}: name the line too, as FILE:LINE");
        if (!Fix.IsName(asked.Name)) errors.Add($"--env {Printable.Of(asked.Name)}: letters, digits and '_', and no digit first");
        if (errors.Count > 0 || Find(asked, errors) is not { } finding) return ScanCommand.Refuse(errors, terminal);

        var folder = Path.GetDirectoryName(Path.GetFullPath(asked.At.File))!;
        var root = RepositoryShape.FindAbove(folder) ?? folder;
        var git = new GitSettings(root);
        if (git.Run("ls-files", "--error-unmatch", "--", Fix.EnvironmentFileName).Code == 0)
            return ScanCommand.Refuse([$"{Fix.EnvironmentFileName} is tracked by git: 'git rm --cached {Fix.EnvironmentFileName}' first"], terminal);
        // Outside of a repository there is nothing that could take it along.
        var ignored = RepositoryShape.FindAbove(folder) is null || git.Run("check-ignore", "-q", "--", Fix.EnvironmentFileName).Code == 0;
        var fix = Fix.Of(finding, new FixRequest(asked.At.File, root, asked.Name, asked.Store, ignored));
        if (fix.Edits is null) return ScanCommand.Refuse([$"{Printable.Of(asked.At.File)}:{asked.At.Line} was not changed: {fix.Problem}"], terminal);
        foreach (var line in fix.Diff(finding.Secret)) terminal.Text.WriteLine(line);
        if (asked.DryRun) return ExitCode.Clean;
        if (!asked.Yes)
        {
            if (!Terminal.InputIsTerminal) return ScanCommand.Refuse(["nothing was changed: --yes does it, --dry-run only shows it"], terminal);
            terminal.Flush();
            if (!Terminal.Confirm("Change these files? [y/N] ")) return ScanCommand.Refuse(["nothing was changed"], terminal);
        }
        if (FileSet.Write(fix.Edits) is { } problem) return ScanCommand.Refuse([problem], terminal);
        foreach (var note in fix.Notes.SelectMany(n => n.Split('\n'))) terminal.Text.WriteLine($"next  {Printable.Of(note)}");
        return ExitCode.Clean;
    }

    private static Finding? Find(Asked asked, List<string> errors)
    {
        if (RuleSet.Load(asked.Rules, [], [], errors) is not { } set) return null;
        var scan = new Scan(new ScanRequest { Targets = [asked.At.File], History = false, ShowIgnored = true, Threshold = ConfidenceThreshold.None, Workers = 1 }, set.Catalog, set.Detectors);
        var outcome = scan.Run(CancellationToken.None);
        errors.AddRange(outcome.Errors);
        if (outcome.Result is not { } result) return null;
        List<Finding> here = [.. result.Findings.Where(f => f.LineStart <= asked.At.Line && asked.At.Line <= f.LineEnd)];
        List<Finding> found = asked.Fingerprint is { } print ? [.. here.Where(f => f.Fingerprint.StartsWith(print, StringComparison.Ordinal))] : here;
        if (found.Count == 1) return found[0];
        if (found.Count == 0) errors.Add($"{Printable.Of(asked.At.File)}:{asked.At.Line}: no secret is found there; 'stanch explain' says why");
        else
        {
            errors.Add($"{Printable.Of(asked.At.File)}:{asked.At.Line}: several secrets stand there; name one with --finding");
            errors.AddRange(found.Select(f => $"  {f.Fingerprint}  {f.Detector.Id} {f.Redacted}, column {f.ColumnStart}"));
        }
        return null;
    }
}
