using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Stanch.Cli.Output;
using Stanch.Scanning;
using Stanch.Scanning.Ignoring;
using Stanch.Scanning.Reports;
using Stanch.Sources.Git;
using Stanch.Text;

namespace Stanch.Cli.Commands;

internal static class IgnoreCommand
{
    private sealed record Request(string What, string Reason, string? By, DateOnly? Until, bool Inline, IReadOnlyList<string> Rules);

    public static void Complete(Command command, Terminal terminal)
    {
        var what = new Argument<string>("FINGERPRINT|FILE:LINE") { Description = "The secret, as a report names it, or where it stands." };
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Description = "Why it is no danger; false-positive if it is no secret at all: stanch tune learns from these.", Required = true };
        var until = new Option<string?>("--until") { HelpName = "DATE", Description = "Report it again after this day." };
        var by = new Option<string?>("--by") { HelpName = "NAME", Description = "Who decided." };
        var inline = new Option<bool>("--inline") { Description = "Write a comment beside the secret instead of an entry in .stanch.yaml." };
        var rules = new Option<string[]>("--rules") { HelpName = "FILE", Description = "Rules of your own besides: Stanch YAML or gitleaks TOML." };
        command.Arguments.Add(what);
        foreach (var option in (Option[])[reason, until, by, inline, rules]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            DateOnly? last = null;
            if (parsed.GetValue(until) is { } text)
            {
                if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                    return ScanCommand.Refuse([$"--until {text}: a date as in 2027-01-31"], terminal);
                last = day;
            }
            var request = new Request(parsed.GetRequiredValue(what), parsed.GetRequiredValue(reason).Trim(), parsed.GetValue(by), last, parsed.GetValue(inline), parsed.GetValue(rules) ?? []);
            if (request.Reason.Length == 0 || request.Reason.AsSpan().ContainsAny('\r', '\n')) return ScanCommand.Refuse(["--reason: one line that says why"], terminal);
            if (request.Inline && last is not null) return ScanCommand.Refuse(["--until and --inline exclude each other: a comment has no end"], terminal);
            return Run(request, terminal);
        });
    }

    private static int Run(Request request, Terminal terminal)
    {
        var errors = new List<string>();
        var at = FileAndLine.Parse(request.What);
        var byFingerprint = Fingerprint.IsWellFormed(request.What, whole: false);
        if (!byFingerprint && at.Line is null) return ScanCommand.Refuse([$"ignore {request.What}: neither a fingerprint nor FILE:LINE"], terminal);
        if (byFingerprint && request.Inline) return ScanCommand.Refuse(["--inline: name the place as FILE:LINE"], terminal);
        if (Find(request, at, byFingerprint, errors) is not { } finding) return ScanCommand.Refuse(errors, terminal);

        if (request.Inline)
        {
            if (InlineMarkEdit.Write(at.File, finding, request.Reason) is { } problem) return ScanCommand.Refuse([problem], terminal);
            terminal.Text.WriteLine($"{Printable.Of(at.File)}:{at.Line}: {finding.Detector.Id} {finding.Redacted} is ignored by a comment from now on");
            return ExitCode.Clean;
        }
        var folder = RootAbove(byFingerprint ? "." : Path.GetDirectoryName(Path.GetFullPath(at.File))!);
        var path = folder == "." ? Configuration.FileName : Path.Combine(folder, Configuration.FileName);
        Stanch.Sources.OpenSsl.Require();
        var opened = IgnoreFile.Open(path, RandomNumberGenerator.GetBytes(16));
        if (opened.Value is not { } file) return ScanCommand.Refuse(opened.Errors.Select(e => e.ToString()), terminal);
        var entry = new IgnoreEntry(Fingerprint.Of(finding.Secret.Bytes, file.Salt), request.Reason) { Detector = finding.Detector.Id, By = request.By, Until = request.Until };
        if (file.Add(entry) is { } error) return ScanCommand.Refuse([error.ToString()], terminal);
        terminal.Text.WriteLine($"{Printable.Of(path)}: {finding.Detector.Id} {finding.Redacted} is ignored from now on{(request.Until is { } until ? $", until {until:yyyy-MM-dd}" : "")}");
        return ExitCode.Clean;
    }

    /// <summary>The entry needs the value: its fingerprint is salted by the file that the entry goes to.</summary>
    private static Finding? Find(Request request, FileAndLine at, bool byFingerprint, List<string> errors)
    {
        if (RuleSet.Load(request.Rules, [], [], errors) is not { } set) return null;
        var target = byFingerprint ? RootAbove(".") : at.File;
        var scan = new Scan(new ScanRequest { Targets = [target], ShowIgnored = true, Threshold = ConfidenceThreshold.None, Unreachable = true, Workers = Environment.ProcessorCount }, set.Catalog, set.Detectors);
        var outcome = scan.Run(CancellationToken.None);
        errors.AddRange(outcome.Errors);
        if (outcome.Result is not { } result) return null;
        List<Finding> found = [.. result.Findings.Where(f => byFingerprint ? f.Fingerprint.StartsWith(request.What, StringComparison.Ordinal) : f.LineStart <= at.Line && at.Line <= f.LineEnd)
            .DistinctBy(f => f.Fingerprint)];
        if (found.Count == 1) return found[0];
        if (found.Count > 1)
        {
            errors.Add($"{request.What}: several secrets stand there; name one by its fingerprint");
            errors.AddRange(found.Select(f => $"  {f.Fingerprint}  {f.Detector.Id} {f.Redacted}"));
        }
        else errors.Add(byFingerprint ? $"{request.What}: a scan of {target} finds no such secret" : $"{request.What}: no secret is found there; 'stanch explain {request.What}' says why");
        return null;
    }

    private static string RootAbove(string folder)
    {
        if (RepositoryShape.FindAbove(folder) is not { } root) return folder;
        return Path.GetFullPath(root) == Path.GetFullPath(".") ? "." : root;
    }
}
