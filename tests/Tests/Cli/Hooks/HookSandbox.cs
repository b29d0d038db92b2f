using System.Diagnostics;
using System.Text;

namespace Stanch.Tests.Cli.Hooks;

/// <summary>A repository with a bare one to push to, real git, real hooks, and nothing of the machine's own settings.</summary>
internal sealed class HookSandbox : IDisposable
{
    private int commits;

    public HookSandbox(bool remote = true)
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Work);
        Must("init", "-q", "-b", "main", ".");
        if (!remote) return;
        MustIn(Root, "init", "-q", "--bare", "-b", "main", "remote.git");
        Must("remote", "add", "origin", "../remote.git");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("stanch-hooks-").FullName;
    public string Work => Path.Combine(Root, "work");
    public string Remote => Path.Combine(Root, "remote.git");
    public string Home => Path.Combine(Root, "home");
    public string HooksFolder => Path.Combine(Work, ".git", "hooks");

    /// <summary>For every program that is run here.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    public Run Git(params string[] arguments) => In(Work, "git", arguments);
    public Run GitIn(string folder, params string[] arguments) => In(folder, "git", arguments);

    public string Must(params string[] arguments) => MustIn(Work, arguments);

    public string MustIn(string folder, params string[] arguments)
    {
        var run = GitIn(folder, arguments);
        if (run.Code != 0) throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {run.All}");
        return run.Output.TrimEnd('\n');
    }

    public Run Stanch(params string[] arguments) => StanchIn(Work, arguments);

    public Run StanchIn(string folder, params string[] arguments) => In(folder, Program.Command[0], [.. Program.Command.Skip(1), .. arguments]);

    public Run In(string folder, string program, params string[] arguments) => Run(folder, "", program, arguments);

    public Run Run(string folder, string input, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false), StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.Ordinal) || k.StartsWith("STANCH_", StringComparison.Ordinal)).ToList())
            if (name != "STANCH_BINARY") start.Environment.Remove(name);
        foreach (var (name, value) in new[]
        {
            ("GIT_CONFIG_GLOBAL", Path.Combine(Home, "gitconfig")), ("GIT_CONFIG_NOSYSTEM", "1"), ("HOME", Home), ("XDG_CONFIG_HOME", Path.Combine(Home, "config")), ("LC_ALL", "C"), ("DOTNET_NOLOGO", "1"),
            ("GIT_AUTHOR_NAME", "Ann Author"), ("GIT_AUTHOR_EMAIL", "ann@example.org"), ("GIT_COMMITTER_NAME", "Carl"), ("GIT_COMMITTER_EMAIL", "carl@example.org"),
        }) start.Environment[name] = value;
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of it.
        }
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end");
        }
        return new Run(process.ExitCode, output.Result, error.Result);
    }

    public void Write(string path, string text)
    {
        var full = Path.Combine(Work, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Script(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    /// <summary>Commits past every hook; its id.</summary>
    public string CommitUnseen(params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files) Write(path, text);
        Must("add", "-A");
        Must("commit", "-q", "--no-verify", "--allow-empty", "-m", $"commit {++commits}");
        return Must("rev-parse", "HEAD");
    }

    /// <summary>Commits what is staged, hooks and all.</summary>
    public Run Commit(params string[] more) => Git(["commit", "-m", "a message", .. more]);

    /// <summary>A stanch to be found in PATH.</summary>
    public void PutOnPath()
    {
        var folder = Path.Combine(Root, "bin");
        Script(Path.Combine(folder, "stanch"), $"#!/bin/sh\nexec {string.Join(' ', Program.Command.Select(c => $"'{c}'"))} \"$@\"\n");
        Environment["PATH"] = $"{folder}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}";
    }

    /// <summary>Whether a program is there; where all is installed it must be.</summary>
    public static void Need(string program)
    {
        var there = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, program)));
        if (!there) Assert.SkipUnless(System.Environment.GetEnvironmentVariable("CI") == "true", $"{program} is not installed");
        Assert.True(there, $"{program} is not installed");
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)) if (new FileInfo(file).LinkTarget is null) File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(Root, recursive: true);
    }
}
