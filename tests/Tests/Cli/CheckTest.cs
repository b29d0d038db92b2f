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

    public void Dispose() => folder.Delete(recursive: true);
}
