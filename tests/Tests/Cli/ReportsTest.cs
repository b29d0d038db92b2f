using System.Text;
using System.Text.Json;

namespace Stanch.Tests.Cli;

public sealed class ReportsTest : IDisposable
{
    private static readonly string[] Formats = ["text", "json", "jsonl", "sarif", "csv", "junit", "markdown", "html"];

    private readonly string folder = Directory.CreateTempSubdirectory("stanch-cli-").FullName;

    public ReportsTest()
    {
        Directory.CreateDirectory(At("src"));
        File.WriteAllText(At("src/a.py"), $"first\n{Planted.Line(1)}again = '{Planted.Token(1)}' # {Planted.Token(2)}\n");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string file) => Path.Combine(folder, file);

    [Fact]
    public void One_run_writes_all_formats_and_none_of_them_gives_a_value_away()
    {
        var run = Program.Stanch(folder, ["scan", "src", .. Formats.SelectMany(f => new[] { "--report", f == "text" ? f : $"{f}=out.{f}" })]);
        Assert.Equal((1, ""), (run.Code, run.Error));
        foreach (var format in Formats)
        {
            var report = format == "text" ? run.Output : File.ReadAllText(At($"out.{format}"));
            Assert.Contains("gitlab/access-token", report, StringComparison.Ordinal);
            foreach (var number in new[] { 1, 2 })
            {
                foreach (var form in Forms(Planted.Token(number))) Assert.DoesNotContain(form, report, StringComparison.OrdinalIgnoreCase);
            }
        }
        Assert.Empty(Directory.GetFiles(folder, "*.tmp"));
    }

    [Fact]
    public void The_playbook_that_a_report_names_can_be_asked_for()
    {
        string[] Named(string output) => output.Split('\n').Single(l => l.Contains("stanch playbook", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..];
        File.WriteAllText(At("src/a.py"), Planted.Line(1));
        var type = Named(Program.Stanch(folder, "scan", "src").Output);
        Assert.Equal(["playbook", "gitlab/access-token"], type);
        Assert.Equal(0, Program.Stanch(folder, type).Code);
        var finding = Named(Program.Stanch(folder, "scan", "src", "--report", "text", "--report", "json=found.json").Output);
        Assert.Equal(["playbook", "--finding", "--scan", "found.json"], finding.Where((_, i) => i != 2));
        Assert.Contains("a.py", Program.Stanch(folder, finding).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_the_users_own_is_not_said_to_have_a_playbook()
    {
        File.WriteAllText(At("mine.yaml"), "name: Mine\ncredentials:\n  key:\n    title: My key\n    find:\n      pattern: mine_(?<secret>[a-z0-9]{24})\n");
        File.WriteAllText(At("src/a.py"), "key = 'mine_k3v9x1q7m5z2w8r4t6y0p1ab'\n");
        var run = Program.Stanch(folder, "scan", "src", "--rules", "mine.yaml");
        Assert.Contains("mine/key", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("stanch playbook mine", run.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Forms(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        yield return value;
        yield return value[6..];
        yield return Convert.ToBase64String(bytes)[..20];
        yield return Convert.ToHexString(bytes);
        yield return string.Concat(bytes.Select(b => $"%{b:X2}"));
    }

    [Fact]
    public void A_value_is_shown_only_with_the_flag()
    {
        var run = Program.Scan(folder, "src", "--show-secrets");
        Assert.All(run.Findings, f => Assert.StartsWith("gl" + "pat-", f.GetProperty("secret").GetString(), StringComparison.Ordinal));
        Assert.All(Program.Scan(folder, "src").Findings, f => Assert.False(f.TryGetProperty("secret", out _)));
    }

    [Fact]
    public void The_same_value_in_many_places_is_one_secret()
    {
        var run = Program.Scan(folder, "src");
        Assert.Equal(["a.py:2", "a.py:3", "a.py:3"], run.Places);
        Assert.Equal(2, run.Findings.Select(f => f.GetProperty("fingerprint").GetString()).Distinct().Count());
        Assert.Equal(2, run.Receipt.GetProperty("secrets").GetInt32());
    }

    [Fact]
    public void Quiet_says_nothing_where_all_is_clean()
    {
        File.WriteAllText(At("clean.txt"), "clean\n");
        Assert.Equal(new Run(0, "", ""), Program.Stanch(folder, "scan", "--quiet", "clean.txt"));
        Assert.Equal(1, Program.Stanch(folder, "scan", "--quiet", "src") is { Code: 1, Output.Length: > 0 } ? 1 : 0);
    }

    [Fact]
    public void A_report_that_cannot_be_written_leaves_the_old_one_and_ends_with_its_own_code()
    {
        if (OperatingSystem.IsWindows()) return;
        var run = Program.Stanch(folder, "scan", "src", "--report", "json=/dev/full");
        Assert.Equal(74, run.Code);
        Assert.StartsWith("stanch: the output could not be written: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_replaces_the_old_one_through_a_link()
    {
        File.WriteAllText(At("real.json"), "old");
        File.CreateSymbolicLink(At("link.json"), "real.json");
        Assert.Equal(1, Program.Stanch(folder, "scan", "src", "--report", "json=link.json").Code);
        Assert.Equal("real.json", new FileInfo(At("link.json")).LinkTarget);
        using var report = JsonDocument.Parse(File.ReadAllText(At("real.json")));
        Assert.Equal(3, report.RootElement.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public void A_closed_pipe_ends_the_run_without_a_trace_and_not_with_success()
    {
        File.WriteAllText(At("many.py"), string.Concat(Enumerable.Range(0, 3000).Select(Planted.Line)));
        using var process = Program.Start(folder, "scan", "many.py", "--report", "json");
        process.StandardInput.Close();
        process.StandardOutput.Close();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(74, process.ExitCode);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Severity_can_be_limited_and_the_rest_is_counted()
    {
        File.WriteAllText(At("low.txt"), "postgres://app:k3J8sP0qLm5Zx1@db.internal.net/x\n");
        var all = Program.Scan(folder, "low.txt");
        Assert.Single(all.Findings);
        var run = Program.Scan(folder, "low.txt", "--min-severity", "critical");
        Assert.Empty(run.Findings);
        Assert.Contains("less severe than 'critical'", run.Receipt.GetProperty("notes").ToString(), StringComparison.Ordinal);
    }
}
