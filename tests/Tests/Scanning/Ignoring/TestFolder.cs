using System.Diagnostics;
using System.Text;

namespace Stanch.Tests.Scanning.Ignoring;

/// <summary>A folder that is gone after the test, with git in it where a test wants it.</summary>
public sealed class TestFolder : IDisposable
{
    public TestFolder() => Root = Directory.CreateTempSubdirectory("stanch-ignoring-").FullName;

    public string Root { get; }

    public string At(string name) => Path.Combine(Root, name);
    public string Write(string name, string text) { File.WriteAllText(At(name), text); return At(name); }
    public string Read(string name) => File.ReadAllText(At(name));

    public (int Code, string Output) Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[]
        {
            ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ("GIT_AUTHOR_NAME", "Jane"), ("GIT_AUTHOR_EMAIL", "jane@example.com"), ("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z"),
            ("GIT_COMMITTER_NAME", "Jane"), ("GIT_COMMITTER_EMAIL", "jane@example.com"), ("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z"),
        }) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public void MustGit(params string[] arguments)
    {
        var (code, output) = Git(arguments);
        Assert.True(code == 0, $"git {string.Join(' ', arguments)}: {output}");
    }

    public void Commit(string message)
    {
        MustGit("add", "-A");
        MustGit("commit", "-q", "-m", message);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

/// <summary>Values that look like nobody's, and their fingerprints.</summary>
internal static class Values
{
    public static readonly byte[] Salt = Convert.FromHexString("00112233445566778899aabbccddeeff");
    public static readonly string SaltHex = Convert.ToHexStringLower(Salt);

    public static byte[] Value(int number) => Encoding.UTF8.GetBytes($"value-{number:D4}-{new string((char)('a' + number % 26), 12)}");
    public static string Print(int number) => Stanch.Scanning.Fingerprint.Of(Value(number), Salt);
}
