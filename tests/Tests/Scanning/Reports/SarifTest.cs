using System.Text.Json;
using Stanch.Scanning;
using Stanch.Scanning.Reports;

namespace Stanch.Tests.Scanning.Reports;

public sealed class SarifTest
{
    [Fact]
    public void It_conforms_to_the_official_schema() => Assert.Equal("", SchemaCheck.Complaints("sarif", ".sarif",
    [
        Sample.Written("sarif", Sample.Typical()), Sample.Written("sarif", Sample.Partial()), Sample.Written("sarif", Sample.Clean()),
        Sample.Written("sarif", Sample.Nothing()), Sample.Written("sarif", Sample.Hostile()),
        Sample.Written("sarif", Sample.Typical(), new ReportOptions(ShowSecrets: true)),
    ]));

    [Fact]
    public void A_result_names_rule_place_and_fingerprint()
    {
        using var json = JsonDocument.Parse(Sample.Written("sarif", Sample.Typical()));
        var run = json.RootElement.GetProperty("runs")[0];
        Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
        var result = run.GetProperty("results")[0];
        Assert.Equal("acme/access-token", result.GetProperty("ruleId").GetString());
        Assert.Equal("error", result.GetProperty("level").GetString());
        Assert.Equal(Sample.Typical().Findings[0].Fingerprint, result.GetProperty("partialFingerprints").GetProperty("stanchFingerprint/v1").GetString());
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("config/prod.env", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal("%SRCROOT%", place.GetProperty("artifactLocation").GetProperty("uriBaseId").GetString());
        Assert.Equal(12, place.GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.Equal(14, place.GetProperty("region").GetProperty("startColumn").GetInt32());
        Assert.Equal(54, place.GetProperty("region").GetProperty("endColumn").GetInt32());
        Assert.Equal("acm_…(40)", place.GetProperty("region").GetProperty("snippet").GetProperty("text").GetString());
        Assert.Equal("ACME_TOKEN=acm_…(40)  # deploy", place.GetProperty("contextRegion").GetProperty("snippet").GetProperty("text").GetString());
    }

    [Fact]
    public void Each_rule_index_leads_to_its_rule()
    {
        using var json = JsonDocument.Parse(Sample.Written("sarif", Sample.Hostile()));
        var run = json.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.All(run.GetProperty("results").EnumerateArray(), r =>
            Assert.Equal(r.GetProperty("ruleId").GetString(), rules[r.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
    }

    [Fact]
    public void Severities_have_the_scores_that_code_hosts_sort_by()
    {
        using var json = JsonDocument.Parse(Sample.Written("sarif", Sample.Typical()));
        var scores = json.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()
            .ToDictionary(r => r.GetProperty("id").GetString()!, r => r.GetProperty("properties").GetProperty("security-severity").GetString());
        Assert.Equal("9.5", scores["acme/access-token"]);
        Assert.Equal("8.0", scores["zoom/client-secret"]);
        Assert.Equal("5.5", scores["generic/password"]);
        Assert.Equal("3.0", scores["stripe/publishable-key"]);
    }

    [Fact]
    public void A_partial_run_is_no_success_and_each_loss_is_a_notification()
    {
        using var json = JsonDocument.Parse(Sample.Written("sarif", Sample.Partial()));
        var invocation = json.RootElement.GetProperty("runs")[0].GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        var texts = invocation.GetProperty("toolExecutionNotifications").EnumerateArray().Select(n => n.GetProperty("message").GetProperty("text").GetString()).ToArray();
        Assert.Contains("Not scanned, unreadable: home/keys/3.pem (Permission denied)", texts);
        Assert.Contains($"Not scanned, missing: {new string('c', 40)}", texts);
        Assert.Contains("Limit hit 1 time: pattern time limit: acme/access-token", texts);
        Assert.DoesNotContain(texts, t => t!.Contains("assets/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_whole_run_is_a_success_and_carries_its_receipt()
    {
        using var json = JsonDocument.Parse(Sample.Written("sarif", Sample.Typical()));
        var run = json.RootElement.GetProperty("runs")[0];
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal(5012, run.GetProperty("properties").GetProperty("receipt").GetProperty("files").GetInt32());
        Assert.False(run.TryGetProperty("versionControlProvenance", out _));
    }

    [Theory]
    [InlineData("a b/#c?.txt", "a%20b/%23c%3F.txt")]
    [InlineData("100%.txt", "100%25.txt")]
    [InlineData("c:d/e", "c%3Ad/e")]
    [InlineData("grün/日", "gr%C3%BCn/%E6%97%A5")]
    [InlineData("a\\b\nc", "a%5Cb%0Ac")]
    public void A_path_below_the_root_is_a_percent_encoded_relative_reference(string path, string uri)
    {
        var artifact = Artifact(path);
        Assert.Equal(uri, artifact.GetProperty("uri").GetString());
        Assert.Equal("%SRCROOT%", artifact.GetProperty("uriBaseId").GetString());
    }

    [Theory]
    [InlineData("/tmp/a b", "file:///tmp/a%20b")]
    [InlineData("//evil.example/x", "file:///evil.example/x")]
    [InlineData("C:/x y", "file:///C:/x%20y")]
    [InlineData("../up", "../up")]
    [InlineData("<stdin>", "%3Cstdin%3E")]
    [InlineData("<commit message>", "%3Ccommit%20message%3E")]
    public void What_is_not_below_the_root_does_not_claim_to_be(string path, string uri)
    {
        var artifact = Artifact(path);
        Assert.Equal(uri, artifact.GetProperty("uri").GetString());
        Assert.False(artifact.TryGetProperty("uriBaseId", out _));
    }

    [Fact]
    public void Foreign_text_makes_no_placeholder_and_no_link_in_a_message()
    {
        var detector = Sample.Token with { Title = "{0} [click](http://evil.example)" };
        using var json = JsonDocument.Parse(Sample.Written("sarif", new ScanResult(
            [Sample.Finding(detector, Sample.Value(Sample.TokenValue), "f", 1, 1, "{0}")], Sample.Clean().Receipt)));
        var text = json.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("message").GetProperty("text").GetString();
        Assert.StartsWith("{{0}} \\[click\\](http://evil.example) acm_", text);
    }

    private static JsonElement Artifact(string path)
    {
        var finding = Sample.Finding(Sample.Token, Sample.Value(Sample.TokenValue), path, 1, 1, "{0}");
        using var json = JsonDocument.Parse(Sample.Written("sarif", new ScanResult([finding], Sample.Clean().Receipt)));
        return json.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation")
            .GetProperty("artifactLocation").Clone();
    }
}
