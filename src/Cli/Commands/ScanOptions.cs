using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Stanch.Archives;
using Stanch.Catalog;
using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary>What <c>stanch scan</c> takes.</summary>
internal sealed class ScanOptions
{
    public Argument<string[]> Paths { get; } = new("PATH") { Arity = ArgumentArity.ZeroOrMore, Description = "Folders, files, images (docker:NAME, oci:FOLDER, docker-archive:FILE, registry:HOST/NAME), or - for standard input. Default: this folder." };

    public Option<bool> NoHistory { get; } = new("--no-history") { Description = "Only what lies there now, not the commits before." };
    public Option<bool> Staged { get; } = new("--staged") { Description = "Only what is staged for the next commit." };
    public Option<string?> Range { get; } = new("--range") { HelpName = "BASE..HEAD", Description = "Only what these commits bring. Also one revision, and A...B." };
    public Option<string?> Since { get; } = new("--since") { HelpName = "DATE", Description = "Only what commits since then bring: 2026-01-31, 30d, 12h." };
    public Option<bool> NoIgnore { get; } = new("--no-ignore") { Description = "Also files that .gitignore leaves out." };
    public Option<bool> AllObjects { get; } = new("--all-objects") { Description = "Report also what no branch or tag leads to any more." };
    public Option<bool> NoArchives { get; } = new("--no-archives") { Description = "Open no archives and documents; they are skipped as binary." };
    public Option<int> ArchiveDepth { get; } = new("--archive-depth") { HelpName = "N", Description = $"Open containers inside of containers down to here. Default: {new ArchiveLimits().Depth}.", DefaultValueFactory = _ => new ArchiveLimits().Depth };
    public Option<bool> FollowAlternates { get; } = new("--follow-alternates") { Description = "Read object folders outside of a repository that it borrows from." };

    public Option<string[]> Detectors { get; } = new("--detector") { HelpName = "ID", Description = "Only these detectors: github/*, aws/secret-access-key." };
    public Option<string[]> WithoutDetectors { get; } = new("--exclude-detector") { HelpName = "ID", Description = "Not these detectors." };
    public Option<string[]> Rules { get; } = new("--rules") { HelpName = "FILE", Description = "Rules of your own besides: Stanch YAML or gitleaks TOML." };
    public Option<string> MinSeverity { get; } = new("--min-severity") { HelpName = "LEVEL", Description = "Only count what is less severe than: info, low, medium, high, critical.", DefaultValueFactory = _ => "info" };

    public Option<string?> MinConfidence { get; } = new("--min-confidence") { HelpName = "N", Description = "Only count what is less sure than: 0.6, 60%." };
    public Option<string?> Preset { get; } = new("--preset") { HelpName = "NAME", Description = $"How sure a finding must be: {ConfidenceThreshold.PresetNames}." };

    public Option<string[]> Reports { get; } = new("--report") { HelpName = "NAME[=FILE]", Description = $"Write a report: {string.Join(", ", ReportFormats.All.Select(r => r.Name))}. Without FILE or with - to standard output. Default: text." };
    public Option<bool> ShowSecrets { get; } = new("--show-secrets") { Description = "Values in clear in every report." };
    public Option<bool> ShowIgnored { get; } = new("--show-ignored") { Description = "Disregard .stanch.yaml, marks in files and the baseline." };
    public Option<string?> Config { get; } = new("--config") { HelpName = "FILE", Description = "This file in place of each repository's .stanch.yaml." };
    public Option<string?> Baseline { get; } = new("--baseline") { HelpName = "FILE", Description = "Don't report what this file knows." };
    public Option<string?> WriteBaseline { get; } = new("--write-baseline") { HelpName = "FILE", Description = "Write what was found to this file." };
    public Option<bool> AllowPartial { get; } = new("--allow-partial") { Description = "Exit with 0 instead of 3 when something could not be scanned." };

    public Option<int> Workers { get; } = new("--workers") { HelpName = "N", Description = "Threads. Default: one a processor.", DefaultValueFactory = _ => Environment.ProcessorCount };
    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "No progress, and no text where all is clean." };
    public Option<bool> NoProgress { get; } = new("--no-progress") { Description = "No progress line." };
    public Option<string> Color { get; } = new("--color") { HelpName = "WHEN", Description = "auto, always, never.", DefaultValueFactory = _ => "auto" };

    public ImageOptions Images { get; } = new();
    public CheckOptions Checking { get; } = new();
    public KeepingOptions Keeping { get; } = new();

    public void AddTo(Command command)
    {
        command.Arguments.Add(Paths);
        foreach (var option in (Option[])[NoHistory, Staged, Range, Since, NoIgnore, AllObjects, NoArchives, ArchiveDepth, FollowAlternates, Images.Platform, Detectors, WithoutDetectors, Rules, MinSeverity, MinConfidence, Preset, Reports,
            ShowSecrets, ShowIgnored, Config, Baseline, WriteBaseline, AllowPartial, Workers, Quiet, NoProgress, Color, Checking.Check, .. Checking.Network, .. Keeping.All]) command.Options.Add(option);
    }

    /// <summary>What the parser can't see: values that don't exist, options that contradict each other.</summary>
    public List<string> Mistakes(ParseResult parsed)
    {
        // The parser takes an option that it doesn't know for a path.
        List<string> mistakes = [.. (parsed.GetValue(Paths) ?? []).Where(p => p.StartsWith('-') && p != "-" && !parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash))
            .Select(p => $"{Printable.Of(p)}: no such option; a path that begins with '-' is written as ./{Printable.Of(p)}")];
        if (!Enum.TryParse<Severity>(parsed.GetValue(MinSeverity), ignoreCase: true, out _) || int.TryParse(parsed.GetValue(MinSeverity), out _))
            mistakes.Add($"--min-severity {Printable.Of(parsed.GetValue(MinSeverity)!)}: one of info, low, medium, high, critical");
        if (parsed.GetValue(MinConfidence) is { } number && ConfidenceThreshold.Parse(number) is null) mistakes.Add($"--min-confidence {Printable.Of(number)}: {ConfidenceThreshold.NumberForm}");
        if (parsed.GetValue(Preset) is { } preset && ConfidenceThreshold.Named(preset) is null) mistakes.Add($"--preset {Printable.Of(preset)}: one of {ConfidenceThreshold.PresetNames}");
        if (parsed.GetValue(MinConfidence) is not null && parsed.GetValue(Preset) is not null) mistakes.Add("--min-confidence and --preset exclude each other");
        if (parsed.GetValue(Color) is not ("auto" or "always" or "never")) mistakes.Add($"--color {Printable.Of(parsed.GetValue(Color)!)}: one of auto, always, never");
        if (parsed.GetValue(ArchiveDepth) is < 0 or > 64) mistakes.Add("--archive-depth: a number from 0 to 64");
        if (parsed.GetValue(Workers) is < 1 or > 256) mistakes.Add("--workers: a number from 1 to 256");
        if (parsed.GetValue(Checking.Check) is null)
            mistakes.AddRange(Checking.Network.Concat(Keeping.All).Except(ImageOptions.Networked(parsed.GetValue(Paths) ?? [], Checking)).Where(o => parsed.GetResult(o) is { Implicit: false }).Select(o => $"{o.Name}: nothing is asked without --check"));
        List<string> scopes = [];
        if (parsed.GetValue(Staged)) scopes.Add("--staged");
        if (parsed.GetValue(Range) is not null) scopes.Add("--range");
        if (parsed.GetValue(Since) is not null) scopes.Add("--since");
        if (parsed.GetValue(NoHistory)) scopes.Add("--no-history");
        if (scopes.Count > 1 && !(scopes is ["--range", "--since"])) mistakes.Add($"{string.Join(" and ", scopes)} exclude each other");
        return mistakes;
    }

    /// <summary>Null: none is to be opened.</summary>
    public ArchiveLimits? Archives(ParseResult parsed) =>
        parsed.GetValue(NoArchives) || parsed.GetValue(ArchiveDepth) == 0 ? null : new ArchiveLimits { Depth = parsed.GetValue(ArchiveDepth) };

    /// <summary>Null: neither option was given.</summary>
    public ConfidenceThreshold? Threshold(ParseResult parsed) =>
        parsed.GetValue(MinConfidence) is { } number ? ConfidenceThreshold.Parse(number)
        : parsed.GetValue(Preset) is { } preset ? ConfidenceThreshold.Named(preset) : null;

    /// <summary><c>2026-01-31</c>, a time of ISO 8601, or so long ago: <c>12h</c>, <c>30d</c>, <c>2w</c>.</summary>
    public static bool TryParseSince(string text, DateTimeOffset now, out DateTimeOffset since)
    {
        since = default;
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 100_000)
        {
            var hours = text[^1] switch { 'h' => 1, 'd' => 24, 'w' => 7 * 24, _ => 0 };
            if (hours > 0)
            {
                since = now.AddHours(-(double)hours * count);
                return true;
            }
        }
        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out since);
    }
}
