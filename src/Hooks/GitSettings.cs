using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Stanch.Hooks;

/// <summary>A setting and the file that sets it.</summary>
/// <param name="Scope">As git calls it: <c>system</c>, <c>global</c>, <c>local</c>, <c>worktree</c>, <c>command</c>.</param>
public sealed record GitSetting(string Scope, string Origin, string Value);

/// <summary>
/// Asks git for its settings. It alone knows all places that they come from: includes, conditions, the environment. No hook asks while all goes well;
/// objects and refs are never read this way.
/// </summary>
public sealed class GitSettings(string folder)
{
    /// <summary>Null: it is not set, or there is no git here.</summary>
    public string? Value(string name) => Run("config", "--get", name) is { Code: 0 } run ? run.Output.TrimEnd('\n') : null;

    public string? Path(string name) => Run("config", "--type=path", "--get", name) is { Code: 0 } run ? run.Output.TrimEnd('\n') : null;

    /// <summary>What sets it, the one that holds last.</summary>
    public IReadOnlyList<GitSetting> All(string name)
    {
        if (Run("config", "--type=path", "--show-scope", "--show-origin", "-z", "--get-all", name) is not { Code: 0 } run) return [];
        var fields = run.Output.Split('\0');
        return [.. Enumerable.Range(0, fields.Length / 3).Select(i => new GitSetting(fields[i * 3], fields[i * 3 + 1], fields[i * 3 + 2]))];
    }

    /// <returns>What git complained of; null: it is set.</returns>
    public string? Set(string scope, string name, string value) => Done(Run("config", scope, name, value));

    public string? Unset(string scope, string name) => Done(Run("config", scope, "--unset-all", name));

    private static string? Done((int Code, string Output, string Error) run) => run.Code == 0 ? null : run.Error.Trim();

    public (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return (127, "", $"git cannot be run: {e.Message}");
        }
    }
}
