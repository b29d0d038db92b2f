using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Stanch.Catalog;
using Stanch.Providers.Logins;
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
    private readonly ConcurrentDictionary<string, LoginDeclaration?> loginDeclarations = new(StringComparer.Ordinal);
    private readonly Probes probes;
    private readonly LoginProbes logins;

    public Checker(ProviderCatalog catalog, CheckPolicy policy)
    {
        (this.catalog, this.policy) = (catalog, policy);
        exchange = new Exchange(policy);
        probes = new Probes(exchange, policy);
        logins = new LoginProbes(exchange, policy);
    }

    /// <summary>Requests that were sent so far, repeated ones and those of made-up values among them.</summary>
    public int Requests => exchange.Sent;
    /// <summary>Every host that was asked.</summary>
    public IReadOnlyCollection<string> Hosts => [.. exchange.Hosts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Names that <see cref="Check"/> needs besides the secret for this type; null: the catalog has no check for it.</summary>
    public IReadOnlyList<string>? Needs(Detector detector) => Missing(detector, name => name == "secret" ? "" : null);

    /// <summary>Where the user has this type asked; empty: at the provider's own hosts.</summary>
    public string AddressFor(Detector detector) => EndpointOf(detector)?.Address.ToString() ?? "";

    /// <summary>Never throws for anything that a provider or the network does.</summary>
    public Task<CheckVerdict> Check(Credential credential, CancellationToken stop)
    {
        if (Objection(credential) is { } objection) return Task.FromResult(objection);
        return verdicts.GetOrAdd(Key(credential), _ => new Lazy<Task<CheckVerdict>>(() => Run(credential, stop))).Value;
    }

    /// <summary>Asks anew, whatever was learned of the value before: what it was then is not what it is after a revocation. The made-up value is not sent again.</summary>
    public Task<CheckVerdict> Again(Credential credential, CancellationToken stop) => Objection(credential) is { } objection ? Task.FromResult(objection) : Run(credential, stop);

    private Task<CheckVerdict> Run(Credential credential, CancellationToken stop) => Login(credential.Detector) is { } login
        ? logins.Run(credential, login, catalog.ProviderOf(credential.Detector), EndpointOf(credential.Detector), stop)
        : probes.Run(credential, Declaration(credential.Detector)!, Builder(credential.Detector), stop);

    internal Exchange Exchange => exchange;

    internal Probes Probes => probes;

    /// <summary>Why nothing is sent; null: it is.</summary>
    internal CheckVerdict? Objection(Credential credential)
    {
        var check = Declaration(credential.Detector);
        if ((check?.Request.Effect ?? Login(credential.Detector)?.Effect) is not { } effect) return CheckVerdict.Unknown(Doubt.NotCheckable, $"the catalog has no check for {credential.Detector.Id}");
        if (!policy.Effects.Contains(effect)) return CheckVerdict.Unknown(Doubt.NeedsConsent, $"its check has an effect ({effect}); --check={effect} runs it");
        var missing = Missing(credential.Detector, credential.Value)!.ToList();
        missing.AddRange(check?.Needs.Where(n => credential.Value(n.Name) is null && credential.Value(n.Other)?.StartsWith(n.Prefix, StringComparison.Ordinal) == true).Select(n => n.Name) ?? []);
        if (missing.Count > 0) return CheckVerdict.Unknown(Doubt.NeedsParts, $"it can't be checked without {string.Join(", ", missing.Distinct())}");
        return policy.Offline ? CheckVerdict.Unknown(Doubt.Offline, "--offline: nothing is sent") : null;
    }

    private IReadOnlyList<string>? Missing(Detector detector, Func<string, string?> value) => Login(detector) is { } login
        ? LoginProbes.Missing(login, EndpointOf(detector), value) : Declaration(detector) is { } check ? Builder(detector).Missing(check.Request, value) : null;

    internal CheckDeclaration? Declaration(Detector detector) => declarations.GetOrAdd(detector.Id, _ => ProviderOf(detector) is { } provider ? Declarations.Check(provider, TypeOf(detector)) : null);

    private LoginDeclaration? Login(Detector detector) => loginDeclarations.GetOrAdd(detector.Id, _ => ProviderOf(detector) is { } provider ? Declarations.Login(provider, TypeOf(detector)) : null);

    /// <summary>A user's own rule may belong to none.</summary>
    internal Provider? ProviderOf(Detector detector) => catalog.Providers.FirstOrDefault(p => p.Id == detector.Provider);

    internal static string TypeOf(Detector detector) => detector.Id[(detector.Provider.Length + 1)..];

    private Endpoint? EndpointOf(Detector detector) => policy.Endpoints.GetValueOrDefault(detector.Provider);

    internal RequestBuilder Builder(Detector detector) => new(catalog.ProviderOf(detector), EndpointOf(detector), policy.Clock, policy.Chance);

    /// <summary>One credential, whatever the order of its parts. A digest, so that the table of a long run holds no secret twice.</summary>
    internal static string Key(Credential credential)
    {
        var text = string.Join('\0', credential.Parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}\u0001{p.Value}").Prepend(credential.Secret).Prepend(credential.Detector.Id));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public void Dispose() => exchange.Dispose();
}
