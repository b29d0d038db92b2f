using System.Text;
using Stanch.Tests.Sources.Git;

namespace Stanch.Tests.Cli;

/// <summary>What a hook and a build of a branch scan: only what is new.</summary>
public sealed class ChangesTest : IDisposable
{
    private readonly GitSandbox git = new();

    public ChangesTest()
    {
        git.Write("old.py", Planted.Line(1));
        git.Commit("base");
        git.Git("tag", "base");
    }

    public void Dispose() => git.Dispose();

    [Fact]
    public void Staged_content_alone_is_scanned_and_not_what_lies_in_the_tree()
    {
        git.Write("a.py", "# first\n" + Planted.Line(2));
        git.Git("add", "a.py");
        git.Write("a.py", "# cleaned after it was staged\n");
        git.Write("b.py", Planted.Line(3));
        var run = Program.Scan(git.Work, "--staged");
        Assert.Equal((1, "a.py:2"), (run.Code, Assert.Single(run.Places)));
        Assert.Equal("staged", Assert.Single(run.Receipt.GetProperty("scope").EnumerateArray()).GetString());
    }

    [Fact]
    public void Staged_changes_are_found_from_a_folder_within()
    {
        git.Write("src/a.py", Planted.Line(2));
        git.Git("add", "-A");
        Assert.Equal(["src/a.py:1"], Program.Scan(Path.Combine(git.Work, "src"), "--staged").Places);
    }

    [Fact]
    public void Nothing_staged_is_clean_and_says_so()
    {
        var run = Program.Scan(git.Work, "--staged");
        Assert.Equal(0, run.Code);
        Assert.Equal("nothing was scanned: no text is staged", Assert.Single(run.Receipt.GetProperty("notes").EnumerateArray()).GetString());
        git.Write("image.png", [0x89, 0, 1, 2]);
        git.Git("add", "-A");
        Assert.Equal(0, Program.Scan(git.Work, "--staged").Code);
    }

    [Fact]
    public void A_range_brings_only_what_is_new_in_it_merges_included()
    {
        git.Git("checkout", "-q", "-b", "side");
        git.Write("side.py", Planted.Line(2));
        var side = git.Commit($"side\n\n{Planted.Line(5)}");
        git.Git("checkout", "-q", "main");
        git.Write("main.py", Planted.Line(3));
        git.Commit("main");
        git.Git("merge", "-q", "--no-commit", "--no-ff", "side");
        git.Write("merged.py", Planted.Line(4));
        git.Commit("merge");
        Assert.Equal(["<commit message>:3", "main.py:1", "merged.py:1", "side.py:1"], Program.Scan(git.Work, "--range", "base..HEAD").Places);
        Assert.Equal(["<commit message>:3", "merged.py:1", "side.py:1"], Program.Scan(git.Work, "--range", "HEAD^1..HEAD").Places);
        var run = Program.Scan(git.Work, "--range", "base..side");
        Assert.Equal(["<commit message>:3", "side.py:1"], run.Places);
        Assert.All(run.Findings, f => Assert.Equal(side, f.GetProperty("commit").GetProperty("id").GetString()));
    }

    [Fact]
    public void A_range_that_brings_nothing_is_clean_and_says_so()
    {
        var run = Program.Scan(git.Work, "--range", "base..HEAD");
        Assert.Equal(0, run.Code);
        Assert.Equal("nothing was scanned: these commits bring no text", Assert.Single(run.Receipt.GetProperty("notes").EnumerateArray()).GetString());
    }

    [Fact]
    public void Commits_since_a_day_are_scanned()
    {
        git.Write("new.py", Planted.Line(2));
        git.Commit("new");
        // The sandbox's commits are of November 2023.
        Assert.Equal(["new.py:1", "old.py:1"], Program.Scan(git.Work, "--since", "2023-11-01").Places);
        Assert.Equal(0, Program.Scan(git.Work, "--since", "2024-01-01").Code);
    }

    [Fact]
    public void A_revision_that_is_not_there_is_a_mistake()
    {
        var run = Program.Stanch(git.Work, "scan", "--range", "nowhere..HEAD");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith("stanch: --range nowhere..HEAD: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tracked_file_counts_although_a_rule_ignores_it()
    {
        git.Write(".gitignore", "*.env\nbuild/\n");
        git.Write("x.env", Planted.Line(2));
        git.Write("y.env", Planted.Line(3));
        git.Write("build/z.txt", Planted.Line(4));
        git.Git("add", "-f", "x.env", "build/z.txt", ".gitignore");
        git.Git("commit", "-q", "-m", "forced");
        Assert.Equal(["build/z.txt:1", "old.py:1", "x.env:1"], Program.Scan(git.Work, "--no-history").Places);
    }

    [Fact]
    public void A_staged_file_in_utf16_and_a_large_one_are_scanned()
    {
        git.Write("w.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("x\n" + Planted.Line(2))]);
        git.Write("big.txt", new string('x', 9_000_000) + "\n" + Planted.Line(3));
        git.Git("add", "-A");
        Assert.Equal(["big.txt:2", "w.txt:2"], Program.Scan(git.Work, "--staged").Places);
    }
}
