using System.Text;
using CsCheck;
using Microsoft.VisualBasic.FileIO;
using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Tests.Scanning.Reports;

public sealed class CsvTest
{
    [Fact]
    public void Every_row_has_the_columns_of_the_header()
    {
        foreach (var result in (ScanResult[])[Sample.Typical(), Sample.Partial(), Sample.Clean(), Sample.Hostile()])
        {
            var rows = Rows(Sample.Written("csv", result));
            Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
            Assert.Equal(rows.Count, Sample.Text("csv", result).Split("\r\n").Length - 1);
        }
    }

    [Fact]
    public void A_finding_is_a_row()
    {
        var rows = Rows(Sample.Written("csv", Sample.Typical()));
        var row = rows[0].Zip(rows[1]).ToDictionary(c => c.First, c => c.Second);
        Assert.Equal("finding", row["record"]);
        Assert.Equal("critical", row["severity"]);
        Assert.Equal("config/prod.env", row["file"]);
        Assert.Equal("12", row["line_start"]);
        Assert.Equal("Ada Lovelace <ada@example.com>", row["author"]);
        Assert.Equal("2024-03-01T23:30:00+01:00", row["date"]);
        Assert.Equal("true", row["in_current_tree"]);
        Assert.Equal("acm_…(40)", row["redacted"]);
        Assert.False(row.ContainsKey("secret"));
    }

    [Fact]
    public void The_receipt_follows_the_findings()
    {
        var rows = Rows(Sample.Written("csv", Sample.Partial()));
        var (title, note, file) = (Array.IndexOf(rows[0], "title"), Array.IndexOf(rows[0], "note"), Array.IndexOf(rows[0], "file"));
        Assert.Contains(rows, r => r[0] == "receipt" && r[title] == "verdict" && r[note].StartsWith("PARTIAL", StringComparison.Ordinal));
        Assert.Contains(rows, r => r[0] == "receipt" && r[title] == "files" && r[note] == "5012");
        Assert.Contains(rows, r => r[0] == "skipped" && r[title] == "unreadable" && r[file] == "home/keys/3.pem" && r[note] == "Permission denied");
        Assert.Equal(17, rows.Count(r => r[0] == "finding"));
    }

    [Fact]
    public void No_cell_is_a_formula_to_any_spreadsheet()
    {
        foreach (var separator in (string[])[",", ";", "\t"])
        {
            foreach (var row in Rows(Sample.Written("csv", Sample.Hostile()), separator))
                Assert.All(row, cell => Assert.DoesNotMatch("^[\\s\"]*[=+\\-@＝＋－＠]", cell));
        }
    }

    [Fact]
    public void Any_path_comes_back_as_it_can_be_shown() => Gen.String.Sample(path =>
    {
        var finding = Sample.Finding(Sample.Token, Sample.Value(Sample.TokenValue), "dir/" + path, 1, 1, "{0}");
        var rows = Rows(Sample.Written("csv", new ScanResult([finding], Sample.Clean().Receipt)));
        // Behind a semicolon a formula is defused too: not what this is about.
        if (!path.Contains(';')) Assert.Equal(Printable.Of("dir/" + path), rows[1][Array.IndexOf(rows[0], "file")]);
    });

    private static List<string[]> Rows(byte[] csv, string separator = ",")
    {
        using var parser = new TextFieldParser(new MemoryStream(csv), Encoding.UTF8) { Delimiters = [separator], TrimWhiteSpace = false, HasFieldsEnclosedInQuotes = separator == "," };
        var rows = new List<string[]>();
        while (!parser.EndOfData) rows.Add(parser.ReadFields()!);
        return rows;
    }
}
