using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Stanch.Tests.Scanning.Reports;

/// <summary>
/// Validates JSON with a full JSON Schema implementation (ajv) and the official SARIF schema, both from npm at pinned versions: installed once into
/// the artifacts folder.
/// </summary>
internal static class SchemaCheck
{
    private static readonly Lock Gate = new();

    public static string ReportSchema { get; } = Path.Combine(Root(), "schema", "report.schema.json");

    /// <summary>Empty when all of it conforms.</summary>
    public static string Complaints(string schema, string extension, params IReadOnlyList<byte[]> instances)
    {
        var tool = Installed();
        var folder = Directory.CreateTempSubdirectory("stanch-schema-");
        try
        {
            var files = instances.Select((bytes, i) =>
            {
                var file = Path.Combine(folder.FullName, $"{i}{extension}");
                File.WriteAllBytes(file, bytes);
                return file;
            }).ToArray();
            var lines = Run("node", tool, [Path.Combine(tool, "check.mjs"), schema, .. files]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            // What checked nothing must not pass for "no complaint".
            Assert.Matches("^[1-9][0-9]* checked$", lines[^1].Trim());
            return string.Join('\n', lines[..^1]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Installed()
    {
        lock (Gate)
        {
            var source = Path.Combine(Root(), "tests", "Tests", "Scanning", "Reports", "SchemaCheck");
            var target = Path.Combine(Root(), "artifacts", "schema-check");
            Directory.CreateDirectory(target);
            var pins = File.ReadAllText(Path.Combine(source, "package-lock.json"));
            foreach (var file in Directory.EnumerateFiles(source)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
            var stamp = Path.Combine(target, "installed");
            if (File.Exists(stamp) && File.ReadAllText(stamp) == pins) return target;
            // npm is a script on Windows, which only the shell finds.
            _ = OperatingSystem.IsWindows()
                ? Run("cmd", target, ["/c", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                : Run("npm", target, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            File.WriteAllText(stamp, pins);
            return target;
        }
    }

    private static string Run(string program, string folder, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} failed: {errors.Result}{text}");
        return text;
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", ".."));
}
