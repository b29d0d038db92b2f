namespace Stanch.Providers.Checks;

/// <summary>What the user allowed, and the world around a run of checks.</summary>
public sealed record CheckPolicy
{
    /// <summary>Effects of requests that may run.</summary>
    public IReadOnlySet<string> Effects { get; init; } = new HashSet<string> { "none" };
    /// <summary>By provider id: where its requests go in place of the provider file's hosts.</summary>
    public IReadOnlyDictionary<string, Endpoint> Endpoints { get; init; } = new Dictionary<string, Endpoint>();
    public Uri? Proxy { get; init; }
    /// <summary>Certificates in PEM that are trusted besides the system's.</summary>
    public string Authorities { get; init; } = "";
    /// <summary>Keys of SSH servers that the user named, in the form of OpenSSH's <c>known_hosts</c>.</summary>
    public string KnownHosts { get; init; } = "";
    /// <summary>Send nothing.</summary>
    public bool Offline { get; init; }
    /// <summary>Of one request, from connecting to the last byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>The longest wait that a provider may ask for before its check is given up.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);
    public int Retries { get; init; } = 2;
    /// <summary>Requests a second to one provider.</summary>
    public double Rate { get; init; } = 5;
    /// <summary>Requests under way to one provider.</summary>
    public int Concurrency { get; init; } = 2;
    /// <summary>Checks of one provider that are begun and not ended: most wait for their turn.</summary>
    public int Parallel { get; init; } = 16;
    /// <summary>Requests of the whole run.</summary>
    public int MaxRequests { get; init; } = 10_000;
    /// <summary>Refusals that one account is made to see: more could lock it.</summary>
    public int MaxRefusals { get; init; } = 3;
    public TimeProvider Clock { get; init; } = TimeProvider.System;
    /// <summary>A random number from 0 to below its argument.</summary>
    public required Func<int, int> Chance { get; init; }
    /// <summary>Named to providers as the program that asks.</summary>
    public string Agent { get; init; } = "stanch";
}

/// <summary>Where a self-hosted product answers; named by the user, so it may be a private address.</summary>
public sealed record Endpoint
{
    private Endpoint(Uri address) => Address = address;

    public Uri Address { get; }
    /// <summary>For what is checked by a login and not by a request.</summary>
    public bool IsLogin => Address.Scheme is "tcp" or "tls";
    /// <summary>Encrypted from the first byte on, also on this machine.</summary>
    public bool IsEncrypted => Address.Scheme == "tls";

    /// <returns>Null after a mistake.</returns>
    public static Endpoint? Parse(string text, out string mistake)
    {
        mistake = "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http" or "tcp" or "tls") || uri.Host.Length == 0) mistake = "an address as in https://gitlab.example.com";
        else if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0) mistake = "an address without user, query and fragment";
        else if (uri.Scheme == "http" && !uri.IsLoopback) mistake = "plain http goes only to this machine; write https";
        else if (uri.Scheme is "tcp" or "tls" && uri.AbsolutePath is not ("" or "/")) mistake = "an address as in tcp://db.example.com:5432";
        return mistake.Length > 0 ? null : new Endpoint(uri!);
    }
}
