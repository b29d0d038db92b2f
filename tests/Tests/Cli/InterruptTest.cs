using System.Diagnostics;
using System.Text.Json;
using Stanch.Tests.Sources.Git;

namespace Stanch.Tests.Cli;

public sealed class InterruptTest
{
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_the_run_with_a_partial_report_and_its_own_code(string signal, int code)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateTempSubdirectory("stanch-cli-").FullName;
        try
        {
            // A stream that never ends keeps the run going until it is told to stop.
            using var process = Program.Start(folder, "scan", "--report", "json", "-");
            process.StandardInput.Write(Planted.Line(1) + new string('x', 100_000) + "\n");
            process.StandardInput.Flush();
            // The signal must not come before the program has said that it wants it.
            Wait(() => Handles(process.Id, signal == "INT" ? 2 : 15));
            using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var output = await process.StandardOutput.ReadToEndAsync(soon.Token);
            await process.WaitForExitAsync(soon.Token);
            Assert.Equal(code, process.ExitCode);
            using var report = JsonDocument.Parse(output);
            Assert.True(report.RootElement.GetProperty("receipt").GetProperty("partial").GetBoolean());
            Assert.Contains("interrupted", report.RootElement.GetProperty("receipt").GetProperty("skipped").ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Whether a process has a handler of its own for a signal; elsewhere than on Linux a pause must do.</summary>
    private static bool Handles(int process, int signal)
    {
        var status = $"/proc/{process}/status";
        if (!File.Exists(status)) { Thread.Sleep(3000); return true; }
        var caught = File.ReadLines(status).First(l => l.StartsWith("SigCgt:", StringComparison.Ordinal))[7..].Trim();
        return (Convert.ToUInt64(caught, 16) >> (signal - 1) & 1) != 0;
    }

    private static void Wait(Func<bool> until)
    {
        for (var i = 0; i < 600 && !until(); i++) Thread.Sleep(50);
        Thread.Sleep(500);
    }
}
