using System.CommandLine;
using Stanch.Catalog.Compiler;
using Stanch.Cli.Output;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Cli.Commands;

internal static class CatalogCommand
{
    public static void Complete(Command command, Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.ZeroOrMore, Description = "Provider files, and family files of a folder 'families'. Default: providers/*.yaml and playbooks/families/*.yaml." };
        var check = new Command("check", "Compile provider files, prove their examples, and name every mistake.");
        check.Arguments.Add(files);
        check.SetAction(parsed => Check(parsed.GetValue(files) ?? [], terminal));
        command.Subcommands.Add(check);
    }

    private static int Check(string[] files, Terminal terminal)
    {
        if (files.Length == 0 && !Directory.Exists("providers")) return ScanCommand.Refuse(["catalog check: no folder 'providers' here; name the files"], terminal);
        var result = files.Length > 0 ? CatalogCompiler.CompileFiles(files) : CatalogCompiler.CompileFolders("providers", Path.Combine("playbooks", "families"));
        // Diagnostics stand alone on their lines, without our name, so that editors and build tools find them.
        foreach (var diagnostic in result.Diagnostics) terminal.Error.WriteLine(Printable.Of(diagnostic.ToString()));
        if (result.Catalog is not { } catalog) return ExitCode.Usage;
        terminal.Text.WriteLine($"{catalog.Providers.Count} providers, {catalog.Detectors.Count} credential types: no mistakes");
        return ExitCode.Clean;
    }
}
