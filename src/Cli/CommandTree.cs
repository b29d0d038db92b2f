using System.CommandLine;
using Stanch.Cli.Commands;
using Stanch.Cli.Output;

namespace Stanch.Cli;

/// <summary>
/// The commands. Only the one that is called gets its options: the others are names in the help, because a hook that runs at every commit pays
/// for everything that is built here.
/// </summary>
internal static class CommandTree
{
    private sealed record Entry(string Name, string Help, Action<Command, Terminal> Complete);

    private static readonly Entry[] Entries =
    [
        new("scan", "Find secrets in folders, files, git histories or standard input.", ScanCommand.Complete),
        new("fix", "Move a secret out of a file: to .env, or to a store.", FixCommand.Complete),
        new("install", "Put hooks in place: look for secrets before each commit and push.", InstallCommand.Complete),
        new("uninstall", "Take the hooks away, and put back what stood there.", InstallCommand.CompleteUninstall),
        new("doctor", "Say what is protected here, what keeps a hook from running, and what a hook would start.", DoctorCommand.Complete),
        new("hook", "Look for secrets in what git is about to commit, push or receive; git calls it.", HookCommand.Complete),
        new("check", "Ask a provider whether a secret works.", CheckCommand.Complete),
        new("reach", "Say what a secret that works opens: owner, rights, what it can touch.", ReachCommand.Complete),
        new("revoke", "End a secret at its provider, and ask until it is dead.", RevokeCommand.Complete),
        new("explain", "Say for a file, or a line of it, why something was or was not reported.", ExplainCommand.Complete),
        new("detectors", "List and show what is looked for, and try it on a file.", DetectorsCommand.Complete),
        new("ignore", "Stop reporting a secret, with the reason.", IgnoreCommand.Complete),
        new("tune", "Propose rules for .stanch.yaml from what was marked as a false positive.", TuneCommand.Complete),
        new("playbook", "Say what to do when a secret of some type, or one that a scan found, has leaked.", PlaybookCommand.Complete),
        new("catalog", "Check provider files; export the catalog for other programs.", CatalogCommand.Complete),
        new("version", "Say the version, and what the catalog holds.", VersionCommand.Complete),
    ];

    public static RootCommand Build(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Finds secrets in folders and git histories, and says what it looked at.");
        root.Directives.Clear();
        foreach (var option in root.Options.OfType<VersionOption>().ToList()) root.Options.Remove(option);
        var called = args.FirstOrDefault(a => !a.StartsWith('-'));
        foreach (var entry in Entries)
        {
            var command = new Command(entry.Name, entry.Help);
            if (entry.Name == called) entry.Complete(command, terminal);
            root.Subcommands.Add(command);
        }
        var version = new Option<bool>("--version") { Description = "Say the version." };
        root.Options.Add(version);
        root.SetAction(parsed =>
        {
            if (parsed.GetValue(version)) return VersionCommand.Print(terminal);
            terminal.Complain("a command is missing; see 'stanch --help'");
            return ExitCode.Usage;
        });
        return root;
    }
}
