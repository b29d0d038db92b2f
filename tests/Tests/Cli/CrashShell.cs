using System.Diagnostics;
using System.Text;

namespace Stanch.Tests.Cli;

/// <summary>The program under a shell, which can give it what an API can't: limits, closed streams, a file system of its own.</summary>
internal static class CrashShell
{
    /// <param name="script">Where it says <c>"$@"</c>, the program is meant.</param>
    public static Run Run(string folder, string script)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = new UTF8Encoding(false) };
        foreach (var argument in (string[])["-c", script, "bash", .. Program.Command]) start.ArgumentList.Add(argument);
        start.Environment["HOME"] = "/nonexistent";
        // The runtime reserves memory by way of a file, which a limit on the size of files would forbid.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Run(process.ExitCode, output, error.Result);
    }

    /// <summary>Whether a process may have file systems of its own here: as root outside of a strict container.</summary>
    public static bool MayMount { get; } = OperatingSystem.IsLinux() && Run(Path.GetTempPath(), "unshare -m mount -t tmpfs none /mnt").Code == 0;
}
