
namespace Stanch.Tests.Cli.Hooks;

/// <summary>What git does when a commit would bring a secret.</summary>
public sealed class CommitHooksTest : IDisposable
{
    private readonly HookSandbox git = new(remote: false);

    public CommitHooksTest()
    {
        git.CommitUnseen(("readme", "hello\n"));
        Assert.Equal(0, git.Stanch("install").Code);
    }

    public void Dispose() => git.Dispose();

    private string Head => git.Must("rev-parse", "HEAD");

    [Fact]
    public void A_commit_that_brings_a_secret_is_stopped_and_says_where_and_what_to_do()
    {
        var before = Head;
        git.Write("src/a.py", "# first\n" + Planted.Line(1));
        git.Must("add", "-A");
        var run = git.Commit();
        Assert.Equal(1, run.Code);
        Assert.Equal(before, Head);
        Assert.Contains("src/a.py:2:10", run.Error, StringComparison.Ordinal);
        Assert.Contains("commit stopped: 1 secret in it", run.Error, StringComparison.Ordinal);
        Assert.Contains("stanch fix src/a.py:2 --env NAME", run.Error, StringComparison.Ordinal);
        Assert.Contains("stanch ignore ", run.Error, StringComparison.Ordinal);
        Assert.Contains("STANCH_BYPASS='why' git commit", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted.Token(1), run.All, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clean_commit_passes_and_says_what_was_looked_at()
    {
        git.Write("a.py", "x = 1\n");
        git.Must("add", "-A");
        var run = git.Commit();
        Assert.Equal(0, run.Code);
        Assert.Contains("stanch: no secrets in 1 staged file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_staged_counts_and_not_what_lies_in_the_tree()
    {
        git.Write("a.py", Planted.Line(1));
        git.Must("add", "a.py");
        git.Write("a.py", "cleaned\n");
        Assert.Equal(1, git.Commit().Code);
        git.Must("add", "a.py");
        git.Write("a.py", Planted.Line(1));
        Assert.Equal(0, git.Commit().Code);
    }

    [Fact]
    public void A_commit_of_all_changes_or_of_one_file_is_looked_at_though_its_index_is_another_one()
    {
        git.CommitUnseen(("a.py", "x = 1\n"), ("b.py", "y = 1\n"));
        git.Write("a.py", Planted.Line(1));
        git.Write("b.py", "y = 2\n");
        Assert.Equal(1, git.Commit("-a").Code);
        Assert.Equal(1, git.Commit("a.py").Code);
        Assert.Equal(0, git.Commit("b.py").Code);
    }

    [Fact]
    public void A_commit_in_a_folder_below_and_in_a_linked_work_tree_is_looked_at()
    {
        git.Write("below/a.py", Planted.Line(1));
        git.Must("add", "-A");
        Assert.Equal(1, git.GitIn(Path.Combine(git.Work, "below"), "commit", "-m", "x").Code);
        git.Must("reset", "-q", "--hard");
        var linked = Path.Combine(git.Root, "linked");
        git.Must("worktree", "add", "-q", linked, "-b", "side");
        File.WriteAllText(Path.Combine(linked, "a.py"), Planted.Line(2));
        git.MustIn(linked, "add", "-A");
        var run = git.GitIn(linked, "commit", "-m", "x");
        Assert.Equal(1, run.Code);
        Assert.Contains("a.py:1:10", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_commit_of_a_repository_is_looked_at()
    {
        using var fresh = new HookSandbox(remote: false);
        Assert.Equal(0, fresh.Stanch("install").Code);
        fresh.Write("a.py", Planted.Line(1));
        fresh.Must("add", "-A");
        Assert.Equal(1, fresh.Commit().Code);
    }

    [Fact]
    public void A_work_tree_apart_from_its_git_folder_is_looked_at()
    {
        var tree = Path.Combine(git.Root, "apart");
        Directory.CreateDirectory(tree);
        File.WriteAllText(Path.Combine(tree, "a.py"), Planted.Line(1));
        string[] apart = [$"--git-dir={Path.Combine(git.Work, ".git")}", $"--work-tree={tree}"];
        git.MustIn(tree, [.. apart, "add", "a.py"]);
        var run = git.GitIn(tree, [.. apart, "commit", "-m", "x"]);
        Assert.Equal(1, run.Code);
        Assert.Contains("a.py:1:10", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_stood_in_the_file_before_does_not_stop_it_and_is_named()
    {
        git.CommitUnseen(("a.py", Planted.Line(1)));
        git.Write("a.py", "# more\n" + Planted.Line(1));
        var run = git.Commit("-a");
        Assert.Equal(0, run.Code);
        Assert.Contains("1 secret stood in these files before", run.Error, StringComparison.Ordinal);
        Assert.Contains("a.py:2", run.Error, StringComparison.Ordinal);
        git.Write("a.py", "# more\n" + Planted.Line(1) + Planted.Line(2));
        Assert.Equal(1, git.Commit("-a").Code);
    }

    [Fact]
    public void A_message_that_holds_a_secret_stops_the_commit()
    {
        var run = git.Git("commit", "--allow-empty", "-m", $"title\n\nuse {Planted.Token(1)}");
        Assert.Equal(1, run.Code);
        Assert.Contains("<commit message>:3", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted.Token(1), run.All, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_verbose_commit_shows_below_the_scissors_is_no_part_of_the_message()
    {
        git.CommitUnseen(("a.py", Planted.Line(1)));
        git.Write("a.py", "gone\n");
        git.Must("add", "-A");
        git.Environment["GIT_EDITOR"] = "sh -c 'sed -i \"1s/^/take it out/\" \"$1\"' editor";
        var run = git.Git("commit", "--verbose");
        Assert.True(run.Code == 0, run.All);
        Assert.Contains("no secrets in the message", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ignored_value_passes()
    {
        git.Write("a.py", Planted.Line(1));
        Assert.Equal(0, git.Stanch("ignore", "a.py:1", "--reason", "a test value").Code);
        git.Must("add", "-A");
        var run = git.Commit();
        Assert.Equal(0, run.Code);
        Assert.Contains("1 ignored", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bypass_needs_a_reason_and_is_recorded_and_shown()
    {
        git.Write("a.py", Planted.Line(1));
        git.Must("add", "-A");
        git.Environment["STANCH_BYPASS"] = "  ";
        Assert.Equal(1, git.Commit().Code);
        git.Environment["STANCH_BYPASS"] = "a drill\tof \u001b[31mours";
        var run = git.Commit();
        Assert.Equal(0, run.Code);
        Assert.Contains("pre-commit was bypassed: a drill", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.All, StringComparison.Ordinal);
        git.Environment.Remove("STANCH_BYPASS");
        Assert.Contains("pre-commit  ", git.Stanch("doctor").Output, StringComparison.Ordinal);
        Assert.Contains(": a drill of", git.Stanch("doctor").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Git_s_own_way_past_hooks_is_left_open()
    {
        git.Write("a.py", Planted.Line(1));
        git.Must("add", "-A");
        Assert.Equal(0, git.Commit("--no-verify").Code);
    }

    [Fact]
    public void A_broken_configuration_stops_it_unless_the_user_chose_otherwise()
    {
        git.Write(".stanch.yaml", "version: 1\nignroe: []\n");
        git.Write("a.py", "x = 1\n");
        git.Must("add", "-A");
        var run = git.Commit();
        Assert.Equal(1, run.Code);
        Assert.Contains("CFG010", run.Error, StringComparison.Ordinal);
        Assert.Contains("commit stopped: it could not be checked for secrets", run.Error, StringComparison.Ordinal);
        git.Must("config", "stanch.hookFailure", "allow");
        run = git.Commit();
        Assert.Equal(0, run.Code);
        Assert.Contains("NOT fully checked", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_content_that_is_not_there_stops_it()
    {
        git.Write("a.py", "x = 1\n");
        git.Must("add", "-A");
        var id = git.Must("rev-parse", ":a.py");
        File.Delete(Path.Combine(git.Work, ".git", "objects", id[..2], id[2..]));
        var run = git.In(git.Work, Path.Combine(git.HooksFolder, "pre-commit"));
        Assert.Equal(1, run.Code);
        Assert.Contains("could not be checked", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_is_gone_stops_it_unless_the_user_chose_otherwise()
    {
        var hook = Path.Combine(git.HooksFolder, "pre-commit");
        File.WriteAllText(hook, string.Join('\n', File.ReadAllText(hook).Split('\n').Select(l => l.StartsWith("program=", StringComparison.Ordinal) ? "program='/nowhere/stanch'" : l.StartsWith("library=", StringComparison.Ordinal) ? "library=''" : l)));
        git.Write("a.py", "x = 1\n");
        git.Must("add", "-A");
        var run = git.Commit();
        Assert.Equal(1, run.Code);
        Assert.Contains("/nowhere/stanch is gone", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, git.Stanch("doctor").Code);

        git.Environment["STANCH_BYPASS"] = "it is gone";
        Assert.Equal(0, git.Commit().Code);
        Assert.Contains("\tpre-commit\t", File.ReadAllText(Path.Combine(git.Work, ".git/stanch/bypasses.log")), StringComparison.Ordinal);
        git.Environment.Remove("STANCH_BYPASS");

        git.Must("config", "stanch.hookFailure", "allow");
        run = git.Commit("--allow-empty");
        Assert.Equal(0, run.Code);
        Assert.Contains("NOT checked for secrets", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_crashes_stops_it()
    {
        git.Script(Path.Combine(git.Root, "crash"), "#!/bin/sh\nkill -SEGV $$\n");
        Assert.Equal(0, git.Stanch("install", "--program", Path.Combine(git.Root, "crash")).Code);
        git.Write("a.py", "x = 1\n");
        git.Must("add", "-A");
        var run = git.Commit();
        Assert.Equal(1, run.Code);
        Assert.Contains("crash ended with 139", run.Error, StringComparison.Ordinal);
    }
}
