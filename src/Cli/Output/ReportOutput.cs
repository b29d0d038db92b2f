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
    public void Write(ScanResult result, ReportOptions options, Stream standardOutput)
    {
        try
        {
            if (File is null) Report.Write(result, options, standardOutput);
            else if (OpenSpecial(Path.GetFullPath(File)) is { } special)
            {
                using (special) Report.Write(result, options, special);
            }
            else Replace(Path.GetFullPath(File), result, options);
        }
        // A file that grows beyond what the system allows (`ulimit -f`) is an argument out of range to .NET.
        catch (Exception e) when (e is IOException and not OutputFailed or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException { ParamName: "value" })
        {
            throw new OutputFailed($"{File ?? "standard output"}: {e.Message}");
        }
    }

    /// <summary>A pipe, <c>/dev/null</c>, <c>/dev/fd/3</c>: nothing can be renamed over it. Null: an ordinary file, or none yet.</summary>
    private static FileStream? OpenSpecial(string path)
    {
        if (OperatingSystem.IsWindows() || !System.IO.File.Exists(path) || new FileInfo(path).Length > 0) return null;
        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (!stream.CanSeek || path.StartsWith("/dev/", StringComparison.Ordinal)) return stream;
        stream.Dispose();
        return null;
    }

    /// <summary>The old report stays whole until the new one is: a full disk or a crash leaves one of the two.</summary>
    private void Replace(string path, ScanResult result, ReportOptions options)
    {
        if (System.IO.File.Exists(path) && System.IO.File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target) path = target.FullName;
        // A name that nobody can have put a link under, and CreateNew would not follow one.
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            // Whoever closed the old report to others wants the new one closed too, from its first byte on.
            UnixFileMode? mode = !OperatingSystem.IsWindows() && System.IO.File.Exists(path) ? System.IO.File.GetUnixFileMode(path) : null;
            if (!OperatingSystem.IsWindows() && mode is not null) create.UnixCreateMode = mode;
            using (var stream = new FileStream(beside, create))
            {
                Report.Write(result, options, stream);
                stream.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows() && mode is { } same) System.IO.File.SetUnixFileMode(beside, same);
            System.IO.File.Move(beside, path, overwrite: true);
        }
        catch
        {
            try { System.IO.File.Delete(beside); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
            throw;
        }
    }
}
