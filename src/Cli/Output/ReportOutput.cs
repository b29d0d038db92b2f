using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Cli.Output;

/// <summary>One <c>--report NAME[=FILE]</c>.</summary>
/// <param name="File">Null: standard output.</param>
internal sealed record ReportOutput(IReport Report, string? File)
{
    /// <returns>Null after an error.</returns>
    public static IReadOnlyList<ReportOutput>? Parse(IReadOnlyList<string> options, List<string> errors)
    {
        var outputs = new List<ReportOutput>();
        foreach (var option in options)
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? option : option[..equals];
            var file = equals < 0 ? "-" : option[(equals + 1)..];
            if (!ReportFormats.TryGet(name, out var report))
                errors.Add($"--report {Printable.Of(name)}: no such format; there are {string.Join(", ", ReportFormats.All.Select(r => r.Name))}");
            else if (file.Length == 0) errors.Add($"--report {name}=: the file's name is missing");
            else if (file != "-" && Directory.Exists(file)) errors.Add($"--report {name}={Printable.Of(file)}: is a folder");
            else if (file != "-" && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))) errors.Add($"--report {name}={Printable.Of(file)}: its folder does not exist");
            else outputs.Add(new ReportOutput(report, file == "-" ? null : file));
        }
        if (outputs.Count(o => o.File is null) > 1) errors.Add("--report: only one report can go to standard output");
        foreach (var twice in outputs.Where(o => o.File is not null).GroupBy(o => Path.GetFullPath(o.File!), StringComparer.Ordinal).Where(g => g.Count() > 1))
            errors.Add($"--report: two reports go to {Printable.Of(twice.Key)}");
        return errors.Count > 0 ? null : outputs;
    }

    /// <exception cref="OutputFailed">The report did not get where it was to go.</exception>
    public void Write(ScanResult result, ReportOptions options, Stream standardOutput) =>
        OutputFile.Write(File, standardOutput, stream => Report.Write(result, options, stream));
}
