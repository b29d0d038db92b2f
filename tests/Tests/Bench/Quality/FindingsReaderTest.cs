using System.Text;
using Stanch.Bench.Quality;

namespace Stanch.Tests.Bench.Quality;

public sealed class FindingsReaderTest
{
    [Theory]
    [InlineData("gitleaks", """[{"RuleID": "r", "StartLine": 3, "EndLine": 4, "Secret": "s", "File": "aa/f"}]""")]
    [InlineData("betterleaks", """[{"RuleID": "r", "StartLine": 3, "EndLine": 4, "Secret": "s", "Attributes": {"path": "aa/f"}, "Tags": []}]""")]
    [InlineData("Stanch", """{"detector": "r", "file": "aa/f", "line_start": 3, "line_end": 4, "secret": "s"}""" + "\n" + """{"receipt": {"verdict": "found"}}""" + "\n")]
    [InlineData("Stanch", """{"format": "stanch-report/1", "findings": [{"detector": "r", "repository": "aa", "file": "f", "line_start": 3, "line_end": 4, "secret": "s"}], "receipt": {}}""")]
    [InlineData("Stanch", """{"rule": "r", "file": "aa/f", "line_start": 3, "line_end": 4, "secret": "s"}""")]
    public void A_finding_with_its_value_is_read(string format, string text)
    {
        var file = Read(text);
        Assert.Contains(format, file.Format, StringComparison.Ordinal);
        Assert.Equal([new ReportedFinding("aa/f", 3, 4, "s", "r")], file.Findings);
    }

    [Theory]
    [InlineData("SARIF", """{"version": "2.1.0", "runs": [{"results": [{"ruleId": "r", "locations": [{"physicalLocation": {"artifactLocation": {"uri": "aa/f%20g"}, "region": {"startLine": 3}}}]}]}]}""")]
    [InlineData("SARIF", """{"runs": [{"tool": {"driver": {"rules": [{"id": "r"}]}}, "results": [{"ruleIndex": 0, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "aa/f g"}, "region": {"startLine": 3, "endLine": 3}}}]}]}]}""")]
    [InlineData("detect-secrets", """{"version": "1.5.0", "plugins_used": [], "results": {"aa/f g": [{"type": "r", "hashed_secret": "00", "line_number": 3}]}}""")]
    [InlineData("TruffleHog", """{"SourceMetadata": {"Data": {"Filesystem": {"file": "aa/f g", "line": 3}}}, "DetectorName": "r", "Raw": ""}""")]
    public void A_finding_without_its_value_is_read(string format, string text)
    {
        var file = Read(text);
        Assert.Contains(format, file.Format, StringComparison.Ordinal);
        Assert.Equal([new ReportedFinding("aa/f g", 3, 3, "", "r")], file.Findings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\uFEFF[]\r\n")]
    [InlineData("""{"receipt": {"verdict": "clean"}}""")]
    [InlineData("""{"runs": [{"results": null}]}""")]
    public void Nothing_found_is_no_mistake(string text) => Assert.Empty(Read(text).Findings);

    [Fact]
    public void A_finding_without_a_line_is_counted_apart()
    {
        var file = Read("""{"SourceMetadata": {"Data": {"Git": {"file": "f"}}}}""" + "\n" + """{"SourceMetadata": {"Data": {"Git": {"file": "f", "line": 7}}}}""");
        Assert.Equal(1, file.Placeless);
        Assert.Equal(7, Assert.Single(file.Findings).LineStart);
    }

    [Fact]
    public void A_suppressed_result_is_none() =>
        Assert.Empty(Read("""{"runs": [{"results": [{"ruleId": "r", "suppressions": [{"kind": "inSource"}], "locations": [{"physicalLocation": {"artifactLocation": {"uri": "f"}, "region": {"startLine": 3}}}]}]}]}""").Findings);

    [Theory]
    [InlineData("{}", 1, 1, "none of the known formats")]
    [InlineData("[1]", 1, 1, "none of the known formats")]
    [InlineData("hello", 1, 1, "no JSON")]
    [InlineData("[\n  {\"RuleID\": \"r\", \"StartLine\": 1}\n]", 2, 3, "'File'")]
    [InlineData("[\n  {\"RuleID\": \"r\", \"File\": \"f\",\n   \"StartLine\": \"1\"}]", 3, 17, "a line number")]
    [InlineData("{\"file\": \"f\", \"line_start\": 1}\n{\"line_start\": 1}", 2, 1, "'file'")]
    [InlineData("{\"file\": \"f\", \"line_start\": 1}\n{\"file\"", 2, 8, "no JSON")]
    [InlineData("{\"runs\": 1}", 1, 10, "'runs'")]
    [InlineData("{\"plugins_used\": [], \"results\": {\n\"f\": 1}}", 2, 6, "a list")]
    [InlineData("{\"SourceMetadata\": {\"Data\": []}}", 1, 20, "'Data'")]
    public void A_mistake_is_named_with_its_place(string text, int line, int column, string what)
    {
        var (file, error) = FindingsReader.Read("out.json", Encoding.UTF8.GetBytes(text));
        Assert.Null(file);
        Assert.StartsWith($"out.json({line},{column}): error: ", error!.ToString(), StringComparison.Ordinal);
        Assert.Contains(what, error.What, StringComparison.Ordinal);
    }

    private static FindingsFile Read(string text)
    {
        var (file, error) = FindingsReader.Read("out.json", Encoding.UTF8.GetBytes(text));
        Assert.Null(error);
        return file!;
    }
}
