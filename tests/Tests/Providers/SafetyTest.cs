using System.Net;
using System.Security.Cryptography;
using Stanch.Catalog;
using Stanch.Providers.Checks;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Tests.Providers;

/// <summary>Where requests may go, and what values may become in them.</summary>
public sealed class SafetyTest
{
    private static readonly CheckPolicy Plain = new() { Chance = RandomNumberGenerator.GetInt32, Retries = 0, Effects = new HashSet<string> { "none", "mints-token" }, Rate = 1000, Timeout = TimeSpan.FromMinutes(1) };

    private static Credential With(string id, string secret, params (string Name, string Value)[] parts) =>
        new(CheckedTypes.Of(id).Detector, secret, parts.ToDictionary(p => p.Name, p => p.Value));

    private static async Task<CheckVerdict> Check(CheckPolicy policy, Credential credential)
    {
        using var checker = new Checker(CheckedTypes.Catalog, policy);
        return await checker.Check(credential, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("okta.com.evil.example")]
    [InlineData("evilokta.com")]
    [InlineData("a.okta.com@evil.example")]
    [InlineData("a.okta.com/../../evil")]
    [InlineData("evil.example#.okta.com")]
    [InlineData("evil.example/.okta.com")]
    [InlineData("a.okta.com:443@evil.example")]
    [InlineData("a.okta.com\r\nHost: evil.example")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task A_host_from_a_scanned_file_leads_nowhere_else(string host)
    {
        var verdict = await Check(Plain, With("okta/api-token", "00" + new string('a', 40), ("domain", host)));
        Assert.Equal(Life.Unknown, verdict.Life);
        Assert.Contains(verdict.Doubt, new[] { Doubt.HostNotAllowed, Doubt.NotCheckable });
        Assert.Null(verdict.Evidence);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool expected) => Assert.Equal(expected, AddressRules.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_private_address_that_nobody_named_is_not_connected_to(string host)
    {
        using var provider = new LoopbackProvider(_ => new Said(200, "{}"));
        var dialer = new Dialer();
        var refused = await dialer.Admit(host, named: false, plain: false, TestContext.Current.CancellationToken);
        Assert.Equal(Doubt.HostNotAllowed, refused?.Doubt);
        Assert.Empty(provider.Requests);
    }

    [Theory]
    [InlineData("http://192.168.1.1")]
    [InlineData("http://gitlab.example.com")]
    [InlineData("ftp://gitlab.example.com")]
    [InlineData("https://user:word@gitlab.example.com")]
    [InlineData("https://gitlab.example.com/?a=b")]
    [InlineData("gitlab.example.com")]
    [InlineData("https://")]
    public void An_endpoint_is_https_or_on_this_machine(string text) => Assert.Null(Endpoint.Parse(text, out _));

    [Theory]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("clé")]
    public async Task A_value_that_would_end_a_header_is_not_sent(string secret)
    {
        using var provider = new LoopbackProvider(_ => new Said(200, "{}"));
        var type = CheckedTypes.Of("github/personal-access-token");
        var verdict = await Check(Policies.For(type, provider.Address), new Credential(type.Detector, secret, type.Parts));
        Assert.Equal(Doubt.NotCheckable, verdict.Doubt);
        Assert.Empty(provider.Requests);
    }

    [Fact]
    public void A_value_is_only_a_value_wherever_it_goes() => Gen.Sample(text =>
    {
        Assert.DoesNotContain(Template.ForAddress("x" + text), c => "/?#&=%+ ".Contains(c) && c != '%');
        Assert.DoesNotContain(Template.ForForm(text), c => "&=+ ".Contains(c));
        Assert.Equal(text, System.Text.Json.JsonDocument.Parse($"\"{Template.ForJson(text)}\"").RootElement.GetString());
    });

    private static class Gen
    {
        public static void Sample(Action<string> check) => CsCheck.Check.Sample(CsCheck.Gen.String[CsCheck.Gen.Char['\0', '\uD7FF'], 0, 40], check, iter: 2000);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var other = new LoopbackProvider(_ => new Said(200, """{"login":"ann"}"""));
        using var provider = new LoopbackProvider(_ => new Said(307, "{}") { Headers = new Dictionary<string, string> { ["Location"] = other.Address + "/user" } });
        var type = CheckedTypes.Of("github/personal-access-token");
        var verdict = await Check(Policies.For(type, provider.Address), type.Credential);
        Assert.Equal(Doubt.Blocked, verdict.Doubt);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_and_one_that_the_user_named_is_taken()
    {
        using var certificate = new TestCertificate();
        var type = CheckedTypes.Of("github/personal-access-token");
        using var provider = new LoopbackProvider(r => r.Everything.Contains(type.Secret, StringComparison.Ordinal) ? new Said(200, """{"login":"ann"}""") : new Said(401, """{"message":"Bad credentials"}"""),
            certificate.Server);
        var policy = Policies.For(type, provider.Address);
        Assert.Equal(Doubt.Network, (await Check(policy, type.Credential)).Doubt);
        Assert.Empty(provider.Requests);
        Assert.Equal(Life.Live, (await Check(policy with { Authorities = certificate.Pem }, type.Credential)).Life);
    }

    [Fact]
    public async Task A_proxy_is_used_when_it_is_named_and_never_follows_from_a_private_address()
    {
        using var proxy = new LoopbackProvider(_ => new Said(403, "{}"));
        var type = CheckedTypes.Of("github/personal-access-token");
        var verdict = await Check(Plain with { Proxy = new Uri(proxy.Address) }, type.Credential);
        Assert.Equal(Life.Unknown, verdict.Life);
        Assert.Equal(("CONNECT", "api.github.com:443"), (proxy.Requests[0].Method, proxy.Requests[0].Target));
        Assert.DoesNotContain(type.Secret, proxy.Requests[0].Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "api.zoom.us" }, "api.zoom.us", "api.zoom.us", true)]
    [InlineData(new[] { "api.zoom.us" }, "api.zoom.us", "zoom.us", false)]
    [InlineData(new[] { "*.okta.com" }, "{domain}", "a.b.okta.com", true)]
    [InlineData(new[] { "*.okta.com" }, "{domain}", "okta.com", false)]
    [InlineData(new[] { "okta.com" }, "{tenant}.okta.com", "acme.okta.com", true)]
    [InlineData(new[] { "okta.com" }, "{tenant}.okta.com", "acme.okta.org", false)]
    [InlineData(new[] { "{host}" }, "{host}", "db.example.com", false)]
    public void Only_listed_hosts_are_allowed(string[] hosts, string declared, string host, bool expected) => Assert.Equal(expected, HostRules.Allows(hosts, declared, host));
}
