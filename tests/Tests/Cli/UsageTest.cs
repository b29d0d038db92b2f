namespace Stanch.Tests.Cli;

public sealed class UsageTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("no-such-file: no such file or folder", "scan", "no-such-file")]
    [InlineData("\\x1B[31m: no such file or folder", "scan", "\u001b[31m")]
    [InlineData("--bogus: no such option", "scan", "--bogus")]
    [InlineData("--report xml: no such format", "scan", "--report", "xml")]
    [InlineData("--report: only one report can go to standard output", "scan", "--report", "json", "--report", "text")]
    [InlineData("--report sarif=no/such/folder.sarif: its folder does not exist", "scan", "--report", "sarif=no/such/folder.sarif")]
    [InlineData("--detector acme/*: no detector of that name", "scan", "--detector", "acme/*")]
    [InlineData("--since yesterday: a date as in 2026-01-31", "scan", "--since", "yesterday")]
    [InlineData("--min-severity bad: one of", "scan", "--min-severity", "bad")]
    [InlineData("--color blue: one of", "scan", "--color", "blue")]
    [InlineData("--workers: a number from 1 to 256", "scan", "--workers", "0")]
    [InlineData("--staged and --range exclude each other", "scan", "--staged", "--range", "a..b")]
    [InlineData(".: lies in no git repository", "scan", "--staged")]
    [InlineData("standard input ('-') has no commits to look into", "scan", "-", "--staged")]
    [InlineData("no-rules.yaml(1,1): error", "scan", "--rules", "no-rules.yaml")]
    [InlineData("no-config: error CFG001: does not exist", "scan", "--config", "no-config")]
    [InlineData("no-baseline: error CFG001: does not exist", "scan", "--baseline", "no-baseline")]
    [InlineData("no-file: Could not find file", "explain", "no-file")]
    [InlineData("detectors show acme/none: no detector of that name", "detectors", "show", "acme/none")]
    [InlineData("--format xml: text or json", "detectors", "list", "--format", "xml")]
    [InlineData("catalog check: no folder 'providers' here", "catalog", "check")]
    [InlineData("Unrecognized command or argument 'scann'", "scann")]
    [InlineData("Option '--reason' is required", "ignore", "x:1")]
    public void A_mistake_is_said_with_the_name_of_what_is_wrong_and_ends_with_2(string message, params string[] arguments)
    {
        var run = Program.Stanch(folder, arguments);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith($"stanch: {message}", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_lists_the_commands_and_the_options_of_one()
    {
        var help = Program.Stanch(folder, "--help");
        Assert.Equal((0, ""), (help.Code, help.Error));
        foreach (var command in new[] { "scan", "explain", "detectors", "ignore", "catalog", "version" }) Assert.Contains($"\n  {command} ", help.Output, StringComparison.Ordinal);
        var scan = Program.Stanch(folder, "scan", "--help");
        Assert.Equal(0, scan.Code);
        Assert.Contains("--allow-partial", scan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_command_the_help_is_an_error()
    {
        var run = Program.Stanch(folder);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("stanch [command]", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public void The_version_names_the_program_and_its_catalog(string argument)
    {
        var run = Program.Stanch(folder, argument);
        Assert.Equal(0, run.Code);
        Assert.Matches(@"^stanch \d+\.\d+\.\d+ \([\w-]+\)\ncatalog [0-9a-f]{64}: \d+ providers, \d+ credential types\n$", run.Output);
    }
}
