using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Stanch.Playbooks;
using Stanch.Playbooks.Formats;
using Stanch.Tests.Scanning.Reports;

namespace Stanch.Tests.Playbooks;

/// <summary>What a report's finding fills in, and what a hostile one can't do.</summary>
public sealed class ExposureTest
{
    private const string Whole = "3-0123456789abcdef01234567";

    private static string Finding(string fingerprint, string file = "a.env", string more = "") =>
        $$"""{"detector":"zoom/client-secret","redacted":"aBcD…(32)","fingerprint":"{{fingerprint}}","file":"{{file}}","line_start":3,"column_start":7,"snippet":"ZOOM_CLIENT_SECRET=aBcD…(32)","in_current_tree":true,"unreachable":false{{more}}}""";

    private static (Exposure? Exposure, string Error) Read(string report, string fingerprint = Whole)
    {
        var errors = new List<string>();
        var exposure = ReportReader.Read(Encoding.UTF8.GetBytes(report), fingerprint, errors);
        return (exposure, string.Join('\n', errors));
    }

    [Fact]
    public void A_finding_is_read_with_all_its_places()
    {
        var commit = ""","commit":{"id":"4f6c1d0a9b8e7f6a5b4c","author":"Ada","date":"2026-10-31T09:15:00+01:00"}""";
        var findings = $"{Finding(Whole)},{Finding(Whole, "b.env", commit)},{Finding("4-0123456789abcdef01234567")}";
        foreach (var report in new[] { $$"""{"format":"stanch-report/1","findings":[{{findings}}],"receipt":null}""", findings.Replace("},{\"detector", "}\n{\"detector", StringComparison.Ordinal) + "\n{\"receipt\":{}}\n" })
        {
            var (exposure, error) = Read(report, "3-0123");
            Assert.Equal("", error);
            Assert.Equal((Whole, "zoom/client-secret"), (exposure!.Fingerprint, exposure.Detector));
            Assert.Equal(["b.env:3", "a.env:3"], exposure.Places.Select(p => p.At));
            Assert.Equal(("ZOOM_CLIENT_SECRET", "2026-10-31"), (exposure.Lead.Variable, exposure.First!.Day));
        }
    }

    [Theory]
    [InlineData("{\"findings\":[]}", "holds no finding")]
    [InlineData("", "is no report of a scan: not JSON, at line 1")]
    [InlineData("{\n\"findings\":\n[,", "is no report of a scan: not JSON, at line 3")]
    [InlineData("[1]", "is no report of a scan: 'line 1' is no object")]
    [InlineData("{\"findings\":{}}", "is no report of a scan: 'findings' is no list")]
    [InlineData("{\"findings\":[3]}", "is no report of a scan: 'findings[0]' is no object")]
    [InlineData("{\"findings\":[{\"file\":\"a\"}]}", "is no report of a scan: 'fingerprint' of a finding is missing or no text")]
    public void What_is_no_report_is_named_by_its_field(string report, string error) => Assert.Equal((null, error), Read(report));

    [Fact]
    public void A_broken_field_of_the_finding_is_named()
    {
        Assert.Equal("is no report of a scan: 'line_start' of a finding is missing or no whole number", Read($$"""{"findings":[{{Finding(Whole).Replace(":3,", ":\"x\",", StringComparison.Ordinal)}}]}""").Error);
        Assert.Equal("is no report of a scan: 'commit' is no object", Read($$"""{"findings":[{{Finding(Whole, more: ",\"commit\":7")}}]}""").Error);
    }

    [Fact]
    public void A_fingerprint_that_names_none_or_several_is_refused()
    {
        var report = $$"""{"findings":[{{Finding(Whole)}},{{Finding("3-0123aaaaaaaaaaaaaaaaaaaa")}}]}""";
        Assert.Equal("has no finding whose fingerprint begins with '5-'", Read(report, "5-").Error);
        Assert.Equal($"'3-0123' begins 2 fingerprints ({Whole}, 3-0123aaaaaaaaaaaaaaaaaaaa); give more of it", Read(report, "3-0123").Error);
    }

    private static readonly string[] Shards = ["{", "}", "[", "]", "\"findings\"", ":", ",", "\n", "1", "\"fingerprint\"", $"\"{Whole}\"", "null", "{\"receipt\":{}}"];

    [Fact]
    public void Any_bytes_are_a_report_or_an_error() => Gen.OneOf(Gen.Byte.Array, Gen.Int[0, Shards.Length - 1].Select(i => Shards[i]).Array[0, 12].Select(p => Encoding.UTF8.GetBytes(string.Concat(p))))
        .Sample(bytes =>
        {
            var errors = new List<string>();
            Assert.True(ReportReader.Read(bytes, Whole, errors) is not null ^ errors.Count == 1);
        }, iter: 2000);

    [Fact]
    public void A_place_stands_where_it_helps()
    {
        var playbook = Shelf.Of("zoom/client-secret", new PlaybookRequest { Exposure = Exposures.Typical }, Shelf.Frozen);
        Assert.Contains("config/.env:12, as ZOOM_CLIENT_SECRET, since commit 4f6c1d0a9b of 2026-10-31 by Ada <ada@example.com>", playbook.Lines("about"), StringComparison.Ordinal);
        Assert.Contains("commit 4f6c1d0a9b of 2026-10-31", playbook.Lines("now"), StringComparison.Ordinal);
        Assert.Contains("an environment file was committed", playbook.Lines("leak"), StringComparison.Ordinal);
        Assert.Contains("--path 'config/.env'", playbook.Lines("history"), StringComparison.Ordinal);
        Assert.Contains("The value is out of config/.env:12", playbook.Lines("checklist"), StringComparison.Ordinal);
        // The code comes in the language of the file.
        Assert.Contains(playbook.Blocks("store"), b => b.Kind == BlockKind.Code && b.Language is "javascript" or "python");
    }

    [Fact]
    public void The_findings_own_variable_is_the_one_to_look_for()
    {
        var exposure = Exposures.Typical with { Places = [Exposures.Typical.Places[0] with { Variable = "OUR_ZOOM_KEY" }, Exposures.Typical.Places[1] with { Variable = "zoomKey" }] };
        var playbook = Shelf.Of("zoom/client-secret", new PlaybookRequest { Exposure = exposure }, Shelf.Frozen);
        Assert.Contains("OUR_ZOOM_KEY", playbook.Lines("store"), StringComparison.Ordinal);
        Assert.Contains("ZOOM_CLIENT_ID, OUR_ZOOM_KEY, zoomKey", playbook.Lines("impact"), StringComparison.Ordinal);
        Assert.DoesNotContain("ZOOM_CLIENT_SECRET", playbook.Lines("store"), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_addresses_of_the_catalog_become_links()
    {
        var exposure = Exposures.Typical with { Places = [Exposures.Typical.Places[0] with { File = "see https://evil.example/x", Commit = new("https://evil.example/y", "https://evil.example/z", "https://evil.example/d") }] };
        var html = Shelf.Written(Shelf.Of("zoom/client-secret", new PlaybookRequest { Exposure = exposure }, Shelf.Frozen), "html");
        Assert.Contains("<a href=\"https://developers.zoom.us/docs/internal-apps/s2s-oauth/\" rel=\"noreferrer\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"https://evil", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_what_is_in_no_commit_no_history_is_rewritten()
    {
        var exposure = Exposures.Typical with { Places = [Exposures.Typical.Places[0] with { Commit = null }] };
        var playbook = Shelf.Of("zoom/client-secret", new PlaybookRequest { Exposure = exposure }, Shelf.Frozen);
        Assert.DoesNotContain("filter-repo", playbook.Lines("history"), StringComparison.Ordinal);
        Assert.Contains("in no commit", playbook.Lines("now"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_finding_forges_nothing_on_a_terminal()
    {
        var text = Shelf.Written(Shelf.Of("zoom/client-secret", new PlaybookRequest { Exposure = Exposures.Hostile }), "text");
        Assert.DoesNotMatch(@"[\x00-\x09\x0B-\x1F\x7F-\x9F\u200B\u200F\u2028\u2029\u202E\u2066-\u2069\uFEFF]", text);
        Assert.DoesNotContain("##vso[", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?m)^clean: no secrets", text);
    }

    [Fact]
    public void A_hostile_finding_is_text_in_HTML_and_in_Markdown()
    {
        var playbook = Shelf.Of("zoom/client-secret", new PlaybookRequest { Exposure = Exposures.Hostile });
        var html = Shelf.Written(playbook, "html");
        Assert.DoesNotMatch("(?i)<(script|img|svg|iframe|link|base|form)", html);
        Assert.All(Regex.Matches(html, "href=\"([^\"]*)\"").Select(m => m.Groups[1].Value), h => Assert.Matches("^(#[a-z-]+|https?://)", h));
        var prose = Regex.Replace(Shelf.Written(playbook, "markdown"), @"(?ms)^(`{3,})[^\n]*\n.*?^\1$", "");
        Assert.DoesNotMatch(@"(?<!\\)<(?!https?://|code>|/code>)", prose);
        Assert.DoesNotMatch(@"(?<!\\)\[click", prose);
    }

    [Theory]
    [InlineData("ZOOM_CLIENT_SECRET=abc…", "ZOOM_CLIENT_SECRET")]
    [InlineData("  \"clientSecret\": \"abc…\",", "clientSecret")]
    [InlineData("secret := \"abc…\"", "secret")]
    [InlineData("const apiKey = 'abc…';", "apiKey")]
    [InlineData("private string Key { get; } = \"abc…\";", "")]
    [InlineData("client_secret => 'abc…'", "client_secret")]
    [InlineData("zoom.client-secret: abc…", "zoom.client-secret")]
    [InlineData("key = os.getenv(\"abc…\")", "key")]
    [InlineData("curl -H abc…", "")]
    [InlineData("nothing", "")]
    public void A_variable_is_read_off_its_line(string line, string name) => Assert.Equal(name, VariableName.In(line, "abc…"));

    [Fact]
    public void The_page_is_one_whole_file_with_one_first_heading()
    {
        var html = Shelf.Written(Shelf.Of("zoom/client-secret", new PlaybookRequest { Exposure = Exposures.Typical }), "html");
        var open = new Stack<string>();
        foreach (Match tag in Regex.Matches(Regex.Replace(html, "(?s)<style>.*?</style>", ""), @"<(?<end>/)?(?<name>[a-z][a-z0-9]*)[^<>]*>"))
        {
            if (tag.Groups["name"].Value is "meta" or "input") continue;
            if (tag.Groups["end"].Length > 0) Assert.Equal(tag.Groups["name"].Value, open.Pop());
            else open.Push(tag.Groups["name"].Value);
        }
        Assert.Empty(open);
        var ids = Regex.Matches(html, " id=\"([^\"]*)\"").Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Regex.Matches(html, "(?:href=\"#|aria-labelledby=\")([^\"]*)\"").Select(m => m.Groups[1].Value), id => Assert.Contains(id, ids));
        Assert.Single(Regex.Matches(html, "<h1"));
        Assert.DoesNotMatch("(?i)@import|url\\(", html);
    }
}
