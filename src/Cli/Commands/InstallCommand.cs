using System.CommandLine;
using Stanch.Cli.Output;
using Stanch.Hooks;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <summary><c>stanch install</c> and <c>stanch uninstall</c>.</summary>
internal sealed class InstallCommand
{
    private readonly List<(Option<bool> Option, HookKind Kind)> kinds =
    [
        (new("--pre-commit") { Description = "What is staged, before each commit." }, HookKind.PreCommit),
        (new("--commit-msg") { Description = "The message of each commit." }, HookKind.CommitMsg),
        (new("--pre-push") { Description = "What the remote lacks, before each push." }, HookKind.PrePush),
        (new("--pre-receive") { Description = "On a server: what is pushed, before it is kept." }, HookKind.PreReceive),
    ];

    private readonly Option<bool> global = new("--global") { Description = "For all repositories of this user." };
    private readonly Option<bool> system = new("--system") { Description = "For all repositories of this machine." };
    private readonly Option<bool> submodules = new("--submodules") { Description = "Also in the submodules that are checked out." };
    private readonly Option<string?> program = new("--program") { HelpName = "FILE", Description = "What the hooks start. Default: this program." };

    public static void Complete(Command command, Terminal terminal) => new InstallCommand().Add(command, terminal, install: true);
    public static void CompleteUninstall(Command command, Terminal terminal) => new InstallCommand().Add(command, terminal, install: false);

    private void Add(Command command, Terminal terminal, bool install)
    {
        foreach (var option in (Option[])[.. kinds.Select(k => k.Option), global, system, submodules]) command.Options.Add(option);
        if (install) command.Options.Add(program);
        command.SetAction(parsed => Run(parsed, install, terminal));
    }

    private int Run(ParseResult parsed, bool install, Terminal terminal)
    {
        if (parsed.GetValue(global) && parsed.GetValue(system)) return ScanCommand.Refuse(["--global and --system exclude each other"], terminal);
        List<HookKind> chosen = [.. kinds.Where(k => parsed.GetValue(k.Option)).Select(k => k.Kind)];
        var all = chosen.Count == 0;
        List<string> hooks = [.. (!all ? chosen : install ? HookNames.OfWorkstation : [.. Enum.GetValues<HookKind>()]).Select(HookNames.Of)];
        var scope = parsed.GetValue(global) ? "--global" : parsed.GetValue(system) ? "--system" : null;
        var started = install && parsed.GetValue(program) is { } named ? new HookProgram(Path.GetFullPath(named)) : Own();
        if (install && !started.Exists) return ScanCommand.Refuse([$"--program {Printable.Of(started.Path)}: no such file"], terminal);

        var changes = scope is not null ? Everywhere(scope, hooks, all, install ? started : null) : Here(parsed, hooks, install ? started : null, terminal);
        if (changes is null) return ExitCode.Usage;
        foreach (var change in changes)
        {
            if (change.Done) terminal.Text.WriteLine(Printable.Of(change.Text));
            else terminal.Complain(change.Text);
        }
        if (changes.Count == 0) terminal.Text.WriteLine("there is no hook of Stanch's here");
        if (install && changes.Any(c => c.Done)) terminal.Text.WriteLine("'stanch doctor' shows what is protected");
        return changes.Any(c => !c.Done) ? ExitCode.Found : ExitCode.Clean;
    }

    private static List<HookChange> Everywhere(string scope, List<string> hooks, bool all, HookProgram? install)
    {
        var user = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        var machine = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData) : "/etc";
        var places = GlobalHooks.Of(scope, user, machine, new GitSettings("."));
        return [.. install is not null ? places.Install(hooks, install) : places.Uninstall(hooks, all)];
    }

    private List<HookChange>? Here(ParseResult parsed, List<string> hooks, HookProgram? install, Terminal terminal)
    {
        if (HookFolder.Find(".", out var error) is not { } folder)
        {
            terminal.Complain(error);
            return null;
        }
        List<HookChange> changes = [];
        foreach (var one in parsed.GetValue(submodules) ? [folder, .. Submodules.Of(folder)] : new[] { folder })
        {
            var installation = new Installation(one);
            changes.AddRange(install is not null ? installation.Install(hooks, install) : installation.Uninstall(hooks));
        }
        return changes;
    }

    /// <summary>This program, as it was started.</summary>
    internal static HookProgram Own()
    {
        var path = Environment.ProcessPath ?? "";
        // Under .NET's own host, which then is the process.
        return Path.GetFileNameWithoutExtension(path) == "dotnet" ? new HookProgram(path, Path.GetFullPath(Environment.GetCommandLineArgs()[0])) : new HookProgram(path);
    }
}
