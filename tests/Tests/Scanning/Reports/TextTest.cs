using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Sources;

namespace Stanch.Tests.Scanning.Reports;

public sealed class TextTest
{
    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    public void No_line_is_wider_than_the_terminal(int width) =>
        // The verdict is one line at any width: scripts read it.
        Assert.All(Lines(Sample.Partial(), new ReportOptions(Width: width))[..^1], line => Assert.InRange(line.Length, 0, width));

    [Fact]
    public void Colour_changes_no_letter()
    {
        var plain = Sample.Text("text", Sample.Partial());
        var colour = Sample.Text("text", Sample.Partial(), new ReportOptions(Colour: true, Width: 80));
        Assert.NotEqual(plain, colour);
        Assert.Equal(plain, Regex.Replace(colour, "\e\\[[0-9;]*m", ""));
    }

    [Fact]
    public void Foreign_text_never_acts_and_never_starts_a_line()
    {
        foreach (var line in Lines(Sample.Hostile()))
        {
            Assert.DoesNotContain(line, c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator);
            Assert.DoesNotMatch(@"^\s*(::|##)|##vso\[|##\[|##teamcity\[", line);
            Assert.False(line.StartsWith("clean", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void In_colour_the_only_escape_sequences_are_our_own()
    {
        var text = Sample.Text("text", Sample.Hostile(), new ReportOptions(Colour: true));
        Assert.DoesNotContain(Regex.Replace(text, "\e\\[[0-9;]*m", "").Replace("\n", ""), c => char.IsControl(c));
        foreach (Match sequence in Regex.Matches(text, "\e\\[([0-9;]*)m"))
            Assert.Contains(sequence.Groups[1].Value, (string[])["0", "1", "2", "36", "1;33", "1;32", "1;31", "33", "32", "1;97;41", "1;34", "1;36"]);
    }

    [Fact]
    public void Ten_thousand_places_are_a_few_lines_and_a_count()
    {
        var lines = Lines(Sample.ManyPlaces(10_000));
        Assert.InRange(lines.Length, 10, 40);
        Assert.Contains(lines, l => l.EndsWith("… and 9,995 more places", StringComparison.Ordinal));
        Assert.Equal("1 secret in 10,000 places: 1 critical", lines[^1]);
    }

    [Fact]
    public void A_single_place_beyond_the_limit_is_shown_rather_than_counted() =>
        Assert.DoesNotContain(Lines(Sample.ManyPlaces(6)), l => l.Contains("more place", StringComparison.Ordinal));

    [Fact]
    public void The_last_line_is_the_verdict()
    {
        Assert.Equal("4 secrets in 17 places: 1 critical, 1 high, 1 medium, 1 low", Lines(Sample.Typical())[^1]);
        Assert.Equal("PARTIAL: 4 secrets in 17 places; 8 things not scanned, 1 limit hit", Lines(Sample.Partial())[^1]);
        Assert.Equal("clean: no secrets in anything that was scanned", Lines(Sample.Clean())[^1]);
        Assert.Equal("NOTHING was scanned: 0 bytes were read", Lines(Sample.Nothing())[^1]);
    }

    [Fact]
    public void A_partial_run_without_a_finding_does_not_call_itself_clean()
    {
        var coverage = new Coverage();
        coverage.AddFile(10);
        coverage.Skip(SkipReason.Unreadable, "key.pem", "Permission denied");
        var lines = Lines(new ScanResult([], Sample.Receipt(coverage)));
        Assert.Equal("PARTIAL: no secrets in what was scanned; 1 thing not scanned", lines[^1]);
        Assert.Contains("  lost      1 unreadable: key.pem (Permission denied)", lines);
        Assert.DoesNotContain(lines, l => l.Contains("clean", StringComparison.Ordinal));
    }

    [Fact]
    public void What_still_stands_comes_first_and_the_worst_detector_speaks()
    {
        var value = Sample.Value(Sample.TokenValue);
        var text = Sample.Text("text", new ScanResult(
        [
            Sample.Finding(Sample.Password, value, "a.txt", 1, 1, "{0}") with { Commit = Sample.Grace },
            Sample.Finding(Sample.Token, value, "b.txt", 1, 1, "{0}") with { Commit = Sample.Ada, InCurrentTree = true },
        ], Sample.Clean().Receipt));
        Assert.Contains("CRITICAL  Acme personal access token", text);
        Assert.Contains("also taken for generic/password", text);
        Assert.True(text.IndexOf("b.txt:1:1", StringComparison.Ordinal) < text.IndexOf("a.txt:1:1", StringComparison.Ordinal));
    }

    [Fact]
    public void Carets_stand_under_the_value_after_wide_letters()
    {
        var lines = Lines(new ScanResult([Sample.Finding(Sample.Token, Sample.Value(Sample.TokenValue), "f", 1, 1, "密码 = {0}")], Sample.Clean().Receipt));
        var carets = Array.FindIndex(lines, l => l.Contains('^'));
        Assert.Equal(lines[carets - 1].IndexOf("acm_", StringComparison.Ordinal) + 2, lines[carets].IndexOf('^'));
    }

    [Fact]
    public void A_long_line_is_cut_around_the_value()
    {
        var code = new string('a', 90) + " {0} " + new string('z', 90);
        var lines = Lines(new ScanResult([Sample.Finding(Sample.Token, Sample.Value(Sample.TokenValue), "f", 1, 1, code)], Sample.Clean().Receipt));
        var line = lines.Single(l => l.Contains("aaaa", StringComparison.Ordinal));
        Assert.InRange(line.Length, 70, 80);
        Assert.Contains("aaa acm_…(40) zzz", line);
        Assert.EndsWith("…", line);
    }

    [Fact]
    public void A_staged_secret_has_not_left_the_machine()
    {
        var receipt = Sample.Clean().Receipt with { Scope = ["staged"] };
        var text = Sample.Text("text", new ScanResult([Sample.Finding(Sample.Token, Sample.Value(Sample.TokenValue), "f", 1, 1, "{0}")], receipt));
        Assert.Contains("Take it out before you commit", text);
        Assert.DoesNotContain("Revoke", text);
        Assert.DoesNotContain("stanch playbook", text);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("html")]
    [InlineData("sarif")]
    public void The_playbook_of_each_type_is_named_and_none_of_a_rule_that_has_none(string format)
    {
        var text = Sample.Text(format, Sample.Typical(), new ReportOptions { WithoutPlaybook = new HashSet<string> { Sample.Password.Id } });
        foreach (var detector in (Stanch.Catalog.Detector[])[Sample.Token, Sample.Client, Sample.Publishable]) Assert.Contains($"stanch playbook {detector.Id}", text);
        Assert.DoesNotContain($"stanch playbook {Sample.Password.Id}", text);
    }

    [Theory]
    [InlineData("out/report.json", "out/report.json")]
    [InlineData("my reports/a&b.json", "\"my reports/a&b.json\"")]
    [InlineData("$(touch x).json", null)]
    [InlineData("a\"; b.json", null)]
    [InlineData("a`b`.json", null)]
    [InlineData("-r.json", null)]
    [InlineData("a\nb.json", null)]
    public void With_a_JSON_report_the_playbook_is_asked_for_the_finding_unless_its_path_could_run_something(string file, string? word)
    {
        var text = Sample.Text("text", Sample.Typical(), new ReportOptions(Width: 120) { JsonFile = file });
        var fingerprint = Sample.Typical().Findings[0].Fingerprint;
        Assert.Contains(word is null ? $"steps   stanch playbook {Sample.Token.Id}\n" : $"steps   stanch playbook --finding {fingerprint} --scan {word}\n", text);
    }

    [Theory]
    [InlineData("tree,history", "not committed yet")]
    [InlineData("tree", "history was not read")]
    [InlineData("tree,range A..B", "in no commit that was read")]
    [InlineData("staged", "staged, not committed")]
    public void A_place_without_a_commit_says_why(string scope, string origin)
    {
        var receipt = Sample.Clean().Receipt with { Scope = scope.Split(',') };
        Assert.Contains($"╰─ {origin}\n", Sample.Text("text", new ScanResult([Sample.Finding(Sample.Token, Sample.Value(Sample.TokenValue), "f", 1, 1, "{0}")], receipt)));
    }

    [Fact]
    public void Nobody_is_sent_to_a_provider_that_is_no_firm()
    {
        var value = Sample.Value(Sample.TokenValue);
        foreach (var detector in (Stanch.Catalog.Detector[])[Sample.Token with { Provider = "generic" }, Sample.Token with { Provider = "http" }, Sample.Token with { Linear = true }])
        {
            var text = Sample.Text("text", new ScanResult([Sample.Finding(detector, value, "f", 1, 1, "{0}")], Sample.Clean().Receipt));
            Assert.Contains("Revoke it where it was issued first", text);
        }
    }

    [Fact]
    public void Every_reason_of_a_skip_has_words()
    {
        foreach (var reason in Enum.GetValues<SkipReason>())
        {
            var coverage = new Coverage();
            coverage.Skip(reason, "x");
            coverage.Skip(reason, "y");
            var line = Assert.Single(Lines(new ScanResult([], Sample.Receipt(coverage))), l => l.StartsWith("  skipped", StringComparison.Ordinal) || l.StartsWith("  lost", StringComparison.Ordinal));
            Assert.Matches("^  (skipped|lost) +2 [a-z]", line);
        }
    }

    [Fact]
    public void Sizes_and_times_are_written_as_people_do()
    {
        Assert.Contains("999 bytes in 0 ms", Read(999, TimeSpan.Zero));
        Assert.Contains("1.0 kB in 640 ms", Read(1000, TimeSpan.FromSeconds(0.64)));
        Assert.Contains("1.0 MB in 1.0 s", Read(999_999, TimeSpan.FromSeconds(0.9999)));
        Assert.Contains("24.8 MB in 59.9 s (414 kB/s)", Read(24_800_000, TimeSpan.FromSeconds(59.9)));
        Assert.Contains("1.2 GB in 2 min 5 s", Read(1_234_567_890, TimeSpan.FromSeconds(125)));
        Assert.Contains("200 GB in 2 h 1 min", Read(200_000_000_000, TimeSpan.FromSeconds(7290)));
    }

    private static string Read(long bytes, TimeSpan time)
    {
        var coverage = new Coverage();
        coverage.AddFile(bytes);
        return Sample.Text("text", new ScanResult([], Sample.Receipt(coverage) with { Duration = time }));
    }

    private static string[] Lines(ScanResult result, ReportOptions? options = null) => Sample.Text("text", result, options).TrimEnd('\n').Split('\n');
}
