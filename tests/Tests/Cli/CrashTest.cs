using System.Diagnostics;
using System.Text.Json;

namespace Stanch.Tests.Cli;

/// <summary>Killed at any moment, the program leaves each file that people keep as it was or as it was to become, and runs again.</summary>
public sealed class CrashTest : IDisposable
{
    private const int Lines = 20_000;

    private readonly string folder = Directory.CreateTempSubdirectory("stanch-crash-").FullName;
    private readonly string source;

    public CrashTest()
    {
        source = Directory.CreateDirectory(At("src")).FullName;
        File.WriteAllText(Path.Combine(source, "a.py"), string.Concat(Enumerable.Range(0, Lines).Select(i => Planted.Line(i % 50))));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string file) => Path.Combine(folder, file);

    /// <summary>Kills the program as soon as something has happened; says whether it was still running.</summary>
    private bool KillWhen(Func<bool> happened, params string[] arguments)
    {
        using var process = Program.Start(folder, arguments);
        process.StandardInput.Close();
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        while (!process.HasExited && !happened()) Thread.SpinWait(2000);
        var running = !process.HasExited;
        process.Kill();
        process.WaitForExit();
        return running;
    }

    private bool Litter(string file) => Directory.EnumerateFiles(folder, file + ".*").Any();

    [Fact]
    public void Killed_while_it_reads_it_has_touched_no_file()
    {
        File.WriteAllText(At("report.json"), "old report");
        File.WriteAllText(At("known"), "old baseline");
        using var process = Program.Start(folder, "scan", "-", "--report", "json=report.json", "--write-baseline", "known");
        process.StandardInput.Write(Planted.Line(1));
        process.StandardInput.Flush();
        Thread.Sleep(1000);
        process.Kill();
        process.WaitForExit();
        Assert.Equal(("old report", "old baseline"), (File.ReadAllText(At("report.json")), File.ReadAllText(At("known"))));
        Assert.Equal(["known", "report.json"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("report.json")]
    [InlineData("known")]
    public void Killed_while_it_writes_a_file_it_leaves_the_old_one_or_the_new_one(string which)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            foreach (var file in new[] { "report.json", "known" }) File.WriteAllText(At(file), "old");
            KillWhen(() => Litter(which), "scan", "src", "--report", "json=report.json", "--write-baseline", "known");
            var (report, known) = (File.ReadAllText(At("report.json")), File.ReadAllText(At("known")));
            if (report != "old") Assert.Equal(Lines, Findings(report));
            if (known != "old") Assert.Equal(51, known.Count(c => c == '\n'));
        }
        var again = Program.Stanch(folder, "scan", "src", "--report", "json=report.json", "--write-baseline", "known");
        Assert.Equal(1, again.Code);
        Assert.Equal(Lines, Findings(File.ReadAllText(At("report.json"))));
        Assert.Equal(0, Program.Scan(folder, "src", "--baseline", "known").Code);
    }

    private static int Findings(string report)
    {
        using var json = JsonDocument.Parse(report);
        return json.RootElement.GetProperty("findings").GetArrayLength();
    }

    [Fact]
    public void Killed_while_it_ignores_it_leaves_a_file_that_the_next_run_reads()
    {
        const string Old = "version: 1\n# a comment of ours\n";
        File.WriteAllText(Path.Combine(source, "one.py"), Planted.Line(99));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            File.WriteAllText(Path.Combine(source, ".stanch.yaml"), Old);
            KillWhen(() => Directory.GetFiles(source).Length > 3, "ignore", "src/one.py:1", "--reason", "test key");
            Assert.StartsWith(Old, File.ReadAllText(Path.Combine(source, ".stanch.yaml")), StringComparison.Ordinal);
        }
        Assert.Equal(0, Program.Stanch(folder, "ignore", "src/one.py:1", "--reason", "test key").Code);
        Assert.Equal(0, Program.Scan(folder, "src/one.py").Code);
    }
}
