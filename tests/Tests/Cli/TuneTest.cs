using Stanch.Tests.Sources.Git;

namespace Stanch.Tests.Cli;

public sealed class TuneTest : IDisposable
{
    private readonly GitSandbox git = new();

    public TuneTest()
    {
        for (var i = 1; i <= 3; i++) git.Write($"test/{i}.py", Planted.Line(i));
        git.Write("src/app.py", Planted.Line(4));
        git.Commit("one");
        Assert.Equal(0, Stanch("ignore", "test/1.py:1", "--reason", "false-positive").Code);
        Assert.Equal(0, Stanch("ignore", "test/2.py:1", "--reason", "false-positive: made for the test").Code);
        Assert.Equal(0, Stanch("ignore", "test/3.py:1", "--reason", "false-positive").Code);
    }

    public void Dispose() => git.Dispose();

    private Run Stanch(params string[] arguments) => Program.Stanch(git.Work, arguments);
    private string Configuration => File.ReadAllText(Path.Combine(git.Work, ".stanch.yaml"));

    [Fact]
    public void It_proposes_and_writes_nothing_unless_it_is_told_to()
    {
        var before = Configuration;
        var run = Stanch("tune");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("in /test/**", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was written", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, Configuration);
        Assert.DoesNotContain(Planted.Token(1), run.All, StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_writes_is_honoured()
    {
        Assert.Equal(0, Stanch("tune", "--write").Code);
        Assert.Contains("false-alarms:\n  - detector: ", Configuration, StringComparison.Ordinal);
        git.Write("test/5.py", Planted.Line(5));
        Assert.Equal(["src/app.py:1"], Program.Scan(git.Work).Places);
        Assert.Contains("hidden by false-alarm rule: proposed by stanch tune", Stanch("explain", "test/5.py:1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_risky_proposal_is_written_only_when_it_is_named()
    {
        git.Write("test/6.py", Planted.Line(6));
        var told = Stanch("tune", "--write");
        Assert.Contains("RISKY", told.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("false-alarms", Configuration, StringComparison.Ordinal);
        var id = told.Output.Split('\n').Single(l => l.Contains("RISKY", StringComparison.Ordinal)).Split(' ')[0];
        Assert.Equal(2, Stanch("tune", "--write", "--only", "000000").Code);
        Assert.Equal(2, Stanch("tune", "--only", id).Code);
        Assert.Equal(0, Stanch("tune", "--write", "--only", id).Code);
        Assert.Contains("false-alarms", Configuration, StringComparison.Ordinal);
    }
}
