using System.Security.Cryptography;
using Stanch.Providers.Checks;

namespace Stanch.Tests.Providers;

internal static class Policies
{
    public static CheckPolicy For(CheckedType type, string endpoint) => For(new Dictionary<string, Endpoint> { [type.Detector.Provider] = Endpoint.Parse(endpoint, out _)! });

    /// <summary>Fast, without second attempts, and allowed everything.</summary>
    public static CheckPolicy For(IReadOnlyDictionary<string, Endpoint> endpoints) => new()
    {
        Endpoints = endpoints, Effects = new HashSet<string> { "none", "mints-token", "changes" }, Chance = RandomNumberGenerator.GetInt32,
        Rate = 100_000, Concurrency = 64, Retries = 0, Timeout = TimeSpan.FromMinutes(1),
    };
}
