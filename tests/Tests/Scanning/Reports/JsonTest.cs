using System.Text;
using System.Text.Json;
using CsCheck;
using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Tests.Scanning.Reports;

public sealed class JsonTest
{
    private static readonly ReportOptions InClear = new(ShowSecrets: true);

    [Fact]
    public void The_document_conforms_to_the_published_schema() => Assert.Equal("", SchemaCheck.Complaints(SchemaCheck.ReportSchema, ".json",
        [.. All().Select(r => Sample.Written("json", r)), Sample.Written("json", Sample.Typical(), InClear)]));

    [Fact]
    public void Each_line_conforms_to_the_published_schema() => Assert.Equal("", SchemaCheck.Complaints(SchemaCheck.ReportSchema + "#/$defs/line", ".jsonl",
        [.. All().Select(r => Sample.Written("jsonl", r)), Sample.Written("jsonl", Sample.Typical(), InClear)]));

    [Fact]
    public void The_schema_check_sees_a_wrong_document() =>
        Assert.Contains("must have required property 'receipt'",
            SchemaCheck.Complaints(SchemaCheck.ReportSchema, ".json", "{\"format\":\"stanch-report/1\",\"findings\":[]}"u8.ToArray()));

    [Fact]
    public void A_finding_has_the_documented_names()
    {
        using var json = JsonDocument.Parse(Sample.Written("json", Sample.Typical()));
        var finding = json.RootElement.GetProperty("findings")[0];
        Assert.Equal("acme/access-token", finding.GetProperty("detector").GetString());
        Assert.Equal("Acme personal access token", finding.GetProperty("title").GetString());
        Assert.Equal("Acme", finding.GetProperty("provider").GetString());
        Assert.Equal("critical", finding.GetProperty("severity").GetString());
        Assert.Equal(0.98, finding.GetProperty("confidence").GetDouble());
        Assert.Equal("config/prod.env", finding.GetProperty("file").GetString());
        Assert.Equal(12, finding.GetProperty("line_start").GetInt32());
        Assert.Equal(12, finding.GetProperty("line_end").GetInt32());
        Assert.Equal(14, finding.GetProperty("column_start").GetInt32());
        Assert.Equal(54, finding.GetProperty("column_end").GetInt32());
        Assert.Equal(Sample.Ada.Id, finding.GetProperty("commit").GetProperty("id").GetString());
        Assert.Equal(Sample.Ada.Author, finding.GetProperty("commit").GetProperty("author").GetString());
        Assert.Equal("2024-03-01T23:30:00+01:00", finding.GetProperty("commit").GetProperty("date").GetString());
        Assert.Equal(4.123, finding.GetProperty("entropy").GetDouble());
        Assert.Equal(JsonValueKind.Null, finding.GetProperty("decoded").ValueKind);
        Assert.Equal("acm_…(40)", finding.GetProperty("redacted").GetString());
        Assert.Equal(Sample.Named(Sample.Value(Sample.TokenValue)), finding.GetProperty("fingerprint").GetString());
        Assert.False(finding.TryGetProperty("secret", out _));
    }

    [Fact]
    public void What_a_finding_has_not_is_left_out()
    {
        using var json = JsonDocument.Parse(Sample.Written("json", Sample.Typical()));
        var uncommitted = json.RootElement.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("detector").GetString() == "zoom/client-secret");
        Assert.False(uncommitted.TryGetProperty("commit", out _));
        Assert.False(uncommitted.TryGetProperty("source", out _));
        Assert.False(uncommitted.TryGetProperty("repository", out _));
        Assert.Equal("base64", uncommitted.GetProperty("decoded").GetString());
        Assert.Equal("idA4…(24)", uncommitted.GetProperty("parts").GetProperty("client-id").GetString());
    }

    [Fact]
    public void With_the_flag_secret_and_parts_are_in_clear_and_the_snippet_is_not()
    {
        using var json = JsonDocument.Parse(Sample.Written("json", Sample.Typical(), InClear));
        var finding = json.RootElement.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("detector").GetString() == "zoom/client-secret");
        Assert.Equal(Sample.ClientValue, finding.GetProperty("secret").GetString());
        Assert.Equal(Sample.ClientIdValue, finding.GetProperty("parts").GetProperty("client-id").GetString());
        Assert.DoesNotContain(Sample.ClientValue, finding.GetProperty("snippet").GetString());
    }

    [Fact]
    public void The_receipt_is_the_last_line()
    {
        var lines = Sample.Text("jsonl", Sample.Partial()).TrimEnd('\n').Split('\n');
        Assert.Equal(18, lines.Length);
        using var last = JsonDocument.Parse(lines[^1]);
        var receipt = last.RootElement.GetProperty("receipt");
        Assert.True(receipt.GetProperty("partial").GetBoolean());
        Assert.Equal("partial", receipt.GetProperty("verdict").GetString());
        Assert.Equal(4, receipt.GetProperty("secrets").GetInt32());
        Assert.Equal(17, receipt.GetProperty("places").GetInt32());
        var lost = receipt.GetProperty("skipped").EnumerateArray().Single(s => s.GetProperty("reason").GetString() == "unreadable");
        Assert.True(lost.GetProperty("loss").GetBoolean());
        Assert.Equal(7, lost.GetProperty("count").GetInt32());
        Assert.Equal("Permission denied", lost.GetProperty("named")[0].GetProperty("detail").GetString());
        Assert.All(lines[..^1], line => Assert.DoesNotContain("\"receipt\"", line));
    }

    [Fact]
    public void Hostile_text_survives_as_it_was_but_for_halves_of_pairs()
    {
        using var json = JsonDocument.Parse(Sample.Written("json", Sample.Hostile()));
        var files = json.RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("file").GetString());
        Assert.Equal(Hostilities.All.Select(h => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(h))), files);
    }

    [Fact]
    public void Any_text_survives_and_the_written_form_can_be_printed() => Gen.String.Sample(text =>
    {
        var result = new ScanResult([Sample.Finding(Sample.Token, Sample.Value(Sample.TokenValue), text, 1, 1, "{0}")], Sample.Clean().Receipt);
        var line = Sample.Text("jsonl", result).Split('\n')[0];
        using var json = JsonDocument.Parse(line);
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), json.RootElement.GetProperty("file").GetString());
        Assert.Equal(Printable.Of(line), line);
    });

    [Fact]
    public void Parts_of_one_name_are_written_once()
    {
        var finding = Sample.Typical().Findings[0] with { Parts = [new("id", Sample.Value(Sample.ClientIdValue)), new("id", Sample.Value(Sample.TokenValue))] };
        using var json = JsonDocument.Parse(Sample.Text("jsonl", new ScanResult([finding], Sample.Clean().Receipt)).Split('\n')[0]);
        Assert.Equal("idA4…(24)", Assert.Single(json.RootElement.GetProperty("parts").EnumerateObject()).Value.GetString());
    }

    private static ScanResult[] All() => [Sample.Typical(), Sample.Partial(), Sample.Clean(), Sample.Nothing(), Sample.Hostile()];
}
