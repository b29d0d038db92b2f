using Stanch.Catalog;
using Stanch.Providers.Checks;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Revoking;

/// <summary>Sends the steps of one credential's revocation, each once when it is asked to. When and whether is for its caller, who keeps a journal.</summary>
public sealed class Revoker(ProviderCatalog catalog, CheckPolicy policy, Credential credential) : IDisposable
{
    private readonly Exchange exchange = new(policy);
    // What steps kept for later ones. A token may be among it: it lives here and nowhere else.
    private readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);

    public int Requests => exchange.Sent;
    public IReadOnlyCollection<string> Hosts => [.. exchange.Hosts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Names that the step can't be sent without and that nothing is bound to.</summary>
    public IReadOnlyList<string> Missing(RevokeStep step) => Builder.Missing(step.Declaration, Value);

    /// <summary>Never throws for anything that a provider or the network does. Not stopped by an interrupt: an answer that nobody waits for is an outcome that nobody knows.</summary>
    public async Task<StepOutcome> Send(RevokeStep step)
    {
        if (policy.Offline) return new StepOutcome(StepResult.NotSent, "--offline: nothing is sent");
        if (Missing(step) is { Count: > 0 } missing) return new StepOutcome(StepResult.NotSent, $"it can't be sent without {string.Join(", ", missing)}");
        OutgoingRequest first;
        try
        {
            first = Builder.Build(step.Declaration, Value);
        }
        catch (UnfitValueException e)
        {
            return new StepOutcome(StepResult.NotSent, e.Message);
        }
        catch (ForeignHostException e)
        {
            return new StepOutcome(StepResult.NotSent, $"{e.Message}; if it is yours, name it: --endpoint {credential.Detector.Provider}=https://…");
        }
        // What changes something is tried again only when the provider said that it did nothing; of trouble in between nobody knows what it left done.
        var reply = await exchange.Send(credential.Detector.Provider, () => Builder.Build(step.Declaration, Value), a => !step.LooksUp && a.Status != 429, again: step.LooksUp, CancellationToken.None);
        return Read(step, reply) with { Host = first.Address.Host, Address = exchange.AddressOf(first.Address.Host) };
    }

    private StepOutcome Read(RevokeStep step, Reply reply)
    {
        if (reply.Answer is not { } answer) return new StepOutcome(reply.Doubt is Doubt.HostNotAllowed or Doubt.Budget or Doubt.RateLimit ? StepResult.NotSent : StepResult.Unknown, reply.Detail);
        var outcome = StepReading.Of(step, answer);
        if (outcome.Result == StepResult.Done)
            foreach (var (name, from) in step.Declaration.Keep) kept[name] = Facts.Read(answer, from)!;
        return outcome;
    }

    private string? Value(string name) => kept.GetValueOrDefault(name) ?? credential.Value(name);

    private RequestBuilder Builder => new(catalog.ProviderOf(credential.Detector), policy.Endpoints.GetValueOrDefault(credential.Detector.Provider), policy.Clock, policy.Chance);

    public void Dispose() => exchange.Dispose();
}
