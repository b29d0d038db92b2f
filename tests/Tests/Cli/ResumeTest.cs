using System.Diagnostics;
using Stanch.Tests.Playbooks.Snippets;
using Stanch.Tests.Providers;

namespace Stanch.Tests.Cli;

/// <summary>Runs of the real program that are broken off, and what the next one asks.</summary>
public sealed class ResumeTest : IDisposable
{
    private const int Values = 30, Answered = 18;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-");
    private readonly DirectoryInfo state = Directory.CreateTempSubdirectory("stanch-state-");
    private readonly ManualResetEventSlim goOn = new();
    private readonly LoopbackProvider provider;
    private readonly string[] tokens = [.. Enumerable.Range(100, Values).Select(Planted.Token)];
    private int answered;

    public ResumeTest()
    {
        // Every third value works. After so many answers there are no more of them until the run has been broken off.
        provider = new LoopbackProvider(r =>
        {
            var which = Array.IndexOf(tokens, r.Header("PRIVATE-TOKEN"));
            if (which >= 0 && Interlocked.Increment(ref answered) > Answered) goOn.Wait(TimeSpan.FromMinutes(2));
            return which >= 0 && which % 3 == 0 ? new Said(200, """{"id":42,"scopes":["api"]}""") : new Said(401, """{"message":"401 Unauthorized"}""");
        });
        File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), string.Concat(tokens.Select(t => $"token = \"{t}\"\n")));
        File.WriteAllText(Path.Combine(folder.FullName, "b.txt"), string.Concat(tokens.Select(t => $"again = \"{t}\"\n")));
    }

    private string[] Asking => ["--rate", "1000", "--timeout", "60", "--endpoint", $"gitlab={provider.Address}"];

    private Process Start(params string[] arguments)
    {
        var process = Program.Start(folder.FullName, environment => environment["XDG_STATE_HOME"] = state.FullName, arguments);
        process.StandardInput.Close();
        return process;
    }

    private (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>By a program that takes no notice of the run's lock.</summary>
    private IEnumerable<string> Journal => state.EnumerateFiles("*", SearchOption.AllDirectories).SelectMany(f => Tools.Run("cat", [f.FullName], "/").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The first run, up to where it hangs; it is then broken off.</summary>
    private void BreakOff(string signal, params string[] arguments)
    {
        using var process = Start(arguments);
        var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.True(SpinWait.SpinUntil(() => { Thread.Sleep(20); return Journal.Count() == Answered + 1; }, TimeSpan.FromMinutes(1)), $"{Journal.Count()} lines");
        using (var kill = Process.Start("kill", [signal, $"{process.Id}"])) kill.WaitForExit();
        process.WaitForExit();
        drained.Wait();
        goOn.Set();
        Assert.Equal(Answered + 1, Journal.Count());
    }

    private int[] Asked => [.. tokens.Select(t => provider.Requests.Count(r => r.Header("PRIVATE-TOKEN") == t))];

    [Theory]
    [InlineData("-KILL")]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public void A_scan_that_was_broken_off_asks_of_no_value_twice_whose_answer_it_had(string signal)
    {
        if (OperatingSystem.IsWindows()) return;
        string[] scan = ["scan", "--no-history", "--check", .. Asking, "--report", "jsonl", "."];
        BreakOff(signal, scan);
        var before = Asked;
        var (code, output, error) = Run(scan);
        Assert.Equal((1, ""), (code, error));
        // Those that hung had no answer yet, so they alone are asked again.
        Assert.Equal(Values, Asked.Count(n => n >= 1));
        Assert.Equal(before.Sum() + Values - Answered, Asked.Sum());
        var findings = new Run(code, output, error);
        Assert.Equal(2 * Values / 3, findings.Findings.Count(f => f.GetProperty("verdict").GetProperty("state").GetString() == "live"));
        Assert.Equal(2 * Values * 2 / 3, findings.Findings.Count(f => f.GetProperty("verdict").GetProperty("state").GetString() == "dead"));
        Assert.Equal(Answered, findings.Receipt.GetProperty("checks").GetProperty("reused").GetInt32());
        // That run came to its end, so the next one asks all anew.
        Assert.Empty(Journal);
        var sum = Asked.Sum();
        Run(scan);
        Assert.Equal(sum + Values, Asked.Sum());
    }

    [Fact]
    public void Fresh_asks_all_anew()
    {
        if (OperatingSystem.IsWindows()) return;
        string[] scan = ["scan", "--no-history", "--check", .. Asking, "--report", "jsonl", "."];
        BreakOff("-KILL", scan);
        var before = Asked.Sum();
        Run([.. scan, "--fresh"]);
        Assert.Equal(before + Values, Asked.Sum());
        Assert.Equal(2, Run([.. scan, "--max-age", "soon"]).Code);
        Assert.Equal(2, Run("scan", "--fresh", ".").Code);
    }

    [Fact]
    public void The_values_of_a_report_are_not_asked_about_twice_either()
    {
        if (OperatingSystem.IsWindows()) return;
        Run("scan", "--no-history", "--show-secrets", "--report", "json=r.json", ".");
        string[] check = ["check", "--scan", "r.json", "--format", "json", .. Asking];
        BreakOff("-KILL", check);
        var before = Asked.Sum();
        var (code, output, _) = Run(check);
        Assert.Equal((1, before + Values - Answered), (code, Asked.Sum()));
        Assert.Equal(Values, output.Split("\"state\"").Length - 1);
        Assert.Empty(Journal);
    }

    [Fact]
    public void Verdicts_survive_when_the_report_gets_nowhere()
    {
        if (!File.Exists("/dev/full")) return;
        goOn.Set();
        string[] scan = ["scan", "--no-history", "--check", .. Asking, "."];
        Assert.Equal(74, Run([.. scan, "--report", "json=/dev/full"]).Code);
        var sum = Asked.Sum();
        Assert.Equal(Values, sum);
        Assert.Equal(1, Run([.. scan, "--report", "jsonl"]).Code);
        Assert.Equal(sum, Asked.Sum());
    }

    /// <summary>A disk that is full for the journal and not for the report.</summary>
    [Fact]
    public void Where_verdicts_can_not_be_kept_the_run_says_so_and_goes_on()
    {
        if (OperatingSystem.IsWindows()) return;
        goOn.Set();
        File.WriteAllText(Path.Combine(state.FullName, "stanch"), "no folder");
        var (code, output, error) = Run(["scan", "--no-history", "--check", .. Asking, "--report", "jsonl", "."]);
        Assert.Equal(1, code);
        Assert.Contains("could not be written down", error, StringComparison.Ordinal);
        Assert.Equal(2 * Values, new Run(code, output, error).Findings.Count);
    }

    [Fact]
    public void No_value_is_in_what_is_kept()
    {
        if (OperatingSystem.IsWindows()) return;
        BreakOff("-KILL", ["scan", "--no-history", "--check", .. Asking, "."]);
        var all = string.Join('\n', Journal);
        foreach (var token in tokens)
        {
            Assert.DoesNotContain(token[6..16], all, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)))[..16], all, StringComparison.OrdinalIgnoreCase);
        }
    }

    public void Dispose()
    {
        goOn.Set();
        provider.Dispose();
        folder.Delete(recursive: true);
        state.Delete(recursive: true);
    }
}
