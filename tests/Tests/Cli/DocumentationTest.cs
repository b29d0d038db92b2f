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
        var playbook = Page[Page.IndexOf("## `stanch playbook", StringComparison.Ordinal)..Page.IndexOf("## `stanch check", StringComparison.Ordinal)];
        Assert.Equal(OptionsIn(Help("playbook")).Except(["--help", "--report"]).Order(), OptionsIn(playbook).Except(["--report"]).Order());
    }

    [Fact]
    public void Every_option_of_check_is_described_and_none_that_is_not_there()
    {
        var check = Page[Page.IndexOf("## `stanch check", StringComparison.Ordinal)..Page.IndexOf("## `stanch reach", StringComparison.Ordinal)];
        Assert.Equal(OptionsIn(Help("check")).Except(["--help", "--report", "--show-secrets"]).Order(), OptionsIn(check).Except(["--show-secrets"]).Order());
    }

    [Fact]
    public void Every_option_of_reach_is_described_and_none_that_is_not_there()
    {
        var reach = Page[Page.IndexOf("## `stanch reach", StringComparison.Ordinal)..Page.IndexOf("## `stanch revoke", StringComparison.Ordinal)];
        Assert.Equal(OptionsIn(Help("reach")).Except(["--help", "--report", "--show-secrets"]).Order(), OptionsIn(reach).Except(["--show-secrets"]).Order());
    }

    [Fact]
    public void Every_option_of_revoke_is_described_and_none_that_is_not_there()
    {
        var revoke = Page[Page.IndexOf("## `stanch revoke", StringComparison.Ordinal)..Page.IndexOf("## Other commands", StringComparison.Ordinal)];
        Assert.Equal(OptionsIn(Help("revoke")).Except(["--help"]).Order(), OptionsIn(revoke).Order());
    }

    [Fact]
    public void Every_command_is_described()
    {
        foreach (var command in new[] { "scan", "check", "reach", "revoke", "fix", "install", "uninstall", "doctor", "hook", "explain", "detectors", "ignore", "tune", "playbook", "catalog", "version" })
        {
            Assert.Contains($"`stanch {command}", Page, StringComparison.Ordinal);
            Assert.Contains($"\n  {command} ", Help(), StringComparison.Ordinal);
        }
        foreach (var command in new[] { "ignore", "tune", "install", "fix" })
            Assert.Subset(OptionsIn(Help(command)), OptionsIn(Page.Split('\n').Single(l => l.StartsWith($"| `stanch {command}", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_commands_that_the_pages_tell_to_type_are_taken()
    {
        var folder = Directory.CreateTempSubdirectory("stanch-cli-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "config.py"), Planted.Line(1));
            foreach (var line in Page.Split('\n').Where(l => l.StartsWith("    stanch ", StringComparison.Ordinal)).Select(l => l.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]))
            {
                var run = Program.Stanch(folder, line.Contains("--finding") ? [.. line.Select(w => w == "3-0123abcd" ? Fingerprint(folder) : w)] : line);
                Assert.Equal((line[0] == "scan" ? 1 : 0, ""), (run.Code, run.Error));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static string Fingerprint(string folder) => Regex.Match(File.ReadAllText(Path.Combine(folder, "report.json")), "\"fingerprint\": ?\"([^\"]+)\"").Groups[1].Value;
    }

    [Fact]
    public void What_the_readme_shows_of_a_playbook_is_what_it_says()
    {
        var readme = File.ReadAllText(Architecture.Repository.At("README.md")).ReplaceLineEndings("\n").Split("```\n");
        Assert.Contains("steps   stanch playbook zoom/client-secret\n", readme[1], StringComparison.Ordinal);
        var words = string.Join(' ', Program.Stanch(".", "playbook", "zoom/client-secret").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var shown = string.Join(' ', readme[3].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // Without a finding there is no commit to name, so from the second step on.
        Assert.Contains(shown[shown.IndexOf(" 2. ", StringComparison.Ordinal)..], words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_names_only_pages_that_exist()
    {
        var readme = File.ReadAllText(Architecture.Repository.At("README.md"));
        foreach (Match link in Regex.Matches(readme, @"\]\(([\w./-]+)\)")) Assert.True(File.Exists(Architecture.Repository.At(link.Groups[1].Value)), link.Value);
    }
}
