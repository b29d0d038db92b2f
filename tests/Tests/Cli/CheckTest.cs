using System.Text;
using System.Text.Json;
using Stanch.Tests.Providers;

namespace Stanch.Tests.Cli;

/// <summary>The real program against a double of one provider.</summary>
public sealed class CheckTest : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-");
    private static readonly string live = Planted.Token(1);
    private static readonly string dead = Planted.Token(2);

    private static Said GitLab(Received request) => request.Header("PRIVATE-TOKEN") == live
        ? new Said(200, """{"id":42,"name":"ci","scopes":["api","read_user"],"expires_at":"2027-01-31"}""")
        : new Said(401, """{"message":"401 Unauthorized"}""");

    private static Run Check(LoopbackProvider provider, string value, params string[] more) =>
        Program.Stanch("/", Encoding.UTF8.GetBytes(value + "\n"), ["check", "gitlab/access-token", "--format", "json", "--endpoint", $"gitlab={provider.Address}", .. more]);

    private static JsonElement Verdict(Run run) => JsonDocument.Parse(run.Output).RootElement[0].GetProperty("verdict");

    private static string State(Run run)
    {
        var verdict = Verdict(run);
        return verdict.GetProperty("state").GetString() + (verdict.TryGetProperty("reason", out var reason) ? " " + reason.GetString() : "");
    }

    [Fact]
    public void A_live_value_is_live_with_its_evidence()
    {
        using var provider = new LoopbackProvider(GitLab);
        var run = Check(provider, live);
        var verdict = Verdict(run);
        Assert.Equal(("live", 1), (verdict.GetProperty("state").GetString(), run.Code));
        var evidence = verdict.GetProperty("evidence");
        Assert.Equal("GET https://gitlab.com/api/v4/personal_access_tokens/self", evidence.GetProperty("request").GetString());
        Assert.Equal("127.0.0.1", evidence.GetProperty("address").GetString());
        Assert.Equal((200, 401), (evidence.GetProperty("answer").GetProperty("status").GetInt32(), evidence.GetProperty("control").GetProperty("status").GetInt32()));
        Assert.Equal("api, read_user", evidence.GetProperty("facts").GetProperty("scopes").GetString());
        Assert.Equal(2, provider.Requests.Count);
        Assert.All(provider.Requests, r => Assert.Equal(("GET", "/api/v4/personal_access_tokens/self"), (r.Method, r.Target)));
        var control = provider.Requests[1].Header("PRIVATE-TOKEN");
        Assert.NotEqual(live, control);
        Assert.Equal((live.Length, "gl" + "pat-"), (control.Length, control[..6]));
        Assert.DoesNotContain(live, run.All, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_value_is_dead()
    {
        using var provider = new LoopbackProvider(GitLab);
        var run = Check(provider, dead);
        Assert.Equal(("dead", 0), (State(run), run.Code));
    }

    [Fact]
    public void A_scan_says_of_each_secret_whether_it_works()
    {
        using var provider = new LoopbackProvider(GitLab);
        File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), $"token = \"{live}\"\nagain = \"{live}\"\n");
        File.WriteAllText(Path.Combine(folder.FullName, "b.txt"), $"token = \"{dead}\"\n");
        var run = Program.Scan(folder.FullName, "--check", "--endpoint", $"gitlab={provider.Address}", ".");
        Assert.Equal(1, run.Code);
        Assert.Equal(["a.txt live", "a.txt live", "b.txt dead"], run.Findings.Select(f => $"{f.GetProperty("file")} {f.GetProperty("verdict").GetProperty("state")}").Order(StringComparer.Ordinal));
        var checks = run.Receipt.GetProperty("checks");
        Assert.Equal((2, 3), (checks.GetProperty("secrets").GetInt32(), checks.GetProperty("requests").GetInt32()));
        Assert.Equal(3, provider.Requests.Count);
    }

    [Fact]
    public void Without_the_option_nobody_is_asked()
    {
        using var provider = new LoopbackProvider(GitLab);
        File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), Planted.Line(1));
        var run = Program.Scan(folder.FullName, ".");
        Assert.False(run.Findings[0].TryGetProperty("verdict", out _));
        Assert.False(run.Receipt.TryGetProperty("checks", out _));
        Assert.Empty(provider.Requests);
        Assert.Equal(2, Program.Scan(folder.FullName, "--endpoint", $"gitlab={provider.Address}", ".").Code);
    }

    [Fact]
    public void Parts_come_from_standard_input_and_the_environment_and_never_from_arguments()
    {
        using var provider = new LoopbackProvider(r => r.Everything.Contains("AC7:the-token", StringComparison.Ordinal) ? new Said(200, """{"sid":"AC7"}""") : new Said(401, """{"code":20003}"""));
        string[] check = ["check", "twilio/auth-token", "--format", "json", "--endpoint", $"twilio={provider.Address}"];
        Assert.Equal("unknown needs-parts", State(Program.Stanch("/", "the-token"u8.ToArray(), check)));
        Assert.Equal("live", State(Program.Stanch("/", "the-token\nAC7\n"u8.ToArray(), [.. check, "--part", "account-sid="])));
        Assert.Equal("/2010-04-01/Accounts/AC7.json", provider.Requests[0].Target);
        var refused = Program.Stanch("/", "the-token"u8.ToArray(), [.. check, "--part", "account-sid=AC7"]);
        Assert.Equal(2, refused.Code);
        Assert.Contains("others can read", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, Program.Stanch("/", [], check).Code);
    }

    [Fact]
    public void A_report_with_values_can_be_checked_and_one_without_says_so()
    {
        using var provider = new LoopbackProvider(GitLab);
        File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), $"a = \"{live}\"\nb = \"{dead}\"\n");
        foreach (var (format, code) in new[] { ("json", 1), ("jsonl", 1) })
        {
            Program.Stanch(folder.FullName, "scan", "a.txt", "--report", $"{format}=r.{format}", "--show-secrets");
            var run = Program.Stanch(folder.FullName, "check", "--scan", $"r.{format}", "--endpoint", $"gitlab={provider.Address}");
            Assert.Equal((code, ""), (run.Code, run.Error));
            Assert.Contains("LIVE", run.Output, StringComparison.Ordinal);
            Assert.Contains("dead", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(live, run.All, StringComparison.Ordinal);
        }
        Program.Stanch(folder.FullName, "scan", "a.txt", "--report", "json=bare.json");
        var bare = Program.Stanch(folder.FullName, "check", "--scan", "bare.json");
        Assert.Equal(2, bare.Code);
        Assert.Contains("holds no values", bare.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_proxy_is_taken_from_the_environment_and_offline_sends_nothing()
    {
        using var proxy = new LoopbackProvider(_ => new Said(200, "{}"));
        using var provider = new LoopbackProvider(GitLab);
        using var process = Program.Start("/", info =>
        {
            foreach (var name in new[] { "http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY" }) info[name] = proxy.Address;
        }, "check", "gitlab/access-token", "--endpoint", $"gitlab={provider.Address}");
        process.StandardInput.Write(live);
        process.StandardInput.Close();
        Assert.Contains("LIVE", process.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        Assert.Empty(proxy.Requests);
        Assert.Equal("unknown offline", State(Check(provider, dead, "--offline")));
        Assert.Equal(2, provider.Requests.Count);
    }

    [Fact]
    public void A_stopped_run_keeps_the_verdicts_that_it_has()
    {
        if (OperatingSystem.IsWindows()) return;
        using var asked = new ManualResetEventSlim();
        using var provider = new LoopbackProvider(r =>
        {
            if (r.Header("PRIVATE-TOKEN") != Planted.Token(3)) return GitLab(r);
            asked.Set();
            return new Said(200, new string('x', 100_000)) { Drips = true };
        });
        File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), $"a = \"{live}\"\nc = \"{Planted.Token(3)}\"\n");
        using var process = Program.Start(folder.FullName, "scan", "a.txt", "--check", "--timeout", "600", "--report", "jsonl", "--endpoint", $"gitlab={provider.Address}");
        process.StandardInput.Close();
        Assert.True(asked.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        SpinWait.SpinUntil(() => provider.Requests.Count >= 3, TimeSpan.FromMinutes(1));
        Thread.Sleep(500);
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"])) kill.WaitForExit();
        var run = new Run(0, process.StandardOutput.ReadToEnd(), "");
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(["live", "unknown"], run.Findings.Select(f => f.GetProperty("verdict").GetProperty("state").GetString()).Order(StringComparer.Ordinal));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
