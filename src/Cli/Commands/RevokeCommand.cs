using System.CommandLine;
using System.Text;
using System.Text.Json;
using Stanch.Catalog;
using Stanch.Cli.Output;
using Stanch.Playbooks;
using Stanch.Providers.Checks;
using Stanch.Providers.Revoking;
using Stanch.Remediation;
using Stanch.Sources;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary><c>stanch revoke ID</c>: ends one value that a person holds, and asks until it is dead.</summary>
internal static class RevokeCommand
{
    public static void Complete(Command command, Terminal terminal)
    {
        var options = new RevokeOptions();
        options.AddTo(command);
        command.SetAction(parsed => Run(parsed, options, terminal));
    }

    private static int Run(ParseResult parsed, RevokeOptions options, Terminal terminal)
    {
        var errors = options.Mistakes(parsed);
        var catalog = RuleSet.BuiltIn();
        var id = parsed.GetValue(options.Id)!;
        var detector = catalog.Detectors.FirstOrDefault(d => d.Id == id);
        if (detector is null) errors.Add($"revoke {Printable.Of(id, 100)}: no such type; 'stanch detectors list' names them all");
        if (options.Asking.Policy(parsed, catalog, errors) is not { } policy || detector is null || errors.Count > 0) return ScanCommand.Refuse(errors, terminal);

        var json = parsed.GetValue(options.Format) == "json";
        var page = json ? new TextPage(terminal.Error, Terminal.Colours(parsed.GetValue(options.Color)!, Terminal.ErrorIsTerminal), Terminal.Width(Terminal.ErrorIsTerminal))
            : new TextPage(terminal.Text, Terminal.Colours(parsed.GetValue(options.Color)!, Terminal.OutputIsTerminal), Terminal.Width(Terminal.OutputIsTerminal));
        var plan = RevokePlan.Of(catalog, detector);
        RevokeText.Plan(page, detector, plan, RevocationAdvice.Of(catalog, detector));
        terminal.Flush();
        if (parsed.GetValue(options.DryRun)) return ExitCode.Clean;
        if (plan.Steps.Count == 0 && !parsed.GetValue(options.Watch)) return ByHand(id, terminal);
        return Revoke(parsed, options, new Case(catalog, detector, plan, policy, page, json), terminal);
    }

    private sealed record Case(ProviderCatalog Catalog, Detector Detector, RevokePlan Plan, CheckPolicy Policy, TextPage Page, bool Json);

    /// <summary>Nothing is read or sent: a person has the next step.</summary>
    private static int ByHand(string id, Terminal terminal)
    {
        terminal.Complain($"nothing was revoked; when you did it, 'stanch revoke {id} --watch' asks until it is dead");
        return ExitCode.Partial;
    }

    private static int Revoke(ParseResult parsed, RevokeOptions options, Case asked, Terminal terminal)
    {
        List<string> errors = [];
        if (Consent(parsed, options, asked.Plan) is { } objection) errors.Add(objection);
        var folder = parsed.GetValue(options.State) ?? StateFolder.Default(Terminal.Environment);
        if (folder is null) errors.Add("--state FOLDER: the system names no place for the journal");
        if (errors.Count > 0) return ScanCommand.Refuse(errors, terminal);
        OpenSsl.Require();
        using var checker = new Checker(asked.Catalog, asked.Policy);
        var needs = RevokeOptions.Needs(asked.Plan, asked.Detector, asked.Policy, checker);
        if (SecretInput.Read(asked.Detector, needs, parsed.GetValue(options.Parts) ?? [], errors, "revoke") is not { } credential) return ScanCommand.Refuse(errors, terminal);
        using var revoker = new Revoker(asked.Catalog, asked.Policy, credential);
        var kept = asked.Plan.Needs(asked.Policy.Endpoints.ContainsKey(asked.Detector.Provider));
        foreach (var missing in asked.Plan.Steps.Where(s => !s.Optional).SelectMany(revoker.Missing).Where(kept.Contains).Distinct()) errors.Add($"revoke {asked.Detector.Id}: it needs {missing}; --part {missing}=env:VARIABLE, or --part {missing}= and a line of standard input");
        if (errors.Count > 0) return ScanCommand.Refuse(errors, terminal);
        if (!Agreed(parsed, options, asked.Plan)) return ScanCommand.Refuse(["revoke: nothing was sent"], terminal);
        return Run(parsed, options, asked, credential, checker, revoker, folder!, terminal);
    }

    private static int Run(ParseResult parsed, RevokeOptions options, Case asked, Credential credential, Checker checker, Revoker revoker, string folder, Terminal terminal)
    {
        var fingerprint = StateFolder.FingerprintOf(credential.Value("secret")!);
        var settings = options.Read(parsed);
        using var journal = new StateFolder(folder).Open(asked.Detector, fingerprint, settings.Clock.GetUtcNow(), out var mistake);
        if (journal is null) return ScanCommand.Refuse([$"revoke: {mistake}"], terminal);
        using var interrupt = new Interrupt();
        try
        {
            var revocation = new Revocation(checker, revoker, journal, settings, news =>
            {
                RevokeText.News(asked.Page, news);
                terminal.Flush();
            });
            var result = revocation.Run(credential, asked.Plan, fingerprint, interrupt.Stop).GetAwaiter().GetResult();
            var record = Path.ChangeExtension(journal.Path, ".json");
            var text = Json(journal, result);
            OutputFile.Write(record, terminal.Output, stream => stream.Write(text));
            if (asked.Json) terminal.Text.Write(Encoding.UTF8.GetString(text));
            else RevokeText.Result(asked.Page, result, record);
            return interrupt.Code != 0 ? interrupt.Code : CodeOf(result.Outcome);
        }
        catch (JournalFailed e)
        {
            terminal.Complain($"the journal could not be written, so no more was sent: {e.Message}");
            terminal.Complain("make room and run it again: what is not known is asked for, and nothing is done twice");
            return ExitCode.Output;
        }
    }

    /// <summary>What the command line has to allow, before a value is read; null: it does.</summary>
    private static string? Consent(ParseResult parsed, RevokeOptions options, RevokePlan plan)
    {
        if (plan.Steps.Count == 0 || parsed.GetValue(options.Irreversible)) return null;
        if (plan.Irreversible) return "revoke: it can't be taken back; --yes-irreversible does it";
        return parsed.GetValue(options.Yes) || Terminal.InputIsTerminal ? null : "revoke: nobody can be asked here; --yes does it";
    }

    private static bool Agreed(ParseResult parsed, RevokeOptions options, RevokePlan plan) =>
        plan.Steps.Count == 0 || parsed.GetValue(options.Yes) || parsed.GetValue(options.Irreversible) || Terminal.Agrees("Do it? [y/N] ");

    private static byte[] Json(Journal journal, RevocationResult result)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, ReadableJson.Indented)) RevocationRecord.Write(json, journal, result);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static int CodeOf(RevocationOutcome outcome) => outcome switch
    {
        RevocationOutcome.Dead or RevocationOutcome.AlreadyDead => ExitCode.Clean,
        RevocationOutcome.NotKnown or RevocationOutcome.Interrupted => ExitCode.Partial,
        _ => ExitCode.Found,
    };
}
