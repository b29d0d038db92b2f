using System.Runtime.CompilerServices;
using Stanch.Scanning;
using Stanch.Scanning.Reports;

namespace Stanch.Tests.Scanning.Reports;

/// <summary>The reports for people, byte for byte. After a change that is meant: STANCH_UPDATE_GOLDEN=1, and look at the difference.</summary>
public sealed class GoldenTest
{
    [Fact]
    public void Text_looks_as_before() => Same("report.txt", Sample.Text("text", Sample.Typical()));

    [Fact]
    public void Text_in_colour_looks_as_before() =>
        Same("report.colour.txt", Sample.Text("text", Sample.Typical(), new ReportOptions(Colour: true, Width: 80)));

    [Fact]
    public void Text_of_a_partial_run_looks_as_before() => Same("report.partial.txt", Sample.Text("text", Sample.Partial(), new ReportOptions(Width: 100)));

    [Fact]
    public void Text_of_a_clean_run_looks_as_before() => Same("report.clean.txt", Sample.Text("text", Sample.Clean()));

    [Fact]
    public void Text_of_hostile_input_looks_as_before() => Same("report.hostile.txt", Sample.Text("text", Sample.Hostile()));

    [Fact]
    public void Markdown_looks_as_before() => Same("report.md", Sample.Text("markdown", Sample.Partial()));

    [Fact]
    public void Html_looks_as_before() => Same("report.html", Sample.Text("html", Sample.Partial()));

    private static void Same(string name, string actual)
    {
        var path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("STANCH_UPDATE_GOLDEN") == "1") File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Golden"));
}
