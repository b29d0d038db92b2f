using System.Text;
using System.Text.Json;
using Stanch.Tests.Providers;

namespace Stanch.Tests.Cli;

/// <summary>The real program revokes at doubles, and says what came of it.</summary>
public sealed class RevokeTest : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-");
    private static readonly string token = Planted.Token(1);
    private int deleted;
    private bool works = true;

    private Said GitLab(Received request)
    {
        if (request.Header("PRIVATE-TOKEN") != token || !works) return new Said(401, """{"message":"401 Unauthorized"}""");
        if (request.Method == "GET") return new Said(200, """{"id":42,"name":"ci","scopes":["api"],"expires_at":"2027-01-31"}""");
        deleted++;
        works = false;
        return new Said(204, "", "");
    }

    private Run Revoke(LoopbackProvider provider, params string[] more) =>
        Program.Stanch("/", Encoding.UTF8.GetBytes(token), ["revoke", "gitlab/access-token", "--state", folder.FullName, "--endpoint", $"gitlab={provider.Address}", .. more]);

    private static JsonElement Record(Run run) => JsonDocument.Parse(run.Output).RootElement;

    private IEnumerable<string> Files => Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).Select(File.ReadAllText);

    [Fact]
    public void A_token_is_revoked_once_and_proved_dead_and_the_evidence_is_kept()
    {
        using var provider = new LoopbackProvider(GitLab);
        var run = Revoke(provider, "--yes-irreversible", "--format", "json");
        Assert.Equal((0, 1), (run.Code, deleted));
        var record = Record(run);
        Assert.Equal(("gitlab/access-token", "dead"), (record.GetProperty("type").GetString(), record.GetProperty("outcome").GetString()));
        Assert.Equal(("live", "dead"), (record.GetProperty("before").GetProperty("state").GetString(), record.GetProperty("after").GetProperty("state").GetString()));
        var step = Assert.Single(record.GetProperty("steps").EnumerateArray());
        Assert.Equal("DELETE https://gitlab.com/api/v4/personal_access_tokens/self", step.GetProperty("request").GetString());
        var answer = Assert.Single(step.GetProperty("answers").EnumerateArray());
        Assert.Equal((204, "done", 64), (answer.GetProperty("status").GetInt32(), answer.GetProperty("result").GetString(), answer.GetProperty("body_sha256").GetString()!.Length));
        Assert.Equal(record.GetRawText(), JsonDocument.Parse(File.ReadAllText(Directory.GetFiles(folder.FullName, "*.json", SearchOption.AllDirectories).Single())).RootElement.GetRawText());
        Assert.DoesNotContain(token, run.All, StringComparison.Ordinal);
        Assert.All(Files, f => Assert.DoesNotContain(token, f, StringComparison.Ordinal));

        var again = Revoke(provider, "--yes-irreversible", "--format", "json");
        Assert.Equal((0, "already-dead", 1), (again.Code, Record(again).GetProperty("outcome").GetString(), deleted));
    }

    [Fact]
    public void The_plan_is_shown_without_a_value_and_nothing_is_sent()
    {
        var run = Program.Stanch("/", [], "revoke", "gitlab/access-token", "--dry-run");
        Assert.Equal(0, run.Code);
        Assert.Contains("DELETE https://gitlab.com/api/v4/personal_access_tokens/self", run.Output, StringComparison.Ordinal);
        Assert.Contains("can't be taken back", run.Output, StringComparison.Ordinal);
        Assert.Contains("stops", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_consent_nothing_is_sent()
    {
        using var provider = new LoopbackProvider(GitLab);
        foreach (var consent in new string[][] { [], ["--yes"] })
        {
            var run = Revoke(provider, consent);
            Assert.Equal(2, run.Code);
            Assert.Contains("--yes-irreversible", run.Error, StringComparison.Ordinal);
        }
        Assert.Empty(provider.Requests);
        Assert.Empty(Files);
    }

    [Fact]
    public void What_is_dead_already_is_said_and_not_revoked()
    {
        works = false;
        using var provider = new LoopbackProvider(GitLab);
        var run = Revoke(provider, "--yes-irreversible");
        Assert.Equal((0, 0), (run.Code, deleted));
        Assert.Contains("already dead", run.Output, StringComparison.Ordinal);
        Assert.All(provider.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Fact]
    public void What_can_not_be_asked_is_revoked_by_force_only()
    {
        using var provider = new LoopbackProvider(r => r.Method == "GET" ? Said.Page(403) : GitLab(r));
        var run = Revoke(provider, "--yes-irreversible", "--wait", "0");
        Assert.Equal((3, 0), (run.Code, deleted));
        Assert.Contains("--force", run.Output, StringComparison.Ordinal);
        var forced = Revoke(provider, "--yes-irreversible", "--wait", "0", "--force");
        Assert.Equal((3, 1), (forced.Code, deleted));
        Assert.Contains("not known", forced.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_goes_on_working_is_never_called_dead_and_not_revoked_twice()
    {
        using var provider = new LoopbackProvider(r =>
        {
            if (r.Method == "GET") return GitLab(r);
            deleted++;
            return new Said(204, "", "");
        });
        var run = Revoke(provider, "--yes-irreversible", "--wait", "1", "--format", "json");
        Assert.Equal((1, "still-live"), (run.Code, Record(run).GetProperty("outcome").GetString()));
        works = true;
        var again = Revoke(provider, "--yes-irreversible", "--wait", "1", "--format", "json");
        Assert.Equal((1, "still-live", 1), (again.Code, Record(again).GetProperty("outcome").GetString(), deleted));
        works = false;
        var gone = Revoke(provider, "--yes-irreversible", "--format", "json");
        Assert.Equal((0, "dead", 1), (gone.Code, Record(gone).GetProperty("outcome").GetString(), deleted));
        Assert.Equal("live", Record(gone).GetProperty("before").GetProperty("state").GetString());
    }

    [Fact]
    public void A_refusal_is_told()
    {
        using var provider = new LoopbackProvider(r => r.Method == "GET" ? GitLab(r) : new Said(403, """{"error":"insufficient_scope"}"""));
        var run = Revoke(provider, "--yes-irreversible", "--wait", "0");
        Assert.Equal(1, run.Code);
        Assert.Contains("REFUSED", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_on_one_value_do_not_go_together()
    {
        using var asked = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        using var provider = new LoopbackProvider(r =>
        {
            if (r.Method == "DELETE")
            {
                asked.Set();
                goOn.Wait(TimeSpan.FromMinutes(1));
            }
            return GitLab(r);
        });
        using var first = Program.Start("/", "revoke", "gitlab/access-token", "--state", folder.FullName, "--endpoint", $"gitlab={provider.Address}", "--yes-irreversible");
        first.StandardInput.Write(token);
        first.StandardInput.Close();
        Assert.True(asked.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        var second = Revoke(provider, "--yes-irreversible");
        Assert.Equal(2, second.Code);
        Assert.Contains("another run", second.Error, StringComparison.Ordinal);
        goOn.Set();
        first.StandardOutput.ReadToEnd();
        first.WaitForExit();
        Assert.Equal((0, 1), (first.ExitCode, deleted));
    }

    [Fact]
    public void Where_a_person_has_to_do_it_the_steps_are_shown_and_the_end_is_watched()
    {
        var plan = Program.Stanch("/", [], "revoke", "stripe/secret-key");
        Assert.Equal(3, plan.Code);
        Assert.Contains("1. ", plan.Output, StringComparison.Ordinal);
        Assert.Contains("https://dashboard.stripe.com", plan.Output, StringComparison.Ordinal);
        Assert.Contains("--watch", plan.Error, StringComparison.Ordinal);

        var asked = 0;
        var key = "sk_" + "live_" + new string('a', 12) + "B7c9D2e4F6g8";
        using var provider = new LoopbackProvider(r => r.Everything.Contains(key, StringComparison.Ordinal) && ++asked < 3
            ? new Said(200, """{"object":"balance","available":[],"livemode":true}""") : new Said(401, """{"error":{"type":"invalid_request_error","message":"Invalid API Key provided","code":"api_key_expired"}}"""));
        var run = Program.Stanch("/", Encoding.UTF8.GetBytes(key), "revoke", "stripe/secret-key", "--watch", "--state", folder.FullName, "--endpoint", $"stripe={provider.Address}");
        Assert.Equal(0, run.Code);
        Assert.Contains("DEAD", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, asked);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
