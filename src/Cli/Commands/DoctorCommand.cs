using System.CommandLine;
using Stanch.Cli.Output;
using Stanch.Hooks;

namespace Stanch.Cli.Commands;

internal static class DoctorCommand
{
    public static void Complete(Command command, Terminal terminal)
    {
        var format = new Option<string>("--format") { HelpName = "FORMAT", Description = "text, json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            if (HookFolder.Find(".", out var error) is not { } folder) return ScanCommand.Refuse([error], terminal);
            List<Diagnosis> all = [.. Submodules.Of(folder).Prepend(folder).Select(f => Diagnosis.Of(f, f.Top == f.GitFolder, OnPath))];
            if (parsed.GetValue(format) == "json") DiagnosisText.WriteJson(all, terminal.Output);
            else
            {
                foreach (var (i, one) in all.Index())
                {
                    if (i > 0) terminal.Text.WriteLine();
                    foreach (var line in DiagnosisText.Lines(one)) terminal.Text.WriteLine(line);
                }
            }
            return all.TrueForAll(d => d.Protected) ? ExitCode.Clean : ExitCode.Found;
        });
    }

    private static string? OnPath(string program) => (Terminal.Environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(p => OperatingSystem.IsWindows() ? new[] { Path.Combine(p, program + ".exe"), Path.Combine(p, program + ".cmd") } : [Path.Combine(p, program)])
        .FirstOrDefault(HookFile.CanExecute);
}
