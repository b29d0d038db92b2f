using Stanch.Tests.Sources.Git;

namespace Stanch.Tests.Cli;

/// <summary>A repository that wants to run something, or to be led elsewhere: it is only data.</summary>
public sealed class HostileRepositoryTest : IDisposable
{
    private readonly GitSandbox git = new();
    private readonly string trap;

    public HostileRepositoryTest()
    {
        trap = Path.Combine(git.Root, "sprung");
        git.Write("a.py", Planted.Line(1));
        git.Write("data.bin", "text for a filter\n");
        git.Commit("one");
    }

    public void Dispose() => git.Dispose();

    private string InGit(string path) => Path.Combine(git.Work, ".git", path);

    private void Executable(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Nothing_that_a_repository_names_is_run()
    {
        var script = Path.Combine(git.Root, "evil.sh");
        Executable(script, $"#!/bin/sh\necho \"$0 $*\" >> '{trap}'\n");
        File.AppendAllText(InGit("config"), $"""

            [core]
                fsmonitor = {script}
                hooksPath = {git.Root}
                sshCommand = {script}
                pager = {script}
                editor = {script}
                gitProxy = {script}
                alternateRefsCommand = {script}
            [filter "evil"]
                clean = {script}
                smudge = {script}
                process = {script}
                required = true
            [diff "evil"]
                textconv = {script}
                command = {script}
            [credential]
                helper = {script}
            [remote "origin"]
                url = ext::{script}
                promisor = true
                uploadpack = {script}
            [extensions]
                partialClone = origin
            [include]
                path = {script}
            [gpg]
                program = {script}
            [alias]
                log = !{script}
            """);
        git.Write(".gitattributes", "* filter=evil diff=evil\n");
        foreach (var hook in new[] { "pre-commit", "post-checkout", "post-index-change", "fsmonitor-watchman", "reference-transaction" }) Executable(InGit($"hooks/{hook}"), $"#!/bin/sh\necho hook >> '{trap}'\n");
        var run = Program.Scan(git.Work);
        Assert.Equal(["a.py:1"], run.Places);
        Assert.False(File.Exists(trap), File.Exists(trap) ? File.ReadAllText(trap) : "");
    }

    [Fact]
    public void Objects_outside_are_not_borrowed_unless_asked_for()
    {
        using var other = new GitSandbox();
        other.Write("secret.py", Planted.Line(7));
        other.Commit("outside");
        File.WriteAllText(InGit("objects/info/alternates"), Path.Combine(other.Work, ".git", "objects") + "\n");
        var run = Program.Scan(git.Work, "--all-objects", "--show-secrets");
        Assert.DoesNotContain(Planted.Token(7), run.Output, StringComparison.Ordinal);
        Assert.Contains("alternate", run.Receipt.GetProperty("skipped").ToString(), StringComparison.Ordinal);
        Assert.Contains(Planted.Token(7), Program.Scan(git.Work, "--all-objects", "--show-secrets", "--follow-alternates").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Alternates_that_lead_in_a_circle_end()
    {
        File.WriteAllText(InGit("objects/info/alternates"), "../../.git/objects\n../objects\n");
        Assert.Single(Program.Scan(git.Work).Findings);
    }

    [Fact]
    public void Names_cannot_forge_output()
    {
        if (OperatingSystem.IsWindows()) return;
        var name = "x\u001b[2J\n::error::forged\u202e\r.py";
        git.Write(name, Planted.Line(2));
        git.Commit("two\u001b[31m");
        foreach (var format in new[] { "text", "csv", "markdown", "junit", "jsonl", "sarif", "html" })
        {
            var run = Program.Stanch(git.Work, "scan", "--report", format, "--color", "never");
            Assert.DoesNotContain("\u001b", run.All, StringComparison.Ordinal);
            Assert.DoesNotContain("\u202e", run.All, StringComparison.Ordinal);
            Assert.DoesNotContain("\n::error", run.All, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_ref_or_a_submodule_cannot_lead_out()
    {
        var outside = Path.Combine(git.Root, "outside.txt");
        File.WriteAllText(outside, Planted.Line(8));
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(InGit("refs/heads/link"), outside);
            File.CreateSymbolicLink(InGit("logs-link"), git.Root);
            Directory.CreateSymbolicLink(Path.Combine(git.Work, "tree-link"), git.Root);
        }
        File.WriteAllText(InGit("refs/heads/evil"), "ref: ../../../../outside.txt\n");
        git.Write(".gitmodules", "[submodule \"../../../outside\"]\n\tpath = ../../outside\n\turl = ext::sh -c 'echo x'\n");
        Directory.CreateDirectory(Path.Combine(git.Work, "sub"));
        File.WriteAllText(Path.Combine(git.Work, "sub", ".git"), "gitdir: ../../nowhere\n");
        var run = Program.Scan(git.Work, "--show-secrets");
        // A loop of folders, for whoever clears up after the test.
        if (!OperatingSystem.IsWindows()) File.Delete(Path.Combine(git.Work, "tree-link"));
        Assert.Contains("a.py:1", run.Places);
        Assert.DoesNotContain(Planted.Token(8), run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_git_that_is_a_link_is_read_as_data()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateDirectory(Path.Combine(git.Root, "linked")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(folder, ".git"), InGit(""));
        var run = Program.Scan(folder);
        Assert.Equal(["a.py:1"], run.Places);
        Assert.False(File.Exists(trap));
    }
}
