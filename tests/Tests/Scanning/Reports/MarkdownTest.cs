using System.Text.RegularExpressions;
using Stanch.Scanning;

namespace Stanch.Tests.Scanning.Reports;

public sealed class MarkdownTest
{
    [Fact]
    public void Every_row_of_a_table_has_the_cells_of_its_header()
    {
        foreach (var table in Tables(Sample.Text("markdown", Sample.Hostile())))
        {
            var cells = table.Select(row => Regex.Count(row, @"(?<!\\)\|")).ToArray();
            Assert.All(cells, n => Assert.Equal(cells[0], n));
        }
    }

    [Fact]
    public void Foreign_text_is_neither_markup_nor_a_link_nor_a_mention()
    {
        var text = Sample.Text("markdown", Sample.Hostile());
        // Code is shown as it is: take it out, then what is left must be tame.
        text = Regex.Replace(text, "^(`{3,})text\n.*?\n\\1$", "", RegexOptions.Singleline | RegexOptions.Multiline);
        text = Regex.Replace(text, "`[^`\n]*`", "");
        text = text.Replace("> [!WARNING]", "", StringComparison.Ordinal);
        Assert.DoesNotMatch("@(?!&#8203;)", text);
        Assert.DoesNotMatch("(?<!\\\\)://", text);
        Assert.DoesNotMatch("(?i)www\\.", text);
        Assert.DoesNotMatch("(?<!\\\\)[\\[\\]]", text);
        Assert.DoesNotMatch("<(?!/?(details|summary|b|code)( open)?>)(?<!\\\\<)", text);
        Assert.DoesNotMatch("(?m)(?<!\\\\)#(?!&#8203;)\\S", Regex.Replace(text, "&#\\d+;|^#+ |&#8203;", ""));
    }

    [Fact]
    public void A_fence_is_longer_than_any_in_the_code()
    {
        var finding = Sample.Finding(Sample.Token, Sample.Value(Sample.TokenValue), "f", 1, 1, "````` {0} ```");
        Assert.Contains("\n``````text\n1 | ````` acm_…(40) ```\n``````\n", Sample.Text("markdown", new ScanResult([finding], Sample.Clean().Receipt)));
    }

    [Fact]
    public void It_fits_into_a_comment_however_much_was_found()
    {
        var findings = Enumerable.Range(0, 500).Select(i => Sample.Finding(
            Sample.Token, Sample.Value(Sample.TokenValue + i), new string('d', 100) + i, 1, 1, new string('c', 90) + "{0}" + new string('c', 90)) with { Commit = Sample.Ada });
        var text = Sample.Text("markdown", new ScanResult([.. findings], Sample.Partial().Receipt));
        Assert.InRange(text.Length, 1, 65_536);
        Assert.Contains("… and 460 more secrets", text);
        Assert.Contains("PARTIAL: 500 secrets in 500 places", text);
    }

    [Fact]
    public void The_heading_tells_the_outcome()
    {
        Assert.StartsWith("## Stanch: 4 secrets in 17 places\n", Sample.Text("markdown", Sample.Typical()));
        Assert.StartsWith("## Stanch: clean\n", Sample.Text("markdown", Sample.Clean()));
        Assert.StartsWith("## Stanch: nothing was scanned\n", Sample.Text("markdown", Sample.Nothing()));
    }

    private static IEnumerable<string[]> Tables(string text) =>
        Regex.Matches(text, @"(?m)(^\|.*\n)+").Select(m => m.Value.TrimEnd('\n').Split('\n'));
}
