using System.CommandLine;
using Stanch.Catalog;
using Stanch.Providers.Checks;
using Stanch.Providers.Revoking;
using Stanch.Remediation;
using Stanch.Scanning;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary>The options of <c>stanch revoke</c>.</summary>
internal sealed class RevokeOptions
{
    public CheckOptions Asking { get; } = new();
    public Argument<string> Id { get; } = new("ID") { Description = "As in github/personal-access-token. The value is read from standard input, or asked for." };
    public Option<string[]> Parts { get; } = new("--part") { HelpName = "NAME=|NAME=env:VARIABLE", Description = "Another part of it, or what a step needs besides: NAME= is the next line of standard input, or asked for. May be repeated." };
    public Option<bool> Yes { get; } = new("--yes") { Description = "Don't ask before it is done." };
    public Option<bool> Irreversible { get; } = new("--yes-irreversible") { Description = "Do also what can't be taken back, and don't ask." };
    public Option<bool> Force { get; } = new("--force") { Description = "Revoke it although no check says that it works." };
    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Say what would be done, read no value, and send nothing." };
    public Option<bool> Watch { get; } = new("--watch") { Description = "Where a person has to do it: ask until it is dead." };
    public Option<double?> Wait { get; } = new("--wait") { HelpName = "SECONDS", Description = "How long its check is asked until it is dead. Default: 120, with --watch 3600." };
    public Option<string?> State { get; } = new("--state") { HelpName = "FOLDER", Description = "Where the journal and the record are kept. Default: stanch in $XDG_STATE_HOME or ~/.local/state." };
    public Option<string> Format { get; } = new("--format") { HelpName = "FORMAT", Description = "text, json.", DefaultValueFactory = _ => "text" };
    public Option<string> Color { get; } = new("--color") { HelpName = "WHEN", Description = "auto, always, never.", DefaultValueFactory = _ => "auto" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Id);
        foreach (var option in (Option[])[Parts, Yes, Irreversible, Force, DryRun, Watch, Wait, State, Asking.Check, .. Asking.Network, Format, Color]) command.Options.Add(option);
    }

    public List<string> Mistakes(ParseResult parsed)
    {
        List<string> errors = [];
        if (parsed.GetValue(Format) is not ("text" or "json")) errors.Add($"--format {Printable.Of(parsed.GetValue(Format)!, 60)}: text, json");
        if (parsed.GetValue(Color) is not ("auto" or "always" or "never")) errors.Add($"--color {Printable.Of(parsed.GetValue(Color)!, 60)}: auto, always, never");
        if (parsed.GetValue(Wait) is { } wait && !(wait is >= 0 and <= 86_400)) errors.Add("--wait: a number from 0 to 86400");
        return errors;
    }

    public RevocationOptions Read(ParseResult parsed) => new()
    {
        Irreversible = parsed.GetValue(Irreversible), Force = parsed.GetValue(Force), Version = Scan.Version,
        Wait = TimeSpan.FromSeconds(parsed.GetValue(Wait) ?? (parsed.GetValue(Watch) ? 3600 : 120)),
    };

    /// <summary>Names that have to come with the value; parts of the check that are not there only leave its verdict open.</summary>
    public static IReadOnlyList<string> Needs(RevokePlan plan, Detector detector, CheckPolicy policy, Checker checker) =>
        [.. plan.Needs(policy.Endpoints.ContainsKey(detector.Provider)).Union(checker.Needs(detector) ?? [])];
}
