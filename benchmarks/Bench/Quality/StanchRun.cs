namespace Stanch.Bench.Quality;

/// <summary>The real program on the labelled code, and its report read like anybody's.</summary>
internal static class StanchRun
{
    /// <param name="scope">Options that say how much of the target is looked at.</param>
    /// <param name="prefix">Stands before every path of the findings.</param>
    public static (FindingsFile? File, FindingsError? Error) On(string stanch, string target, string prefix, params string[] scope)
    {
        var report = Path.Combine(Path.GetTempPath(), $"stanch-bench-{Guid.NewGuid():n}.jsonl");
        try
        {
            // Values are shown because a match of several lines is placed by its value; the file is removed below.
            var run = new Command(stanch, ["scan", .. scope, "--show-ignored", "--show-secrets", "--quiet", "--report", $"jsonl={report}", target], target).Run();
            // 1: something was found; 3: something could not be read, such as a file too large.
            if (run.ExitCode is not (0 or 1 or 3) || !File.Exists(report)) return (null, new FindingsError(stanch, 0, 0, $"scan ended with exit code {run.ExitCode}"));
            var read = FindingsReader.Read(report, File.ReadAllBytes(report));
            return read.File is { } file ? (file with { Findings = [.. file.Findings.Select(f => f with { File = prefix + f.File })] }, null) : read;
        }
        finally
        {
            File.Delete(report);
        }
    }
}
