using System.CommandLine;
using System.Globalization;
using Stanch.Cli.Output;
using Stanch.Scanning.Checking;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary>What a run that was broken off leaves to the next one: for <c>stanch check --scan</c> and <c>stanch scan --check</c>.</summary>
internal sealed class KeepingOptions
{
    public Option<bool> Fresh { get; } = new("--fresh") { Description = "Ask anew also what a run that was broken off has asked." };
    public Option<string> MaxAge { get; } = new("--max-age") { HelpName = "AGE", Description = "The oldest verdict of a run that was broken off that is still taken: 90m, 12h, 2d.", DefaultValueFactory = _ => "1h" };

    public IEnumerable<Option> All => [Fresh, MaxAge];

    public void Check(ParseResult parsed, List<string> errors)
    {
        if (Age(parsed) is null) errors.Add($"--max-age {Printable.Of(parsed.GetValue(MaxAge)!, 60)}: minutes, hours or days, as in 90m, 12h or 2d");
    }

    /// <param name="run">The command with all that says what it is to check.</param>
    public VerdictJournal Open(ParseResult parsed, IEnumerable<string> run) =>
        VerdictJournal.Open(Folder(), string.Join('\0', run), parsed.GetValue(Fresh) ? TimeSpan.Zero : Age(parsed)!.Value, TimeProvider.System);

    /// <summary>Said once the run is over: it was none the worse for it.</summary>
    public static void Tell(VerdictJournal journal, Terminal terminal)
    {
        if (journal.Trouble.Length > 0) terminal.Complain($"the verdicts of this run could not be written down, so another one asks all anew: {Printable.Of(journal.Trouble, 300)}");
    }

    private TimeSpan? Age(ParseResult parsed)
    {
        var text = parsed.GetValue(MaxAge)!;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 100_000) return null;
        return text[^1] switch { 'm' => TimeSpan.FromMinutes(count), 'h' => TimeSpan.FromHours(count), 'd' => TimeSpan.FromDays(count), _ => null };
    }

    private static string Folder()
    {
        if (OperatingSystem.IsWindows()) return Terminal.Environment("LOCALAPPDATA") is { Length: > 0 } local ? Path.Combine(local, "stanch") : "";
        if (Terminal.Environment("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state)) return Path.Combine(state, "stanch");
        return Terminal.Environment("HOME") is { Length: > 0 } home && Path.IsPathRooted(home) ? Path.Combine(home, ".local", "state", "stanch") : "";
    }
}
