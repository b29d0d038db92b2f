using System.Text.RegularExpressions;

namespace Stanch.Tests.Cli;

/// <summary>The page about the command line and the program's own help say the same.</summary>
public sealed partial class DocumentationTest
{
    private static readonly string Page = File.ReadAllText(Architecture.Repository.At("docs/command-line.md"));

    [GeneratedRegex("--[a-z][a-z-]+")]
    private static partial Regex Option();

    private static HashSet<string> OptionsIn(string text) => [.. Option().Matches(text).Select(m => m.Value)];

    private static string Help(params string[] command) => Program.Stanch(".", [.. command, "--help"]).Output;

    [Fact]
    public void Every_option_of_scan_is_described_and_none_that_is_not_there()
    {
        var scan = Page[Page.IndexOf("## `stanch scan", StringComparison.Ordinal)..Page.IndexOf("## Exit codes", StringComparison.Ordinal)];
        Assert.Equal(OptionsIn(Help("scan")).Except(["--help"]).Order(), OptionsIn(scan).Order());
    }

    [Fact]
    public void Every_option_of_playbook_is_described_and_none_that_is_not_there()
    {
        var playbook = Page[Page.IndexOf("## `stanch playbook", StringComparison.Ordinal)..Page.IndexOf("## Other commands", StringComparison.Ordinal)];
        Assert.Equal(OptionsIn(Help("playbook")).Except(["--help", "--report"]).Order(), OptionsIn(playbook).Except(["--report"]).Order());
    }

    [Fact]
    public void Every_command_is_described()
    {
        foreach (var command in new[] { "scan", "explain", "detectors", "ignore", "playbook", "catalog", "version" })
        {
            Assert.Contains($"`stanch {command}", Page, StringComparison.Ordinal);
            Assert.Contains($"\n  {command} ", Help(), StringComparison.Ordinal);
        }
        Assert.Subset(OptionsIn(Help("ignore")), OptionsIn(Page.Split('\n').Single(l => l.StartsWith("| `stanch ignore", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_readme_names_only_pages_that_exist()
    {
        var readme = File.ReadAllText(Architecture.Repository.At("README.md"));
        foreach (Match link in Regex.Matches(readme, @"\]\(([\w./-]+)\)")) Assert.True(File.Exists(Architecture.Repository.At(link.Groups[1].Value)), link.Value);
    }
}
