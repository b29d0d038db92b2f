using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Stanch.Catalog;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Checks;

/// <summary>
/// Says of credentials whether they work. One for a run: it keeps what it learned, so that the same value is asked about once and each type's made-up
/// value is sent once. Safe to be called from many threads.
/// </summary>
public sealed class Checker : IDisposable
{
    private readonly ProviderCatalog catalog;
    private readonly CheckPolicy policy;
    private readonly Exchange exchange;
    private readonly ConcurrentDictionary<string, CheckDeclaration?> declarations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<CheckVerdict>>> verdicts = new(StringComparer.Ordinal);
    private readonly Probes probes;

    public Checker(ProviderCatalog catalog, CheckPolicy policy)
    {
        (this.catalog, this.policy) = (catalog, policy);
        exchange = new Exchange(policy);
        probes = new Probes(exchange, policy);
    }

    /// <summary>Requests that were sent so far, repeated ones and those of made-up values among them.</summary>
    public int Requests => exchange.Sent;
    /// <summary>Every host that was asked.</summary>
    public IReadOnlyCollection<string> Hosts => [.. exchange.Hosts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Names that <see cref="Check"/> needs besides the secret for this type; null: the catalog has no check for it.</summary>
    public IReadOnlyList<string>? Needs(Detector detector) =>
        Declaration(detector) is { } check ? [.. Builder(detector).Missing(check.Request, name => name == "secret" ? "" : null)] : null;

    /// <summary>Never throws for anything that a provider or the network does.</summary>
    public Task<CheckVerdict> Check(Credential credential, CancellationToken stop)
    {
        if (Objection(credential, out var check) is { } objection) return Task.FromResult(objection);
        return verdicts.GetOrAdd(Key(credential), _ => new Lazy<Task<CheckVerdict>>(() => probes.Run(credential, check!, Builder(credential.Detector), stop))).Value;
    }

    /// <summary>Why nothing is sent; null: it is.</summary>
    private CheckVerdict? Objection(Credential credential, out CheckDeclaration? check)
    {
        check = Declaration(credential.Detector);
        if (check is null) return CheckVerdict.Unknown(Doubt.NotCheckable, $"the catalog has no check for {credential.Detector.Id}");
        if (!policy.Effects.Contains(check.Request.Effect)) return CheckVerdict.Unknown(Doubt.NeedsConsent, $"its check has an effect ({check.Request.Effect}); --check={check.Request.Effect} runs it");
        var missing = Builder(credential.Detector).Missing(check.Request, credential.Value).ToList();
        missing.AddRange(check.Needs.Where(n => credential.Value(n.Name) is null && credential.Value(n.Other)?.StartsWith(n.Prefix, StringComparison.Ordinal) == true).Select(n => n.Name));
        if (missing.Count > 0) return CheckVerdict.Unknown(Doubt.NeedsParts, $"it can't be checked without {string.Join(", ", missing.Distinct())}");
        return policy.Offline ? CheckVerdict.Unknown(Doubt.Offline, "--offline: nothing is sent") : null;
    }

    private CheckDeclaration? Declaration(Detector detector) => declarations.GetOrAdd(detector.Id, _ =>
        catalog.Providers.FirstOrDefault(p => p.Id == detector.Provider) is { } provider ? Declarations.Check(provider, detector.Id[(detector.Provider.Length + 1)..]) : null);

    private RequestBuilder Builder(Detector detector) => new(catalog.ProviderOf(detector), policy.Endpoints.GetValueOrDefault(detector.Provider), policy.Clock, policy.Chance);

    /// <summary>One credential, whatever the order of its parts. A digest, so that the table of a long run holds no secret twice.</summary>
    private static string Key(Credential credential)
    {
        var text = string.Join('\0', credential.Parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}\u0001{p.Value}").Prepend(credential.Secret).Prepend(credential.Detector.Id));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public void Dispose() => exchange.Dispose();
}
