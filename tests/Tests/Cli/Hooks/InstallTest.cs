namespace Stanch.Tests.Cli.Hooks;

/// <summary>Hooks put beside what is there, and taken away without a trace.</summary>
public sealed class InstallTest : IDisposable
{
    private readonly HookSandbox git = new();

    public void Dispose() => git.Dispose();

    private static Dictionary<string, string> Contents(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(folder, f), f => $"{(OperatingSystem.IsWindows() ? "" : File.GetUnixFileMode(f))} {new FileInfo(f).LinkTarget} {Convert.ToHexString(File.ReadAllBytes(f))}");

    private void Secret(string file)
    {
        git.Write(file, Planted.Line(1));
        git.Must("add", file);
    }

    [Fact]
    public void Hooks_that_exist_run_first_with_arguments_and_input_and_their_exit_codes_count()
    {
        git.Script(Path.Combine(git.HooksFolder, "pre-push"), "#!/bin/sh\ncat > ../pushed\necho \"$1 $2\" > ../arguments\nexit ${OLD:-0}\n");
        git.Script(Path.Combine(git.HooksFolder, "pre-commit"), "#!/bin/sh\necho \"$(basename \"$0\")\" > ../name\nexit ${OLD:-0}\n");
        git.Script(Path.Combine(git.Root, "linked"), "#!/bin/sh\necho \"from a link\" >> \"$1\"\n");
        File.CreateSymbolicLink(Path.Combine(git.HooksFolder, "commit-msg"), "../../../linked");
        var before = Contents(git.HooksFolder);
        Assert.Equal(0, git.Stanch("install").Code);
        var installed = Contents(git.HooksFolder);
        Assert.Equal(0, git.Stanch("install").Code);
        Assert.Equal(installed, Contents(git.HooksFolder));

        git.Write("a.py", "x = 1\n");
        git.Must("add", "-A");
        git.Environment["OLD"] = "7";
        Assert.Equal(1, git.Commit().Code);
        git.Environment["OLD"] = "0";
        Assert.Equal(0, git.Commit().Code);
        Assert.Equal("pre-commit\n", File.ReadAllText(Path.Combine(git.Root, "name")));
        Assert.Contains("from a link", git.Must("log", "-1", "--format=%B"), StringComparison.Ordinal);

        Assert.Equal(0, git.Git("push", "origin", "main").Code);
        Assert.Equal("origin ../remote.git\n", File.ReadAllText(Path.Combine(git.Root, "arguments")));
        Assert.Equal($"refs/heads/main {git.Must("rev-parse", "HEAD")} refs/heads/main {new string('0', 40)}\n", File.ReadAllText(Path.Combine(git.Root, "pushed")));
        git.Environment["OLD"] = "7";
        Assert.Equal(1, git.Git("push", "origin", "main:other").Code);

        Assert.Equal(0, git.Stanch("uninstall").Code);
        Assert.Equal(before, Contents(git.HooksFolder));
        Assert.Contains("no hook of Stanch's", git.Stanch("uninstall").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_replaced_later_is_not_thrown_away()
    {
        var path = Path.Combine(git.HooksFolder, "pre-commit");
        git.Script(path, "#!/bin/sh\n# first\n");
        git.Stanch("install", "--pre-commit");
        git.Script(path, "#!/bin/sh\n# second\n");
        Assert.Equal(1, git.Stanch("install", "--pre-commit").Code);
        Assert.Equal(1, git.Stanch("doctor").Code);
        Assert.Equal(1, git.Stanch("uninstall").Code);
        Assert.Contains("second", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Contains("first", File.ReadAllText(path + ".before-stanch"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_repository_s_own_folder_of_hooks_is_used_and_what_is_shadowed_is_said()
    {
        git.Script(Path.Combine(git.HooksFolder, "pre-commit"), "#!/bin/sh\nexit 1\n");
        git.Must("config", "core.hooksPath", "tools/hooks");
        Assert.Equal(0, git.Stanch("install").Code);
        Assert.True(File.Exists(Path.Combine(git.Work, "tools/hooks/pre-push")));
        Secret("a.py");
        Assert.Contains("commit stopped", git.Commit().Error, StringComparison.Ordinal);
        var doctor = git.Stanch("doctor");
        Assert.Equal(0, doctor.Code);
        Assert.Contains("shadowed    ", doctor.Output, StringComparison.Ordinal);
        Assert.Contains(".git/hooks/pre-commit is never run", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void For_all_repositories_each_one_s_own_hooks_still_run()
    {
        git.Script(Path.Combine(git.HooksFolder, "pre-commit"), "#!/bin/sh\necho own-hook >&2\nexit ${OLD:-0}\n");
        git.Script(Path.Combine(git.HooksFolder, "post-commit"), "#!/bin/sh\necho own-post >&2\n");
        Assert.Equal(0, git.Stanch("install", "--global").Code);
        Assert.Equal(0, git.Stanch("doctor").Code);
        git.Write("a.py", "x = 1\n");
        git.Must("add", "-A");
        var run = git.Commit();
        Assert.True(run.Code == 0, run.All);
        Assert.Contains("own-hook", run.Error, StringComparison.Ordinal);
        Assert.Contains("own-post", run.Error, StringComparison.Ordinal);
        git.Environment["OLD"] = "3";
        Assert.Equal(1, git.Commit("--allow-empty").Code);
        git.Environment.Remove("OLD");
        Secret("b.py");
        Assert.Contains("commit stopped", git.Commit().Error, StringComparison.Ordinal);
        Assert.Contains("in place already, for every repository", git.Stanch("install").Output, StringComparison.Ordinal);
        Assert.Equal(0, git.Stanch("uninstall", "--global").Code);
        Assert.NotEqual(0, git.Git("config", "--global", "core.hooksPath").Code);
        Assert.Equal(0, git.Commit().Code);
    }

    [Fact]
    public void A_folder_for_all_repositories_that_is_somebody_else_s_is_not_passed_by()
    {
        git.Must("config", "--global", "core.hooksPath", Path.Combine(git.Home, "my-hooks"));
        var run = git.Stanch("install");
        Assert.Equal(1, run.Code);
        Assert.Contains("would never run", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, git.Stanch("install", "--global").Code);
        Assert.True(File.Exists(Path.Combine(git.Home, "my-hooks", "pre-commit")));
        Assert.Equal(0, git.Stanch("uninstall", "--global").Code);
        Assert.False(File.Exists(Path.Combine(git.Home, "my-hooks", "pre-commit")));
        Assert.Equal(Path.Combine(git.Home, "my-hooks"), git.Must("config", "--global", "core.hooksPath"));
    }

    [Fact]
    public void Submodules_have_hooks_of_their_own()
    {
        git.CommitUnseen(("a", "b\n"));
        git.Must("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", git.Work, "module");
        Assert.Equal(0, git.Stanch("install").Code);
        Assert.Equal(1, git.Stanch("doctor").Code);
        Assert.Equal(0, git.Stanch("install", "--submodules").Code);
        Assert.Equal(0, git.Stanch("doctor").Code);
        var module = Path.Combine(git.Work, "module");
        File.WriteAllText(Path.Combine(module, "a.py"), Planted.Line(1));
        git.MustIn(module, "add", "-A");
        var run = git.GitIn(module, "commit", "-m", "x");
        Assert.Equal(1, run.Code);
        Assert.Contains("a.py:1:10", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Husky_keeps_the_lines_and_its_own_ones_still_see_the_input()
    {
        git.PutOnPath();
        // What husky 9 makes at each install of packages.
        git.Must("config", "core.hooksPath", ".husky/_");
        foreach (var hook in new[] { "pre-commit", "commit-msg", "pre-push" }) git.Script(Path.Combine(git.Work, ".husky/_", hook), "#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\"");
        git.Write(".husky/_/h", "n=$(basename \"$0\")\ns=$(dirname \"$(dirname \"$0\")\")/$n\n[ ! -f \"$s\" ] && exit 0\nsh -e \"$s\" \"$@\"\nc=$?\nexit $c\n");
        git.Write(".husky/pre-push", "cat > ../pushed\nexit 0\n");
        var before = Contents(Path.Combine(git.Work, ".husky"));
        Assert.Equal(0, git.Stanch("install").Code);
        Assert.Equal(0, git.Stanch("doctor").Code);
        Secret("a.py");
        Assert.Contains("commit stopped", git.Commit().Error, StringComparison.Ordinal);
        git.Must("commit", "-q", "--no-verify", "-m", "past it");
        Assert.Equal(1, git.Git("push", "origin", "main").Code);
        git.Must("reset", "-q", "--soft", "HEAD^" is var up && git.Git("rev-parse", "HEAD^").Code == 0 ? up : "HEAD");
        git.Must("update-ref", "-d", "refs/heads/main");
        git.Must("rm", "-q", "--cached", "a.py");
        File.Delete(Path.Combine(git.Work, "a.py"));
        git.Write("b.py", "x = 1\n");
        git.Must("add", "b.py");
        Assert.Equal(0, git.Commit().Code);
        var push = git.Git("push", "origin", "main");
        Assert.True(push.Code == 0, push.All);
        Assert.StartsWith("refs/heads/main ", File.ReadAllText(Path.Combine(git.Root, "pushed")), StringComparison.Ordinal);
        Assert.Equal(0, git.Stanch("uninstall").Code);
        Assert.Equal(before, Contents(Path.Combine(git.Work, ".husky")));
    }

    [Fact]
    public void Lefthook_gets_commands_in_the_file_that_is_this_machine_s_own()
    {
        git.Write("lefthook.yml", "pre-commit:\n  commands:\n    lint:\n      run: true\n");
        Assert.Equal(0, git.Stanch("install").Code);
        var text = File.ReadAllText(Path.Combine(git.Work, "lefthook-local.yml"));
        Assert.Contains("pre-push:\n  commands:\n    stanch:\n      run: ", text, StringComparison.Ordinal);
        Assert.Contains("use_stdin: true", text, StringComparison.Ordinal);
        var doctor = git.Stanch("doctor");
        Assert.Equal(1, doctor.Code);
        Assert.Contains("lefthook install", doctor.Output, StringComparison.Ordinal);
        Assert.Equal(0, git.Stanch("uninstall").Code);
        Assert.False(File.Exists(Path.Combine(git.Work, "lefthook-local.yml")));
        git.Write("lefthook-local.yml", "pre-commit:\n  parallel: true");
        Assert.Equal(1, git.Stanch("install", "--pre-commit").Code);
        Assert.Equal("pre-commit:\n  parallel: true", File.ReadAllText(Path.Combine(git.Work, "lefthook-local.yml")));
    }

    [Fact]
    public void Pre_commit_com_runs_the_hooks_that_this_repository_offers_and_lives_beside_ours()
    {
        HookSandbox.Need("pre-commit");
        git.PutOnPath();
        var manifest = File.ReadAllText(Architecture.Repository.At(".pre-commit-hooks.yaml"));
        // Debian's is of before the stages got the hooks' names.
        if (git.In(git.Work, "pre-commit", "--version").Output.StartsWith("pre-commit 3.0", StringComparison.Ordinal))
            manifest = manifest.Replace("[pre-commit]", "[commit]", StringComparison.Ordinal).Replace("[pre-push]", "[push]", StringComparison.Ordinal).Replace("\"3.2.0\"", "\"3.0.0\"", StringComparison.Ordinal);
        var offered = Path.Combine(git.Root, "offered");
        Directory.CreateDirectory(offered);
        git.MustIn(offered, "init", "-q");
        File.WriteAllText(Path.Combine(offered, ".pre-commit-hooks.yaml"), manifest);
        git.MustIn(offered, "add", "-A");
        git.MustIn(offered, "commit", "-q", "-m", "hooks");
        git.CommitUnseen((".pre-commit-config.yaml", $"repos:\n  - repo: {offered}\n    rev: {git.MustIn(offered, "rev-parse", "HEAD")}\n    hooks:\n      - id: stanch-system\n      - id: stanch-system-commit-msg\n      - id: stanch-system-pre-push\n"));
        Assert.Equal(1, git.Stanch("doctor").Code);
        var set = git.In(git.Work, "pre-commit", "install", "--hook-type", "pre-commit", "--hook-type", "commit-msg", "--hook-type", "pre-push");
        Assert.True(set.Code == 0, set.All);
        Assert.True(git.Stanch("doctor").Code == 0);
        Secret("a.py");
        var run = git.Commit();
        Assert.Equal(1, run.Code);
        Assert.Contains("a.py:1:10", run.All, StringComparison.Ordinal);
        git.Must("commit", "-q", "--no-verify", "-m", "past it");
        run = git.Git("push", "origin", "main");
        Assert.Equal(1, run.Code);
        Assert.Contains("push stopped", run.All, StringComparison.Ordinal);

        Assert.Equal(0, git.Stanch("install").Code);
        Secret("b.py");
        git.Write("b.py", Planted.Line(2));
        git.Must("add", "-A");
        Assert.Equal(1, git.Commit().Code);
        // Installed again, it puts itself before ours: no circle, and both still run.
        git.In(git.Work, "pre-commit", "install");
        run = git.Commit();
        Assert.Equal(1, run.Code);
        Assert.DoesNotContain("bug:", run.All, StringComparison.Ordinal);
        Assert.Contains("b.py:1:10", run.All, StringComparison.Ordinal);
    }
}
