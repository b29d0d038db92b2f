using System.Runtime.InteropServices;

namespace Stanch.Sources;

/// <summary>A library of the system that the program can't do without is not there.</summary>
public sealed class MissingLibraryException(string message) : Exception(message);

/// <summary>On Linux .NET hashes with the system's OpenSSL, and aborts the whole process, without a word to us, where there is none: in the smallest container images.</summary>
public static class OpenSsl
{
    private static readonly string[] Names = ["libssl.so.3", "libssl.so.1.1", "libssl.so"];
    private static volatile bool there;

    /// <summary>Asked before anything is hashed; costs nothing after the first time.</summary>
    /// <exception cref="MissingLibraryException">There is none.</exception>
    public static void Require()
    {
        if (there || !OperatingSystem.IsLinux()) return;
        // Loaded here and kept: the runtime is about to do the same.
        there = Array.Exists(Names, name => NativeLibrary.TryLoad(name, out _));
        if (!there)
            throw new MissingLibraryException("OpenSSL's library is not on this system, and secrets can't be given their fingerprints without it; install libssl3 (Debian, Ubuntu, Alpine) or openssl-libs (Fedora, RHEL)");
    }
}
