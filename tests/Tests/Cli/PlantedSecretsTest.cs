using System.Text;
using System.Text.Json;
using Stanch.Tests.Sources.Git;

namespace Stanch.Tests.Cli;

/// <summary>A secret in every corner that a repository has: each is found, and said to stand where it stands.</summary>
public sealed class PlantedSecretsTest : IDisposable
{
    private readonly GitSandbox git = new();

    public void Dispose() => git.Dispose();

    private static JsonElement The(Run run, int number)
    {
        var prefix = Planted.Token(number)[..4];
        return Assert.Single(run.Findings, f => f.GetProperty("secret").GetString() == Planted.Token(number) && f.GetProperty("redacted").GetString()!.StartsWith(prefix[..1], StringComparison.Ordinal));
    }

    private Run ScanWork(params string[] arguments) => Program.Scan(git.Work, ["--show-secrets", .. arguments]);

    private static string FileOf(JsonElement finding) => finding.GetProperty("file").GetString()!;
    private static string CommitOf(JsonElement finding) => finding.GetProperty("commit").GetProperty("id").GetString()!;

    [Fact]
    public void In_a_file_that_stands()
    {
        git.Write("src/app.py", "# first\n" + Planted.Line(1));
        var commit = git.Commit("one");
        var run = ScanWork();
        Assert.Equal(1, run.Code);
        var found = The(run, 1);
        Assert.Equal(("src/app.py", 2, 10), (FileOf(found), found.GetProperty("line_start").GetInt32(), found.GetProperty("column_start").GetInt32()));
        Assert.Equal(commit, CommitOf(found));
        Assert.Equal("Ann Author <ann@example.org>", found.GetProperty("commit").GetProperty("author").GetString());
        Assert.True(found.GetProperty("in_current_tree").GetBoolean());
        Assert.Single(run.Findings);
    }

    [Fact]
    public void In_a_file_that_is_not_committed()
    {
        git.Commit("empty");
        git.Write("new.py", Planted.Line(1));
        var found = The(ScanWork(), 1);
        Assert.Equal("new.py", FileOf(found));
        Assert.False(found.TryGetProperty("commit", out var commit) && commit.ValueKind != JsonValueKind.Null);
    }

    [Fact]
    public void In_a_file_that_was_deleted()
    {
        git.Write("gone.env", Planted.Line(1));
        var commit = git.Commit("one");
        git.Git("rm", "-q", "gone.env");
        git.Commit("two");
        var run = ScanWork();
        var found = The(run, 1);
        Assert.Equal(("gone.env", commit, false), (FileOf(found), CommitOf(found), found.GetProperty("in_current_tree").GetBoolean()));
        Assert.Equal(0, Program.Scan(git.Work, "--no-history").Code);
    }

    [Fact]
    public void In_a_line_that_was_changed()
    {
        git.Write("a.env", "x = 1\n" + Planted.Line(1));
        var commit = git.Commit("one");
        git.Write("a.env", "x = 1\ntoken = None\n");
        git.Commit("two");
        Assert.Equal(commit, CommitOf(The(ScanWork(), 1)));
    }

    [Fact]
    public void In_a_merge_commit_alone()
    {
        git.Write("a.txt", "base\n");
        git.Commit("base");
        git.Git("checkout", "-q", "-b", "side");
        git.Write("a.txt", "base\nside\n");
        git.Commit("side");
        git.Git("checkout", "-q", "main");
        git.Write("b.txt", "main\n");
        git.Commit("main");
        git.Git("merge", "-q", "--no-commit", "--no-ff", "side");
        git.Write("a.txt", "base\nside\n" + Planted.Line(1));
        var merge = git.Commit("merge");
        git.Write("a.txt", "base\nside\n");
        git.Commit("clean");
        var found = The(ScanWork(), 1);
        Assert.Equal(("a.txt", merge, 3), (FileOf(found), CommitOf(found), found.GetProperty("line_start").GetInt32()));
    }

    [Fact]
    public void In_a_renamed_file_is_one_place_with_two_names()
    {
        git.Write("old.py", Planted.Line(1));
        var commit = git.Commit("one");
        git.Git("mv", "old.py", "new.py");
        git.Commit("two");
        var found = The(ScanWork(), 1);
        Assert.Equal(("new.py", commit), (FileOf(found), CommitOf(found)));
        Assert.Equal("old.py", Assert.Single(found.GetProperty("other_paths").EnumerateArray()).GetString());
    }

    [Fact]
    public void In_stashes_also_the_older_ones()
    {
        git.Write("a.py", "a\n");
        git.Commit("one");
        for (var i = 1; i <= 2; i++)
        {
            git.Write("a.py", Planted.Line(i));
            git.Git("stash", "-q");
        }
        var run = ScanWork();
        Assert.Equal("a.py", FileOf(The(run, 1)));
        Assert.Equal("a.py", FileOf(The(run, 2)));
    }

    [Fact]
    public void In_messages_of_commits_and_tags()
    {
        git.Write("a", "a\n");
        var commit = git.Commit($"first line\n\nthe {Planted.Line(1)}");
        git.Git("tag", "-a", "v1", "-m", $"the {Planted.Line(2)}");
        var run = ScanWork();
        Assert.Equal(("<commit message>", commit, 3), (FileOf(The(run, 1)), CommitOf(The(run, 1)), The(run, 1).GetProperty("line_start").GetInt32()));
        Assert.Equal("<tag message>", FileOf(The(run, 2)));
    }

    [Fact]
    public void In_a_blob_that_only_a_tag_leads_to()
    {
        git.Commit("empty");
        var blob = git.GitWith(Planted.Line(1), "hash-object", "-w", "--stdin");
        git.Git("tag", "-a", "v1", "-m", "a blob", blob);
        var found = The(ScanWork(), 1);
        Assert.Contains(blob, FileOf(found), StringComparison.Ordinal);
        Assert.False(found.GetProperty("unreachable").GetBoolean());
    }

    [Fact]
    public void In_a_note()
    {
        git.Write("a", "a\n");
        git.Commit("one");
        git.Git("notes", "add", "-m", $"the {Planted.Line(1)}");
        The(ScanWork(), 1);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void In_a_file_in_utf16(string encoding)
    {
        var e = Encoding.GetEncoding(encoding);
        git.Write("w.txt", [.. e.GetPreamble(), .. e.GetBytes($"grüße\r\n  {Planted.Line(1)}")]);
        git.Commit("one");
        git.Git("rm", "-q", "w.txt");
        git.Commit("two");
        git.Write("x.txt", [.. e.GetPreamble(), .. e.GetBytes($"grüße\r\n  {Planted.Line(2)}")]);
        var run = ScanWork();
        foreach (var found in new[] { The(run, 1), The(run, 2) })
            Assert.Equal((2, 12), (found.GetProperty("line_start").GetInt32(), found.GetProperty("column_start").GetInt32()));
    }

    [Fact]
    public void In_a_branch_that_is_not_checked_out()
    {
        git.Commit("empty");
        git.Git("checkout", "-q", "-b", "side");
        git.Write("s.py", Planted.Line(1));
        git.Commit("side");
        git.Git("checkout", "-q", "main");
        Assert.Equal("s.py", FileOf(The(ScanWork(), 1)));
    }

    [Fact]
    public void In_objects_that_nothing_leads_to_only_when_asked_for()
    {
        git.Write("a", "a\n");
        git.Commit("one");
        git.GitWith(Planted.Line(1), "hash-object", "-w", "--stdin");
        var run = ScanWork();
        Assert.Equal(0, run.Code);
        Assert.Contains("--all-objects", Assert.Single(run.Receipt.GetProperty("notes").EnumerateArray()).GetString(), StringComparison.Ordinal);
        var all = ScanWork("--all-objects");
        Assert.True(The(all, 1).GetProperty("unreachable").GetBoolean());
        Assert.Equal(1, all.Code);
    }

    [Fact]
    public void In_a_bare_repository()
    {
        git.Write("a.py", Planted.Line(1));
        git.Write("b.py", Planted.Line(2));
        git.Commit("one");
        git.Git("rm", "-q", "b.py");
        git.Commit("two");
        git.Git("clone", "-q", "--bare", ".", "../bare.git");
        var run = Program.Scan(git.Root, "--show-secrets", "bare.git");
        Assert.True(The(run, 1).GetProperty("in_current_tree").GetBoolean());
        Assert.False(The(run, 2).GetProperty("in_current_tree").GetBoolean());
        Assert.Equal(["a.py:1", "b.py:1"], run.Places);
    }

    [Fact]
    public void In_repositories_below_a_folder_each_with_its_history()
    {
        foreach (var name in new[] { "one", "two/deep" })
        {
            var folder = Path.Combine(git.Root, "many", name);
            Directory.CreateDirectory(folder);
            git.GitIn(folder, "init", "-q", ".");
            File.WriteAllText(Path.Combine(folder, "a.py"), Planted.Line(name.Length));
            git.GitIn(folder, "add", "-A");
            git.GitIn(folder, "commit", "-q", "-m", "one");
            File.WriteAllText(Path.Combine(folder, "a.py"), "clean\n");
            git.GitIn(folder, "commit", "-qam", "two");
        }
        var run = Program.Scan(Path.Combine(git.Root, "many"), "--show-secrets");
        Assert.Equal(("one/a.py", "one"), (FileOf(The(run, 3)), The(run, 3).GetProperty("repository").GetString()));
        Assert.Equal(("two/deep/a.py", "two/deep"), (FileOf(The(run, 8)), The(run, 8).GetProperty("repository").GetString()));
        Assert.Equal(2, run.Receipt.GetProperty("repositories").GetInt32());
    }

    [Fact]
    public void In_a_linked_work_tree()
    {
        git.Commit("empty");
        git.Git("worktree", "add", "-q", "../linked", "-b", "side");
        File.WriteAllText(Path.Combine(git.Root, "linked", "a.py"), Planted.Line(1));
        git.GitIn(Path.Combine(git.Root, "linked"), "add", "-A");
        git.GitIn(Path.Combine(git.Root, "linked"), "commit", "-q", "-m", "side");
        Assert.Equal("a.py", FileOf(The(Program.Scan(Path.Combine(git.Root, "linked"), "--show-secrets"), 1)));
        Assert.Equal("a.py", FileOf(The(ScanWork(), 1)));
    }

    [Fact]
    public void In_a_linked_work_tree_within_the_repository_the_history_is_read_once()
    {
        git.Write("a.py", Planted.Line(1));
        git.Write("b.py", Planted.Line(2));
        var commit = git.Commit("one");
        git.Git("rm", "-q", "b.py");
        git.Commit("two");
        git.Git("worktree", "add", "-q", "linked", "-b", "side");
        var run = ScanWork();
        Assert.Equal(["a.py:1", "b.py:1", "linked/a.py:1"], run.Places);
        Assert.All(run.Findings, f => Assert.Equal(commit, CommitOf(f)));
    }

    [Fact]
    public void In_submodules_checked_out_or_not()
    {
        using var other = new GitSandbox();
        other.Write("s.py", Planted.Line(1));
        var commit = other.Commit("one");
        other.Write("s.py", "clean\n");
        other.Commit("two");
        git.Write("a", "a\n");
        git.Commit("base");
        git.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.Work, "sub");
        git.Commit("with a submodule");
        var found = The(ScanWork(), 1);
        Assert.Equal(("sub/s.py", commit), (FileOf(found), CommitOf(found)));

        git.Git("submodule", "--quiet", "deinit", "-f", "sub");
        found = The(ScanWork(), 1);
        Assert.Equal((".git/modules/sub/s.py", commit), (FileOf(found), CommitOf(found)));
    }

    [Fact]
    public void In_a_repository_with_long_object_names()
    {
        using var other = new GitSandbox("sha256");
        other.Write("a.py", Planted.Line(1));
        other.Commit("one");
        other.Git("rm", "-q", "a.py");
        var commit = other.Commit("two");
        Assert.Equal(64, commit.Length);
        Assert.Equal("a.py", FileOf(The(Program.Scan(other.Work, "--show-secrets"), 1)));
    }

    [Fact]
    public void In_deep_delta_chains_every_version_counts_once()
    {
        var lines = Enumerable.Range(0, 200).Select(i => $"line {i}\n").ToArray();
        for (var i = 0; i < 40; i++)
        {
            lines[i * 4] = Planted.Line(i);
            lines[i * 4 + 1] = i % 2 == 0 ? "odd\n" : "even\n";
            git.Write("big.txt", string.Concat(lines));
            git.Commit($"{i}");
            lines[i * 4] = "clean\n";
        }
        git.Git("repack", "-q", "-a", "-d", "-f", "--depth=50", "--window=50");
        var run = ScanWork();
        Assert.Equal(40, run.Findings.Count);
        for (var i = 0; i < 40; i++) Assert.Equal(i * 4 + 1, The(run, i).GetProperty("line_start").GetInt32());
    }

    [Fact]
    public void In_a_single_file_and_on_standard_input()
    {
        File.WriteAllText(Path.Combine(git.Root, "one.txt"), "\n" + Planted.Line(1));
        Assert.Equal(["one.txt:2"], Program.Scan(git.Root, "one.txt").Places);
        var piped = Program.Stanch(git.Root, Encoding.UTF8.GetBytes("\n\n" + Planted.Line(2)), "scan", "-", "--report", "jsonl");
        Assert.Equal((1, "<stdin>:3"), (piped.Code, Assert.Single(piped.Places)));
    }
}
