using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Stanch.Sources;
using Stanch.Sources.Files;
using Stanch.Tests.Kits;

namespace Stanch.Tests.Sources.Files;

/// <summary>A folder for one test.</summary>
public sealed class TempTree : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("stanch-files-").FullName;

    public string At(string path) => Path.Combine(Root, path);

    public TempTree File(string path, string content = "content\n")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        System.IO.File.WriteAllText(At(path), content);
        return this;
    }

    public TempTree Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        System.IO.File.CreateSymbolicLink(At(path), target);
        return this;
    }

    /// <summary>What a scan of the tree hands over, by path, in order, and what it says about the rest.</summary>
    public (string[] Files, Coverage Coverage) Scan(FileTreeOptions? options = null, string? root = null, int workers = 2)
    {
        var recorder = new SourceRecorder(100);
        var coverage = new Coverage();
        new FileTree(root ?? Root, options ?? new FileTreeOptions()).Read(recorder.Open, coverage, workers, 100, CancellationToken.None);
        return ([.. recorder.Blobs.Select(b => b.Provenance.Describe()).Order(StringComparer.Ordinal)], coverage);
    }

    public string[] Files(FileTreeOptions? options = null, string? root = null) => Scan(options, root).Files;

    public string Git(params string[] arguments) => Run("git", arguments);

    public string Run(string program, params string[] arguments) => Run(program, null, arguments);

    public string Run(string program, byte[]? input, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, StandardOutputEncoding = Encoding.UTF8,
            Environment =
            {
                ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_SYSTEM"] = "/dev/null", ["XDG_CONFIG_HOME"] = At(".none"), ["HOME"] = At(".none"),
                ["GIT_AUTHOR_NAME"] = "A", ["GIT_AUTHOR_EMAIL"] = "a@example.com", ["GIT_COMMITTER_NAME"] = "A", ["GIT_COMMITTER_EMAIL"] = "a@example.com",
                ["GIT_AUTHOR_DATE"] = "2026-01-01T00:00:00Z", ["GIT_COMMITTER_DATE"] = "2026-01-01T00:00:00Z",
            },
        };
        using var process = Process.Start(start)!;
        if (input is not null) process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        // check-ignore exits with 1 when nothing is ignored.
        Assert.True(process.ExitCode == 0 || (arguments.Contains("check-ignore") && process.ExitCode == 1), $"{program} {string.Join(' ', arguments)}: {error.Result}");
        return output;
    }

    /// <summary>A file by the bytes of its name, which .NET can't write.</summary>
    public void RawFile(ReadOnlySpan<byte> name, string content) =>
        Run("/bin/sh", null, ["-c", $"printf '%s' '{content}' > \"$(printf '{string.Concat(name.ToArray().Select(b => $"\\{Convert.ToString(b, 8).PadLeft(3, '0')}"))}')\""]);

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows()) Run("/bin/rm", null, ["-rf", Root]);
        else Directory.Delete(Root, recursive: true);
    }
}
