using Stanch.Tests.Sources.Files;

namespace Stanch.Tests.Archives;

/// <summary>The real programs that make archives. A developer's machine may lack some; where everything must hold, none is missing.</summary>
internal static class Tools
{
    /// <summary>Runs a script in the tree's folder, or skips the test when a program is not there.</summary>
    public static string Make(this TempTree tree, string programs, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        foreach (var program in programs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var there = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
            if (!there && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"{program} is missing, and every test must run here");
            Assert.SkipUnless(there, $"this machine has no {program}");
        }
        return tree.Run("sh", "-e", "-c", script);
    }
}
