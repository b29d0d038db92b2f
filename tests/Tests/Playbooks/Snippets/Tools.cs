using System.Diagnostics;
using System.Text;

namespace Stanch.Tests.Playbooks.Snippets;

/// <summary>The languages' own programs: where there is none a test is skipped by name, except in CI, which has to have them all.</summary>
internal static class Tools
{
    private static readonly bool inCI = Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>The program's path, or an end to the test.</summary>
    public static string Need(string program) => Find(program) ?? Missing(program);

    /// <summary>A Python that has the module: a system's own has what its packages bring, another one in front of it has not.</summary>
    public static string NeedPython(string module)
    {
        foreach (var python in new[] { Find("/usr/bin/python3"), Find("python3"), Find("python") })
            if (python is not null && Run(python, ["-c", $"import {module}"], Path.GetTempPath()).Code == 0) return python;
        return Missing($"python3 with module {module}");
    }

    /// <summary>Runs a program with these variables and none of ours but those that programs need to start.</summary>
    public static (int Code, string Output) Run(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Except(["PATH", "HOME", "USERPROFILE", "SystemRoot", "TEMP", "TMP", "TMPDIR", "JAVA_HOME", "DOTNET_ROOT", "LOCALAPPDATA", "APPDATA"], StringComparer.OrdinalIgnoreCase).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(120_000))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end");
        }
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>The same, and nothing but success will do.</summary>
    public static string Succeed(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? variables = null)
    {
        var (code, output) = Run(program, arguments, folder, variables);
        Assert.True(code == 0, $"{Path.GetFileName(program)} exited with {code}:\n{output}");
        return output;
    }

    /// <summary>Runs a package client with all of our variables: they may say where its packages are.</summary>
    public static void Install(string program, IEnumerable<string> arguments, string folder) =>
        Succeed(program, arguments, folder, Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? ""));

    private static string? Find(string program)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        var folders = Path.IsPathRooted(program) ? [""] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(f => endings.Select(e => Path.Combine(f, program + e))).FirstOrDefault(File.Exists);
    }

    private static string Missing(string what)
    {
        if (inCI) Assert.Fail($"CI has no {what}");
        Assert.Skip($"this machine has no {what}");
        return what;
    }
}
