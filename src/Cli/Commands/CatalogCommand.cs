using System.CommandLine;
using System.Text;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Export;
using Stanch.Cli.Output;
using Stanch.Scanning;
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

        var format = new Option<string>("--format") { HelpName = "FORMAT", Description = "json: all that is known (schema/catalog.schema.json). gitleaks: rules for gitleaks, as TOML.", DefaultValueFactory = _ => "json" };
        var output = new Option<string>("--output") { HelpName = "FILE", Description = "Default: standard output." };
        var export = new Command("export", "Write the built-in catalog for other programs.");
        export.Options.Add(format);
        export.Options.Add(output);
        export.SetAction(parsed => Export(parsed.GetValue(format)!, parsed.GetValue(output), terminal));
        command.Subcommands.Add(export);
    }

    private static int Export(string format, string? file, Terminal terminal)
    {
        if (format is not ("json" or "gitleaks")) return ScanCommand.Refuse([$"--format {format}: json or gitleaks"], terminal);
        if (file is not null && (file.Length == 0 || Directory.Exists(file) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))))
            return ScanCommand.Refuse([$"--output {file}: no file in a folder that exists"], terminal);
        var catalog = RuleSet.BuiltIn();
        byte[] content;
        if (format == "json") content = CatalogExport.Json(catalog);
        else
        {
            var gitleaks = CatalogExport.Gitleaks(catalog, Scan.Version);
            content = Encoding.UTF8.GetBytes(gitleaks.Toml);
            foreach (var left in gitleaks.LeftOut) terminal.Complain($"no rule for {left}");
            terminal.Complain($"{catalog.Detectors.Count - gitleaks.LeftOut.Count} rules; {gitleaks.LeftOut.Count} credential types have none; "
                + $"{gitleaks.Looser.Count} rules may find more than Stanch does, and say why");
        }
        OutputFile.Write(file is "-" ? null : file, terminal.Output, stream => stream.Write(content));
        return ExitCode.Clean;
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
