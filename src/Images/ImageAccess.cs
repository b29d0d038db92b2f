using Stanch.Images.Registry;

namespace Stanch.Images;

/// <summary>How images are come by; everything that this takes from the world around it comes in here.</summary>
public sealed record ImageAccess
{
    /// <summary><c>linux/arm64</c>; empty: all platforms.</summary>
    public string Platform { get; init; } = "";
    /// <summary>Where the daemon listens: <c>unix://PATH</c> or <c>npipe://</c>.</summary>
    public string Daemon { get; init; } = "unix:///var/run/docker.sock";
    /// <summary>Certificates in PEM that are trusted besides the system's.</summary>
    public string Authorities { get; init; } = "";
    public Uri? Proxy { get; init; }
    /// <summary>Of one answer's beginning, and of each pause within it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>The longest pause that a registry may ask for.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);
    public RegistryLogins Logins { get; init; } = RegistryLogins.None;
    /// <summary>Named to registries as the program that asks.</summary>
    public string Agent { get; init; } = "stanch";
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
