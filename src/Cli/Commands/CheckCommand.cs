using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stanch.Catalog;
using Stanch.Cli.Output;
using Stanch.Providers.Checks;
using Stanch.Scanning.Checking;
using Stanch.Scanning.Reports;
using Stanch.Sources;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary><c>stanch check ID</c>: one value that a person holds; <c>stanch check --scan</c>: those of a report.</summary>
internal static class CheckCommand
{
    private sealed record Options(CheckOptions Asking, KeepingOptions Keeping, Argument<string?> Id, Option<string[]> Parts, Option<string?> Scan, Option<string> Format, Option<string> Color);

    private sealed record Checked(string Name, CheckVerdict Verdict);

    public static void Complete(Command command, Terminal terminal)
    {
        var options = new Options(
            new CheckOptions(), new KeepingOptions(),
            new Argument<string?>("ID") { Arity = ArgumentArity.ZeroOrOne, Description = "As in github/personal-access-token. The value is read from standard input, or asked for." },
            new Option<string[]>("--part") { HelpName = "NAME=|NAME=env:VARIABLE", Description = "Another part of it: NAME= is the next line of standard input, or asked for. May be repeated." },
            new Option<string?>("--scan") { HelpName = "REPORT", Description = "What a report of a scan holds in clear: --report json=FILE --show-secrets." },
            new Option<string>("--format") { HelpName = "FORMAT", Description = "text, json.", DefaultValueFactory = _ => "text" },
            new Option<string>("--color") { HelpName = "WHEN", Description = "auto, always, never.", DefaultValueFactory = _ => "auto" });
        command.Arguments.Add(options.Id);
        foreach (var option in (Option[])[options.Parts, options.Scan, options.Asking.Check, .. options.Asking.Network, .. options.Keeping.All, options.Format, options.Color]) command.Options.Add(option);
        command.SetAction(parsed => Run(parsed, options, terminal));
    }

    private static int Run(ParseResult parsed, Options options, Terminal terminal)
    {
        List<string> errors = [];
        var catalog = RuleSet.BuiltIn();
        if (parsed.GetValue(options.Format) is not ("text" or "json")) errors.Add($"--format {Printable.Of(parsed.GetValue(options.Format)!, 60)}: text, json");
        if (parsed.GetValue(options.Color) is not ("auto" or "always" or "never")) errors.Add($"--color {Printable.Of(parsed.GetValue(options.Color)!, 60)}: auto, always, never");
        var (id, scan) = (parsed.GetValue(options.Id), parsed.GetValue(options.Scan));
        if (id is null == scan is null) errors.Add("check: either an id, or --scan with a report");
        options.Keeping.Check(parsed, errors);
        if (scan is null && options.Keeping.All.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } alone) errors.Add($"{alone.Name}: goes with --scan");
        if (options.Asking.Policy(parsed, catalog, errors) is not { } policy || errors.Count > 0) return ScanCommand.Refuse(errors, terminal);
        OpenSsl.Require();
        using var checker = new Checker(catalog, policy);
        var asked = scan is not null ? CheckableReport.Read(scan, catalog, errors) : One(id!, parsed.GetValue(options.Parts) ?? [], catalog, checker, errors);
        if (asked is null || errors.Count > 0) return ScanCommand.Refuse(errors, terminal);

        using var interrupt = new Interrupt();
        using var journal = scan is null ? null : options.Keeping.Open(parsed, ["check", Path.GetFullPath(scan)]);
        var results = Task.WhenAll(asked.Select(a => Check(a, checker, journal, interrupt.Stop))).GetAwaiter().GetResult();
        if (parsed.GetValue(options.Format) == "json") terminal.Text.WriteLine(Json(results));
        else Write(results, checker, new TextPage(terminal.Text, Terminal.Colours(parsed.GetValue(options.Color)!, Terminal.OutputIsTerminal), Terminal.Width(Terminal.OutputIsTerminal)));
        terminal.Text.Flush();
        if (journal is not null && interrupt.Code == 0) journal.Finish();
        if (journal is not null) KeepingOptions.Tell(journal, terminal);
        if (interrupt.Code != 0) return interrupt.Code;
        return results.Any(r => r.Verdict.Life is Life.Live or Life.Restricted) ? ExitCode.Found : results.Any(r => r.Verdict.Life == Life.Unknown) ? ExitCode.Partial : ExitCode.Clean;
    }

    private static async Task<Checked> Check(NamedCredential asked, Checker checker, VerdictJournal? journal, CancellationToken stop)
    {
        var key = journal?.Key(asked.Credential.Detector.Id, asked.Fingerprint, asked.Parts ?? new Dictionary<string, string>(), checker.AddressFor(asked.Credential.Detector)) ?? "";
        if (journal?.Find(key) is { } known) return new Checked(asked.Name, known);
        var verdict = await checker.Check(asked.Credential, stop);
        journal?.Add(key, verdict);
        return new Checked(asked.Name, verdict);
    }

    private static List<NamedCredential>? One(string id, string[] parts, ProviderCatalog catalog, Checker checker, List<string> errors)
    {
        var detector = catalog.Detectors.FirstOrDefault(d => d.Id == id);
        if (detector is null) errors.Add($"check {Printable.Of(id, 100)}: no such type; 'stanch detectors list' names them all");
        else if (checker.Needs(detector) is null) errors.Add($"check {id}: the catalog has no check for it");
        if (errors.Count > 0 || SecretInput.Read(detector!, checker.Needs(detector!)!, parts, errors) is not { } read) return null;
        return [new NamedCredential(id, read)];
    }

    private static void Write(IReadOnlyList<Checked> results, Checker checker, TextPage page)
    {
        foreach (var (name, verdict) in results)
        {
            page.Line(new Run(Printable.Of(name, 160), Ink.Strong));
            foreach (var (i, line) in VerdictText.Lines(verdict).Index())
            {
                var ink = i > 0 ? Ink.Faint : verdict.Life switch { Life.Live or Life.Restricted => Ink.Alarm, Life.Dead => Ink.Good, _ => Ink.Warning };
                page.Flow(new Run("  "), new Run("    "), new Run(Printable.Of(line, 1000), ink));
            }
        }
        page.Flow(new Run(""), new Run("  "), new Run(checker.Requests == 0 ? "nothing was sent" : $"{checker.Requests} {(checker.Requests == 1 ? "request" : "requests")} to {string.Join(", ", checker.Hosts)}", Ink.Faint));
    }

    private static string Json(IReadOnlyList<Checked> results)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var (name, verdict) in results)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WritePropertyName("verdict");
                VerdictText.Write(json, verdict);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
