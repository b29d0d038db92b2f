using System.Text.Json;
using Stanch.Tests.Sources.Git;

namespace Stanch.Tests.Cli;

/// <summary>What is less sure than asked for is counted and not reported. The user's rule here makes findings of 75 %, the planted tokens have a checksum and are surer.</summary>
public sealed class ConfidenceTest : IDisposable
{
    private readonly GitSandbox git = new();

    public ConfidenceTest()
    {
        git.Write("a.py", Planted.Line(1));
        git.Write("b.txt", "zz-code: q7w8e9r0t1y2\nzz-code: q7w8e9r0t1y2\nzz-code: m4n5b6v7c8x9\n");
        git.Write(".git/mine.yaml", "name: Mine\ncredentials:\n  code:\n    title: A code\n    find:\n      pattern: 'zz-code: (?<secret>[a-z0-9]{12})'\n");
        git.Commit("one");
    }

    public void Dispose() => git.Dispose();

    private Run Scan(params string[] arguments) => Program.Scan(git.Work, ["--rules", ".git/mine.yaml", .. arguments]);

    private static JsonElement Threshold(Run run) => Assert.Single(run.Receipt.GetProperty("thresholds").EnumerateArray());

    [Theory]
    [InlineData("--min-confidence", "0.8")]
    [InlineData("--min-confidence", "80%")]
    public void What_is_less_sure_is_counted_and_not_reported(string option, string value)
    {
        var run = Scan(option, value);
        Assert.Equal(["a.py:1"], run.Places);
        Assert.Equal((0.8, "command line", 2), (Threshold(run).GetProperty("confidence").GetDouble(), Threshold(run).GetProperty("set_by").GetString(), Threshold(run).GetProperty("below").GetInt32()));
        var text = Program.Stanch(git.Work, "scan", "--rules", ".git/mine.yaml", option, value).Output;
        Assert.Contains("confidence 80 % or more (command line), 2 secrets below were not reported", string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_threshold_is_told_when_nobody_asked_for_one()
    {
        var run = Scan();
        Assert.Equal(["a.py:1", "b.txt:1", "b.txt:2", "b.txt:3"], run.Places);
        Assert.Equal(("default", "default", 0), (Threshold(run).GetProperty("preset").GetString(), Threshold(run).GetProperty("set_by").GetString(), Threshold(run).GetProperty("below").GetInt32()));
    }

    [Fact]
    public void A_repository_asks_for_its_own_and_the_command_line_wins()
    {
        git.Write(".stanch.yaml", "version: 1\nmin-confidence: 0.9\n");
        var asked = Scan();
        Assert.Equal(["a.py:1"], asked.Places);
        Assert.EndsWith(".stanch.yaml", Threshold(asked).GetProperty("set_by").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, Scan("--preset", "paranoid").Places.Count);
        Assert.Equal(4, Scan("--show-ignored").Places.Count);
    }

    [Fact]
    public void A_baseline_holds_what_was_reported_only()
    {
        Scan("--min-confidence", "0.8", "--write-baseline", ".git/known");
        Assert.Equal(["b.txt:1", "b.txt:2", "b.txt:3"], Scan("--baseline", ".git/known").Places);
    }

    [Fact]
    public void Who_wants_to_ignore_a_secret_is_not_kept_from_it_by_the_threshold()
    {
        git.Write(".stanch.yaml", "version: 1\nmin-confidence: 1\n");
        Assert.Equal(0, Program.Stanch(git.Work, "ignore", "b.txt:1", "--rules", ".git/mine.yaml", "--reason", "no secret").Code);
        Assert.Contains("min-confidence: 1\n", File.ReadAllText(Path.Combine(git.Work, ".stanch.yaml")), StringComparison.Ordinal);
        Assert.Equal(1, Threshold(Scan("--min-confidence", "1")).GetProperty("below").GetInt32() - 1);
    }

    [Theory]
    [InlineData("--min-confidence", "60", "a number from 0 to 1 as in 0.6, or a share as in 60%")]
    [InlineData("--min-confidence", "101%", "a number from 0 to 1")]
    [InlineData("--min-confidence", "-0.1", "a number from 0 to 1")]
    [InlineData("--preset", "lax", "one of strict, default, paranoid")]
    public void A_threshold_that_is_none_is_refused(string option, string value, string why)
    {
        var run = Program.Stanch(git.Work, "scan", $"{option}={value}");
        Assert.Equal(2, run.Code);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_thresholds_are_refused() => Assert.Contains("exclude each other", Program.Stanch(git.Work, "scan", "--preset", "strict", "--min-confidence", "0.5").Error, StringComparison.Ordinal);
}
