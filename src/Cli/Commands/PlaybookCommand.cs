using System.CommandLine;
using Stanch.Catalog;
using Stanch.Cli.Output;
using Stanch.Playbooks;
using Stanch.Playbooks.Formats;
using Stanch.Playbooks.Site;
using Stanch.Sources;
using Stanch.Text;

namespace Stanch.Cli.Commands;

internal static class PlaybookCommand
{
    public static void Complete(Command command, Terminal terminal)
    {
        var options = new PlaybookOptions();
        options.AddTo(command);
        command.SetAction(parsed => Run(parsed, options, terminal));
    }

    private static int Run(ParseResult parsed, PlaybookOptions options, Terminal terminal)
    {
        var errors = options.Mistakes(parsed);
        var exposure = errors.Count == 0 && parsed.GetValue(options.Scan) is { } scan ? Read(scan, parsed.GetValue(options.Finding)!, errors) : null;
        if (errors.Count > 0) return ScanCommand.Refuse(errors, terminal);
        if (parsed.GetValue(options.Site) is { } site) return WriteSite(site, terminal);

        var catalog = RuleSet.BuiltIn();
        if (Find(parsed.GetValue(options.Name), exposure, catalog, errors) is not { } meant) return ScanCommand.Refuse(errors, terminal);
        var library = new Library(catalog);
        var request = options.Request(parsed, exposure);
        var playbook = meant.Detector is { } detector ? library.Of(detector, request) : library.Of(meant.Provider!, request);
        var toTerminal = Terminal.OutputIsTerminal;
        PlaybookFormats.Write(playbook, parsed.GetValue(options.Format)!, terminal.Output, Terminal.Colours(parsed.GetValue(options.Color)!, toTerminal), Terminal.Width(toTerminal));
        return ExitCode.Clean;
    }

    private static int WriteSite(string site, Terminal terminal)
    {
        OpenSsl.Require();
        var folder = new SiteFolder(site);
        if (folder.Objection() is { } objection) return ScanCommand.Refuse([$"--site {site}: {objection}"], terminal);
        using var interrupt = new Interrupt();
        var catalog = RuleSet.BuiltIn();
        if (folder.Write(new PlaybookSite(catalog).Files(), new SiteManifest(catalog.Hash), interrupt.Stop) is not { } written) return interrupt.Code;
        terminal.Text.WriteLine($"{Printable.Of(site)}: {written.Files} files, {written.Bytes / 1e6:0.0} MB; begin with index.html");
        return ExitCode.Clean;
    }

    private static Lookup? Find(string? name, Exposure? exposure, ProviderCatalog catalog, List<string> errors)
    {
        if (exposure is not null)
        {
            var found = catalog.Detectors.FirstOrDefault(d => d.Id == exposure.Detector);
            if (found is null) errors.Add($"--finding: its type '{Printable.Of(exposure.Detector, 100)}' is not one of the catalog's; a rule of your own has no playbook");
            else if (name is not null && Lookup.Of(name, catalog) is var said && said.Detector != found && said.Provider?.Id != found.Provider)
                errors.Add($"playbook {Printable.Of(name, 100)}: the finding is of the type {found.Id}; leave the name out");
            return errors.Count > 0 ? null : new Lookup(found, null, []);
        }
        var lookup = Lookup.Of(name!, catalog);
        if (lookup.Detector is not null || lookup.Provider is not null) return lookup;
        var near = lookup.Near.Count == 0 ? "'stanch detectors list' names them all" : lookup.Ambiguous ? $"which of these: {string.Join(", ", lookup.Near)}" : $"is one of these meant: {string.Join(", ", lookup.Near)}";
        errors.Add($"playbook {Printable.Of(name!, 100)}: {(lookup.Ambiguous ? "there are several" : "no type or provider of that name")}; {near}");
        return null;
    }

    private static Exposure? Read(string path, string fingerprint, List<string> errors)
    {
        var shown = Printable.Of(path, 200);
        try
        {
            List<string> mistakes = [];
            var exposure = ReportReader.Read(File.ReadAllBytes(path), fingerprint, mistakes);
            errors.AddRange(mistakes.Select(m => $"--scan {shown} {m}"));
            return exposure;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.Add($"--scan {shown}: {e.Message}");
            return null;
        }
    }
}
