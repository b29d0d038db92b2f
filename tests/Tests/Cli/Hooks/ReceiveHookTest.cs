
namespace Stanch.Tests.Cli.Hooks;

/// <summary>A server's hook: what arrives is looked at where git keeps it apart.</summary>
public sealed class ReceiveHookTest : IDisposable
{
    private readonly HookSandbox git = new();

    public ReceiveHookTest()
    {
        git.CommitUnseen(("readme", "hello\n"));
        git.Must("push", "-q", "origin", "main");
        Assert.Equal(0, git.StanchIn(git.Remote, "install", "--pre-receive").Code);
    }

    public void Dispose() => git.Dispose();

    private Run Push(params string[] arguments) => git.Git(["push", "--no-verify", "origin", .. arguments]);

    [Fact]
    public void A_push_that_brings_a_secret_is_refused_and_nothing_of_it_is_kept()
    {
        var id = git.CommitUnseen(("a.py", Planted.Line(1)));
        git.Environment["STANCH_BYPASS"] = "no";
        var run = Push("main");
        Assert.Equal(1, run.Code);
        Assert.Contains("push refused: 1 secret in it", run.Error, StringComparison.Ordinal);
        Assert.Contains("a.py:1:10", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted.Token(1), run.All, StringComparison.Ordinal);
        Assert.NotEqual(0, git.GitIn(git.Remote, "cat-file", "-e", id).Code);
    }

    [Fact]
    public void A_clean_push_a_deletion_and_a_tag_pass()
    {
        git.CommitUnseen(("a.py", "x = 1\n"));
        var run = Push("main", "main:side");
        Assert.True(run.Code == 0, run.All);
        Assert.Contains("no secrets in 1 commit, 1 new version of a file", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, Push(":side").Code);
        git.Must("tag", "-a", "v1", "-m", $"use {Planted.Token(1)}");
        Assert.Contains("<tag message>", Push("v1").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_objects_that_arrive_as_a_pack_are_looked_at()
    {
        git.CommitUnseen([.. Enumerable.Range(0, 150).Select(i => ($"d{i % 7}/f{i}.py", $"x = {i}\n")), ("last.py", Planted.Line(1))]);
        var run = Push("main");
        Assert.Equal(1, run.Code);
        Assert.Contains("last.py:1:10", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_branch_of_the_server_has_is_not_looked_at_again()
    {
        git.CommitUnseen(("old.py", Planted.Line(1)));
        File.Move(Path.Combine(git.Remote, "hooks", "pre-receive"), Path.Combine(git.Remote, "kept"));
        git.Must("push", "-q", "origin", "main:other");
        File.Move(Path.Combine(git.Remote, "kept"), Path.Combine(git.Remote, "hooks", "pre-receive"));
        git.CommitUnseen(("b.py", "x = 1\n"));
        var run = Push("main");
        Assert.True(run.Code == 0, run.All);
    }

    [Fact]
    public void The_rules_that_come_with_the_push_hold()
    {
        git.Write("a.py", Planted.Line(1));
        Assert.Equal(0, git.Stanch("ignore", "a.py:1", "--reason", "a test value").Code);
        git.CommitUnseen();
        var run = Push("main");
        Assert.True(run.Code == 0, run.All);
        Assert.Contains("1 ignored", run.Error, StringComparison.Ordinal);
        git.CommitUnseen((".stanch.yaml", "version: 2\n"));
        run = Push("main");
        Assert.Equal(1, run.Code);
        Assert.Contains("CFG013", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_push_that_takes_more_time_than_there_is_is_refused_or_let_through_as_the_server_says()
    {
        var line = "static int value(struct state *s) { return s->count; }\n";
        git.CommitUnseen([.. Enumerable.Range(0, 60).Select(i => ($"f{i}.c", string.Concat(Enumerable.Repeat($"/* {i} */ {line}", 40_000))))]);
        git.MustIn(git.Remote, "config", "stanch.budget", "0.1");
        var run = Push("main");
        Assert.True(run.Code == 1, run.All);
        Assert.Contains("the 0.1 s that this server allows were not enough", run.Error, StringComparison.Ordinal);
        Assert.Contains("push refused: it was not fully checked", run.Error, StringComparison.Ordinal);
        git.MustIn(git.Remote, "config", "stanch.unfinished", "allow");
        run = Push("main");
        Assert.True(run.Code == 0, run.All);
        Assert.Contains("NOT fully checked", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_makes_no_sense_is_said_and_the_strict_way_holds()
    {
        git.MustIn(git.Remote, "config", "stanch.hookFailure", "maybe");
        git.CommitUnseen((".stanch.yaml", "version: 2\n"));
        var run = Push("main");
        Assert.Equal(1, run.Code);
        Assert.Contains("git config stanch.hookFailure: 'block' or 'allow'", run.Error, StringComparison.Ordinal);
    }
}
