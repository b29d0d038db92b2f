using System.CommandLine;
using System.Runtime.InteropServices;
using Stanch.Cli.Output;
using Stanch.Scanning;

namespace Stanch.Cli.Commands;

internal static class VersionCommand
{
    public static void Complete(Command command, Terminal terminal) => command.SetAction(_ => Print(terminal));

    public static int Print(Terminal terminal)
    {
        var catalog = RuleSet.BuiltIn();
        terminal.Text.WriteLine($"stanch {Scan.Version} ({RuntimeInformation.RuntimeIdentifier})");
        terminal.Text.WriteLine($"catalog {catalog.Hash}: {catalog.Providers.Count} providers, {catalog.Detectors.Count} credential types");
        return ExitCode.Clean;
    }
}
