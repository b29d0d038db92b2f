
namespace Stanch.Tests.Cli.Hooks;

/// <summary>What a push is asked for: what the remote lacks, all of it and nothing else.</summary>
public sealed class PushHooksTest : IDisposable
{
    private readonly HookSandbox git = new();

    public PushHooksTest()
    {
        git.CommitUnseen(("readme", "hello\n"));
        Assert.Equal(0, git.Stanch("install", "--pre-push").Code);
    }

    public void Dispose() => git.Dispose();

    private Run Push(params string[] arguments) => git.Git(["push", .. arguments]);

    private static void Stopped(Run run, string place)
    {
        Assert.True(run.Code == 1, run.All);
        Assert.Contains("push stopped", run.Error, StringComparison.Ordinal);
        Assert.Contains(place, run.Error, StringComparison.Ordinal);
    }

    private static void Passed(Run run, string counted)
    {
        Assert.True(run.Code == 0, run.All);
        Assert.Contains(counted, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_push_is_looked_at_from_the_first_commit_on()
    {
        git.CommitUnseen(("a.py", Planted.Line(1)));
        git.CommitUnseen(("a.py", "gone\n"));
        Stopped(Push("origin", "main"), "a.py:1:10");
        Assert.Equal("", git.MustIn(git.Remote, "for-each-ref"));
    }

    [Fact]
    public void Only_what_the_remote_lacks_is_looked_at()
    {
        git.CommitUnseen(("old.py", Planted.Line(1)));
        git.Must("push", "-q", "--no-verify", "origin", "main");
        git.CommitUnseen(("b.py", "x = 1\n"));
        Passed(Push("origin", "main"), "no secrets in 1 commit, 1 new version of a file");
        git.Must("checkout", "-q", "-b", "side");
        git.CommitUnseen(("c.py", "x = 2\n"));
        Passed(Push("origin", "side"), "no secrets in 1 commit, 1 new version of a file");
        Passed(Push("origin", "side:other"), "no secrets in 0 commits");
    }

    [Fact]
    public void A_new_branch_that_brings_a_secret_is_stopped()
    {
        git.Must("push", "-q", "--no-verify", "origin", "main");
        git.Must("checkout", "-q", "-b", "side");
        git.CommitUnseen(("c.py", Planted.Line(1)));
        Stopped(Push("origin", "side"), "c.py:1:10");
    }

    [Fact]
    public void A_forced_push_is_looked_at_for_what_is_new_in_it()
    {
        git.CommitUnseen(("a.py", "x = 1\n"));
        git.Must("push", "-q", "--no-verify", "origin", "main");
        git.Must("reset", "-q", "--hard", "HEAD^");
        git.CommitUnseen(("a.py", "x = 2\n"));
        Passed(Push("--force", "origin", "main"), "no secrets in 1 commit, 1 new version of a file");
        git.Must("reset", "-q", "--hard", "HEAD^");
        git.CommitUnseen(("a.py", Planted.Line(1)));
        Stopped(Push("--force", "origin", "main"), "a.py:1:10");
    }

    [Fact]
    public void A_forced_push_over_commits_that_are_not_here_is_looked_at()
    {
        git.Must("push", "-q", "--no-verify", "origin", "main");
        git.MustIn(git.Root, "clone", "-q", "remote.git", "elsewhere");
        var elsewhere = Path.Combine(git.Root, "elsewhere");
        git.MustIn(elsewhere, "commit", "-q", "--allow-empty", "-m", "theirs");
        git.MustIn(elsewhere, "push", "-q", "origin", "main");
        git.CommitUnseen(("a.py", Planted.Line(1)));
        Stopped(Push("--force", "origin", "main"), "a.py:1:10");
    }

    [Fact]
    public void A_deletion_brings_nothing()
    {
        git.Must("push", "-q", "--no-verify", "origin", "main", "main:side");
        Passed(Push("origin", ":side"), "nothing to scan: refs/heads/side is only deleted");
    }

    [Fact]
    public void A_tag_is_looked_at_with_its_message()
    {
        git.Must("push", "-q", "--no-verify", "origin", "main");
        git.Must("tag", "light");
        Passed(Push("origin", "light"), "no secrets in 0 commits");
        git.Must("tag", "-a", "v1", "-m", $"use {Planted.Token(1)}");
        Stopped(Push("origin", "v1"), "<tag message>:1");
    }

    [Fact]
    public void A_tag_of_a_file_and_one_of_a_folder_are_looked_at()
    {
        git.Must("push", "-q", "--no-verify", "origin", "main");
        git.Write("loose.py", Planted.Line(1));
        git.Must("tag", "file", git.Must("hash-object", "-w", "loose.py"));
        Stopped(Push("origin", "file"), "token");
        git.Write("dir/a.py", Planted.Line(2));
        git.Must("add", "dir");
        git.Must("tag", "folder", git.Must("write-tree"));
        Stopped(Push("origin", "folder"), "dir/a.py:1:10");
    }

    [Fact]
    public void Several_refs_at_once_are_all_looked_at()
    {
        git.Must("push", "-q", "--no-verify", "origin", "main", "main:gone");
        git.Must("checkout", "-q", "-b", "one");
        git.CommitUnseen(("one.py", Planted.Line(1)));
        git.Must("checkout", "-q", "-b", "two", "main");
        git.CommitUnseen(("two.py", Planted.Line(2)));
        var run = Push("origin", "one", "two", ":gone");
        Stopped(run, "one.py:1:10");
        Stopped(run, "two.py:1:10");
    }

    [Fact]
    public void What_is_born_in_a_merge_is_looked_at_and_what_was_merged_from_the_remote_is_not()
    {
        git.CommitUnseen(("theirs.py", Planted.Line(1)));
        git.Must("push", "-q", "--no-verify", "origin", "main");
        git.Must("checkout", "-q", "-b", "side", "main^");
        git.CommitUnseen(("mine.py", "x = 1\n"));
        git.Must("merge", "-q", "--no-verify", "--no-commit", "main");
        git.CommitUnseen();
        Passed(Push("origin", "side"), "no secrets in 2 commits");
        git.Must("reset", "-q", "--hard", "HEAD^");
        git.Must("merge", "-q", "--no-verify", "--no-commit", "main");
        git.CommitUnseen(("born.py", Planted.Line(2)));
        git.Must("push", "-q", "--no-verify", "origin", "HEAD^1:refs/heads/side", "--force");
        Stopped(Push("--force", "origin", "side"), "born.py:1:10");
    }

    [Fact]
    public void A_secret_that_the_remote_has_in_the_file_already_does_not_stop_it()
    {
        git.CommitUnseen(("a.py", Planted.Line(1)));
        git.Must("push", "-q", "--no-verify", "origin", "main");
        git.CommitUnseen(("a.py", "# more\n" + Planted.Line(1)));
        Passed(Push("origin", "main"), "1 secret stood in these files before");
    }

    [Fact]
    public void A_push_to_an_address_knows_what_was_fetched_from_there()
    {
        git.CommitUnseen(("old.py", Planted.Line(1)));
        git.Must("push", "-q", "--no-verify", "origin", "main");
        git.CommitUnseen(("b.py", "x = 1\n"));
        Passed(Push("../remote.git", "main:side"), "no secrets in 1 commit, 1 new version of a file");
        git.Must("remote", "remove", "origin");
        git.Must("update-ref", "-d", "refs/remotes/origin/main");
        Stopped(Push("../remote.git", "main:other"), "old.py:1:10");
    }

    [Fact]
    public void A_mark_in_what_is_pushed_holds_although_another_branch_is_checked_out()
    {
        git.Must("push", "-q", "--no-verify", "origin", "main");
        git.Must("checkout", "-q", "-b", "side");
        git.Write("a.py", Planted.Line(1));
        Assert.Equal(0, git.Stanch("ignore", "a.py:1", "--inline", "--reason", "a test value").Code);
        git.CommitUnseen();
        git.Must("checkout", "-q", "main");
        Passed(Push("origin", "side"), "1 ignored");
    }

    [Fact]
    public void A_repository_that_borrows_objects_and_a_shallow_one_are_looked_at()
    {
        git.CommitUnseen(("old.py", "x = 0\n"));
        git.Must("push", "-q", "--no-verify", "origin", "main");
        foreach (var (name, how) in new[] { ("borrower", "--shared"), ("shallow", "--depth=1") })
        {
            git.MustIn(git.Root, "clone", "-q", how, $"file://{git.Remote}", name);
            if (how == "--shared") git.MustIn(git.Root, "clone", "-q", how, git.Remote, name + "2");
            var clone = Path.Combine(git.Root, how == "--shared" ? name + "2" : name);
            Assert.Equal(0, git.StanchIn(clone, "install").Code);
            File.WriteAllText(Path.Combine(clone, $"{name}.py"), "x = 1\n");
            git.MustIn(clone, "add", "-A");
            Passed(git.GitIn(clone, "commit", "-m", "clean"), "no secrets in 1 staged file");
            Passed(git.GitIn(clone, "push", "origin", $"HEAD:{name}"), "no secrets in 1 commit");
            File.WriteAllText(Path.Combine(clone, "a.py"), Planted.Line(1));
            git.MustIn(clone, "add", "-A");
            git.MustIn(clone, "commit", "-q", "--no-verify", "-m", "secret");
            Stopped(git.GitIn(clone, "push", "origin", $"HEAD:{name}"), "a.py:1:10");
        }
    }

    [Fact]
    public void What_git_did_not_write_stops_it()
    {
        var run = git.Run(git.Work, "what is this\n", Program.Command[0], [.. Program.Command.Skip(1), "hook", "pre-push", "--", "origin", "../remote.git"]);
        Assert.Equal(1, run.Code);
        Assert.Contains("not what git writes", run.Error, StringComparison.Ordinal);
    }
}
