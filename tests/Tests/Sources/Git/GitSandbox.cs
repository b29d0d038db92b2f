using System.Diagnostics;
using System.Text;

namespace Stanch.Tests.Sources.Git;

/// <summary>A temporary folder with repositories made by the git binary, cut off from the machine's own settings, the clock set by the test.</summary>
internal sealed class GitSandbox : IDisposable
{
    private int seconds = 1_700_000_000;

    /// <param name="folder">Where to make it; a new temporary folder unless given.</param>
    public GitSandbox(string format = "sha1", string? folder = null)
    {
        Root = folder is null ? Directory.CreateTempSubdirectory("stanch-git-").FullName : Directory.CreateDirectory(folder).FullName;
        Work = Path.Combine(Root, "work");
        Directory.CreateDirectory(Work);
        Git("init", "-q", "-b", "main", $"--object-format={format}", ".");
    }

    public string Root { get; }
    public string Work { get; }

    public string Git(params string[] arguments) => Encoding.UTF8.GetString(Bytes(Work, "", arguments)).TrimEnd('\n');
    public string GitIn(string folder, params string[] arguments) => Encoding.UTF8.GetString(Bytes(folder, "", arguments)).TrimEnd('\n');
    public string GitWith(string input, params string[] arguments) => Encoding.UTF8.GetString(Bytes(Work, input, arguments)).TrimEnd('\n');

    public byte[] Bytes(string folder, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        seconds += 60;
        foreach (var (name, value) in new[]
        {
            ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1"), ("HOME", Root), ("LC_ALL", "C"),
            ("GIT_AUTHOR_NAME", "Ann Author"), ("GIT_AUTHOR_EMAIL", "ann@example.org"), ("GIT_AUTHOR_DATE", $"{seconds} +0200"),
            ("GIT_COMMITTER_NAME", "Carl Committer"), ("GIT_COMMITTER_EMAIL", "carl@example.org"), ("GIT_COMMITTER_DATE", $"{seconds} +0000"),
        }) start.Environment[name] = value;
        foreach (var name in new[] { "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE" }) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.Result}");
        return output.ToArray();
    }

    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public void Write(string path, byte[] content)
    {
        var full = Path.Combine(Work, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }

    /// <summary>Commits all that is in the work tree; its id.</summary>
    public string Commit(string message)
    {
        Git("add", "-A");
        Git("commit", "-q", "--allow-empty", "-m", message);
        return Git("rev-parse", "HEAD");
    }

    public string IdOf(string revision) => Git("rev-parse", revision);

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(Root, recursive: true);
    }
}
