using System.Security.Cryptography;
using Stanch.Providers.Checks;

namespace Stanch.Tests.Providers;

/// <summary>How often, how much and how long a provider is asked.</summary>
public sealed class PaceTest
{
    private static readonly CheckedType gitHub = CheckedTypes.Of("github/personal-access-token");
    private static readonly Said good = new(200, """{"login":"ann"}""");
    private static readonly Said bad = new(401, """{"message":"Bad credentials"}""");

    private static Said GitHub(Received request) => request.Everything.Contains(gitHub.Secret, StringComparison.Ordinal) ? good : bad;

    private static Said After(string when) => new(429, """{"message":"too many"}""") { Headers = new Dictionary<string, string> { ["Retry-After"] = when } };

    [Fact]
    public async Task A_pause_that_the_provider_asks_for_is_kept_and_then_it_is_asked_again()
    {
        var asked = 0;
        using var provider = new LoopbackProvider(r => Interlocked.Increment(ref asked) == 1 ? After("1") : GitHub(r));
        using var checker = new Checker(CheckedTypes.Catalog, Policies.For(gitHub, provider.Address) with { Retries = 2 });
        var started = TimeProvider.System.GetTimestamp();
        Assert.Equal(Life.Live, (await checker.Check(gitHub.Credential, TestContext.Current.CancellationToken)).Life);
        Assert.Equal(3, provider.Requests.Count);
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task A_pause_that_is_too_long_ends_the_attempt_and_spares_the_provider_the_others()
    {
        using var provider = new LoopbackProvider(_ => After("86400"));
        using var checker = new Checker(CheckedTypes.Catalog, Policies.For(gitHub, provider.Address) with { Retries = 2 });
        Assert.Equal(Doubt.RateLimit, (await checker.Check(gitHub.Credential, TestContext.Current.CancellationToken)).Doubt);
        Assert.Equal(Doubt.RateLimit, (await checker.Check(gitHub.Credential.With("another"), TestContext.Current.CancellationToken)).Doubt);
        Assert.Single(provider.Requests);
    }

    [Fact]
    public async Task One_value_is_asked_about_once_and_the_made_up_one_once_a_type()
    {
        using var provider = new LoopbackProvider(GitHub);
        using var checker = new Checker(CheckedTypes.Catalog, Policies.For(gitHub, provider.Address));
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => checker.Check(i % 2 == 0 ? gitHub.Credential : gitHub.Credential.With("gh" + "p_dead"), TestContext.Current.CancellationToken)));
        Assert.Equal(25, verdicts.Count(v => v.Life == Life.Live));
        Assert.Equal(25, verdicts.Count(v => v.Life == Life.Dead));
        Assert.Equal((3, 3), (provider.Requests.Count, checker.Requests));
    }

    [Fact]
    public async Task A_run_sends_no_more_than_it_may()
    {
        using var provider = new LoopbackProvider(GitHub);
        using var checker = new Checker(CheckedTypes.Catalog, Policies.For(gitHub, provider.Address) with { MaxRequests = 5 });
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => checker.Check(gitHub.Credential.With($"value {i}"), TestContext.Current.CancellationToken)));
        Assert.Equal(5, provider.Requests.Count);
        Assert.Equal(5, checker.Requests);
        Assert.Contains(verdicts, v => v.Doubt == Doubt.Budget);
        Assert.DoesNotContain(verdicts, v => v.Life == Life.Live);
    }

    [Fact]
    public async Task An_account_is_made_to_see_no_more_than_three_refusals()
    {
        var twilio = CheckedTypes.Of("twilio/auth-token");
        using var provider = new LoopbackProvider(_ => new Said(401, """{"code":20003,"message":"Authenticate"}"""));
        using var checker = new Checker(CheckedTypes.Catalog, Policies.For(twilio, provider.Address));
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => checker.Check(twilio.Credential.With($"value{i}"), TestContext.Current.CancellationToken)));
        Assert.Equal(3, provider.Requests.Count);
        Assert.Equal((3, 27), (verdicts.Count(v => v.Life == Life.Dead), verdicts.Count(v => v.Doubt == Doubt.Budget)));
    }

    [Fact]
    public async Task What_makes_a_token_is_not_sent_twice_when_its_answer_is_lost()
    {
        var zoom = CheckedTypes.Of("zoom/client-secret");
        using var provider = new LoopbackProvider(_ => new Said(200, """{"access_token":"x"}""") { CutAfter = 3 });
        using var checker = new Checker(CheckedTypes.Catalog, Policies.For(zoom, provider.Address) with { Retries = 2 });
        Assert.Equal(Doubt.Network, (await checker.Check(zoom.Credential, TestContext.Current.CancellationToken)).Doubt);
        Assert.Single(provider.Requests);
    }

    [Fact]
    public async Task A_minted_token_is_revoked_and_shown_nowhere()
    {
        var zoom = CheckedTypes.Of("zoom/client-secret");
        using var provider = new LoopbackProvider(r => r.Target.StartsWith("/oauth/revoke", StringComparison.Ordinal) ? new Said(200, """{"status":"success"}""")
            : ExpectedRequest.IsReal(zoom, r) ? new Said(200, """{"access_token":"minted-token-value","scope":"user:read"}""") : new Said(400, """{"error":"invalid_client"}"""));
        using var checker = new Checker(CheckedTypes.Catalog, Policies.For(zoom, provider.Address));
        var verdict = await checker.Check(zoom.Credential, TestContext.Current.CancellationToken);
        Assert.Equal(Life.Live, verdict.Life);
        Assert.Contains(provider.Requests, r => r.Target == "/oauth/revoke" && r.Text == "token=minted-token-value");
        Assert.Contains("revoked", verdict.Evidence!.Minted, StringComparison.Ordinal);
        Assert.Equal(["scopes user:read"], verdict.Evidence.Facts.Select(f => $"{f.Name} {f.Value}"));
        Assert.DoesNotContain("minted-token-value", $"{verdict} {string.Join(' ', verdict.Evidence.Facts)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_an_effect_runs_only_when_it_is_named()
    {
        var zoom = CheckedTypes.Of("zoom/client-secret");
        using var provider = new LoopbackProvider(_ => good);
        using var checker = new Checker(CheckedTypes.Catalog, Policies.For(zoom, provider.Address) with { Effects = new HashSet<string> { "none" } });
        Assert.Equal(Doubt.NeedsConsent, (await checker.Check(zoom.Credential, TestContext.Current.CancellationToken)).Doubt);
        Assert.Empty(provider.Requests);
    }

    [Theory]
    [InlineData("AKIA", false, Life.Live)]
    [InlineData("ASIA", true, Life.Live)]
    [InlineData("ASIA", false, Life.Unknown)]
    public async Task A_temporary_key_is_not_tried_without_its_session_token(string prefix, bool session, Life expected)
    {
        var aws = CheckedTypes.Of("aws/secret-access-key");
        using var provider = new LoopbackProvider(r => ExpectedRequest.IsReal(aws, r) ? new Said(200, "<r><GetCallerIdentityResult/></r>", "text/xml") : new Said(403, "<Code>SignatureDoesNotMatch</Code>", "text/xml"));
        var parts = new Dictionary<string, string> { ["access-key-id"] = prefix + new string('Q', 16) };
        if (session) parts["session-token"] = "IQoJb3JpZ2lu" + new string('z', 90);
        using var checker = new Checker(CheckedTypes.Catalog, Policies.For(aws, provider.Address));
        var verdict = await checker.Check(new Credential(aws.Detector, aws.Secret, parts), TestContext.Current.CancellationToken);
        Assert.Equal((expected, expected == Life.Unknown ? Doubt.NeedsParts : Doubt.None), (verdict.Life, verdict.Doubt));
        Assert.Equal(expected == Life.Unknown ? 0 : 2, provider.Requests.Count);
        Assert.All(provider.Requests, r => Assert.Equal(session, r.Header("X-Amz-Security-Token").Length > 0));
    }

    [Fact]
    public async Task An_interrupted_run_says_so_of_what_it_did_not_ask()
    {
        using var provider = new LoopbackProvider(GitHub);
        using var checker = new Checker(CheckedTypes.Catalog, Policies.For(gitHub, provider.Address));
        var verdict = await checker.Check(gitHub.Credential, new CancellationToken(canceled: true));
        Assert.Equal(Doubt.Interrupted, verdict.Doubt);
        Assert.Empty(provider.Requests);
    }
}
