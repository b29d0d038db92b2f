namespace Stanch.Cli;

/// <summary>What a run tells its caller. Documented in docs/command-line.md; a number never changes its meaning.</summary>
internal static class ExitCode
{
    /// <summary>All of it was scanned, and nothing was found.</summary>
    public const int Clean = 0;
    public const int Found = 1;
    /// <summary>The command line or a configuration is wrong: nothing was scanned.</summary>
    public const int Usage = 2;
    /// <summary>Not everything could be scanned, and nothing was found in the rest.</summary>
    public const int Partial = 3;
    /// <summary>A mistake of ours, or a library of the system that is not there.</summary>
    public const int Internal = 70;
    /// <summary>A report could not be written: a full disk, a closed pipe.</summary>
    public const int Output = 74;
    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;
    /// <summary>Stopped by SIGTERM.</summary>
    public const int Terminated = 143;
}
