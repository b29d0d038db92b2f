using Stanch.Tests.Sources.Git;

namespace Stanch.Tests.Cli;

public sealed class IgnoringTest : IDisposable
{
    private readonly GitSandbox git = new();

    public IgnoringTest()
    {
        git.Write("a.py", Planted.Line(1));
        git.Write("b.py", "# b\n" + Planted.Line(2));
        git.Commit("one");
    }

    public void Dispose() => git.Dispose();

    private Run Stanch(params string[] arguments) => Program.Stanch(git.Work, arguments);
    private string Fingerprint(string file) => Program.Scan(git.Work).Findings.Single(f => f.GetProperty("file").GetString() == file).GetProperty("fingerprint").GetString()!;
    private string Read(string file) => File.ReadAllText(Path.Combine(git.Work, file));

    [Fact]
    public void A_value_is_ignored_by_where_it_stands_and_stays_so_wherever_it_goes()
    {
        var run = Stanch("ignore", "a.py:1", "--reason", "rotated, see INC-12", "--by", "jane", "--until", "2099-12-31");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.DoesNotContain(Planted.Token(1), run.All + Read(".stanch.yaml"), StringComparison.Ordinal);
        Assert.Equal(["b.py:2"], Program.Scan(git.Work).Places);

        git.Git("mv", "a.py", "moved.py");
        git.Commit("moved");
        Assert.Equal(["b.py:2"], Program.Scan(git.Work).Places);
        git.Write("moved.py", Planted.Line(3));
        Assert.Equal(["b.py:2", "moved.py:1"], Program.Scan(git.Work).Places);
    }

    [Fact]
    public void A_value_is_ignored_by_its_fingerprint_whole_or_short()
    {
        var fingerprint = Fingerprint("a.py");
        Assert.Equal(0, Stanch("ignore", fingerprint, "--reason", "test key").Code);
        Assert.Equal(["b.py:2"], Program.Scan(git.Work).Places);
        var second = Fingerprint("b.py");
        Assert.NotEqual(fingerprint[..10], second[..10]);
        Assert.Equal(0, Stanch("ignore", second[..12], "--reason", "test key").Code);
        var run = Program.Scan(git.Work);
        Assert.Equal((0, 2), (run.Code, run.Receipt.GetProperty("ignored").GetProperty(".stanch.yaml").GetInt32()));
    }

    [Fact]
    public void A_comment_beside_the_secret_is_bound_to_the_value()
    {
        Assert.Equal(0, Stanch("ignore", "b.py:2", "--inline", "--reason", "test key").Code);
        Assert.StartsWith($"# b\n{Planted.Line(2).TrimEnd()} # stanch:ignore[", Read("b.py"), StringComparison.Ordinal);
        Assert.EndsWith("] test key\n", Read("b.py"), StringComparison.Ordinal);
        Assert.Equal(["a.py:1"], Program.Scan(git.Work).Places);
        git.Write("b.py", Read("b.py").Replace(Planted.Token(2), Planted.Token(4), StringComparison.Ordinal));
        var run = Program.Scan(git.Work, "--no-history");
        Assert.Equal(["a.py:1", "b.py:2"], run.Places);
        Assert.Contains("another value", run.Receipt.GetProperty("notes").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_hides_what_was_known_and_nothing_else()
    {
        var written = Program.Scan(git.Work, "--write-baseline", "known");
        Assert.Equal((1, 2), (written.Code, written.Findings.Count));
        Assert.DoesNotContain("a.py", Read("known"), StringComparison.Ordinal);
        Assert.Equal(0, Program.Scan(git.Work, "--baseline", "known").Code);
        git.Write("c.py", Planted.Line(3));
        var run = Program.Scan(git.Work, "--baseline", "known");
        Assert.Equal(["c.py:1"], run.Places);
        Assert.Equal(2, run.Receipt.GetProperty("ignored").GetProperty("baseline").GetInt32());
    }

    [Fact]
    public void A_configuration_leaves_out_paths_and_detectors()
    {
        git.Write(".stanch.yaml", "version: 1\npaths:\n  - a.py\n");
        git.Commit("config");
        var run = Program.Scan(git.Work);
        Assert.Equal(["b.py:2"], run.Places);
        Assert.Contains(run.Receipt.GetProperty("skipped").EnumerateArray(), s => s.GetProperty("reason").GetString() == "excluded");
        git.Write(".stanch.yaml", "version: 1\ndetectors:\n  exclude: [gitlab/*]\n");
        Assert.DoesNotContain(Program.Scan(git.Work).Findings, f => f.GetProperty("detector").GetString()!.StartsWith("gitlab/", StringComparison.Ordinal));
        Assert.Equal(["a.py:1", "b.py:2"], Program.Scan(git.Work, "--show-ignored").Places);
    }

    [Theory]
    [InlineData("version: 1\nignor: []\n", ".stanch.yaml(2,1): error CFG010")]
    [InlineData("version: 1\npaths:\n  - '[a'\n", ".stanch.yaml(3,5): error CFG013")]
    [InlineData("version: 1\ndetectors:\n  only: [gitlob/*]\n", ".stanch.yaml(3,10): error CFG014")]
    public void A_mistake_in_the_configuration_is_named_and_nothing_is_scanned(string text, string message)
    {
        git.Write(".stanch.yaml", text);
        var run = Stanch("scan");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith($"stanch: {message}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.py:7", "no secret is found there")]
    [InlineData("0-123456789abc", "finds no such secret")]
    [InlineData("nothing", "neither a fingerprint nor FILE:LINE")]
    public void What_is_not_there_cannot_be_ignored(string what, string message)
    {
        var run = Stanch("ignore", what, "--reason", "why");
        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(git.Work, ".stanch.yaml")));
    }
}
