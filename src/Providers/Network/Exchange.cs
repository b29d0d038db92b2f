using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Security;
using Stanch.Providers.Checks;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Network;

/// <summary>
/// Sends requests on behalf of everything that talks to providers: within the budget, at each provider's pace, again when it is worth it.
/// </summary>
internal sealed class Exchange(CheckPolicy policy) : IDisposable
{
    private readonly Wire wire = new(policy);
    private readonly ConcurrentDictionary<string, ProviderGate> gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> hosts = new(StringComparer.Ordinal);
    private int sent;

    public int Sent => Math.Min(Volatile.Read(ref sent), policy.MaxRequests);
    /// <summary>Every host that was asked, with the number of requests.</summary>
    public IReadOnlyDictionary<string, int> Hosts => hosts;
    public string AddressOf(string host) => wire.AddressOf(host);

    /// <param name="provider">Whose pace it goes at.</param>
    /// <param name="make">Makes the request anew for each attempt: a signature holds the time.</param>
    /// <param name="settled">The answer means something although its status asks for another attempt.</param>
    /// <param name="again">It may be sent again when no answer came: the one that got lost can have had no effect.</param>
    public async Task<Reply> Send(string provider, Func<OutgoingRequest> make, Func<Answer, bool> settled, bool again, CancellationToken stop)
    {
        var gate = Gate(provider);
        for (var attempt = 0; ; attempt++)
        {
            if (gate.Paused > policy.LongestWait) return Reply.None(Doubt.RateLimit, "the provider asked for a longer pause than is waited for");
            var reply = await Once(gate, make(), stop);
            var wait = reply.Answer is { } answer ? settled(answer) ? null : Pause(answer, attempt) : reply.Doubt == Doubt.Network && again ? Backoff(attempt) : (TimeSpan?)null;
            if (wait is not { } pause || stop.IsCancellationRequested) return reply;
            if (reply.Answer is not null) gate.Pause(pause);
            if (attempt >= policy.Retries || pause > policy.LongestWait) return reply;
            try
            {
                if (reply.Answer is null) await Task.Delay(pause, policy.Clock, stop);
            }
            catch (OperationCanceledException)
            {
                return reply;
            }
        }
    }

    public SslClientAuthenticationOptions Trust => wire.Trusted;

    public Task<(Stream Stream, bool Local)> Open(string host, int port, CancellationToken stop) => wire.Open(host, port, stop);

    /// <summary>A turn at the provider's pace for what is no HTTP: within the budget, to a host that may be connected to.</summary>
    public async Task<Probe> Turn(string provider, string host, bool named, Func<Task<Probe>> action, CancellationToken stop)
    {
        var gate = Gate(provider);
        await gate.Enter(stop);
        try
        {
            if (await wire.Admit(host, named, stop) is { } refused) return Probe.None(refused);
            if (Interlocked.Increment(ref sent) > policy.MaxRequests) return Probe.None(Doubt.Budget, $"the run's {policy.MaxRequests} requests are used up");
            hosts.AddOrUpdate(host, 1, (_, n) => n + 1);
            return await action();
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>Sets one refusal aside for a login that may fail; false: more could lock the account. An empty account is none.</summary>
    public bool Reserve(string provider, string account) => account.Length == 0 || Gate(provider).Reserve(account, policy.MaxRefusals);

    /// <summary>The login was not refused after all.</summary>
    public void Restore(string provider, string account)
    {
        if (account.Length > 0) Gate(provider).Restore(account);
    }

    private ProviderGate Gate(string provider) => gates.GetOrAdd(provider, _ => new ProviderGate(policy.Rate, policy.Concurrency, policy.Clock));

    private async Task<Reply> Once(ProviderGate gate, OutgoingRequest request, CancellationToken stop)
    {
        try
        {
            await gate.Enter(stop);
        }
        catch (OperationCanceledException)
        {
            return Reply.None(Doubt.Interrupted, "stopped before it was asked");
        }
        try
        {
            if (await wire.Admit(request, stop) is { } refused) return refused;
            if (Interlocked.Increment(ref sent) > policy.MaxRequests) return Reply.None(Doubt.Budget, $"the run's {policy.MaxRequests} requests are used up");
            hosts.AddOrUpdate(request.Address.Host, 1, (_, n) => n + 1);
            return await wire.Send(request, stop);
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <returns>Null: another attempt would change nothing.</returns>
    private TimeSpan? Pause(Answer answer, int attempt)
    {
        if (answer.Status is not (429 or 500 or 502 or 503 or 504)) return null;
        var after = answer.Header("Retry-After");
        if (int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
        if (DateTimeOffset.TryParseExact(after, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) && until - policy.Clock.GetUtcNow() is { } left)
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        return Backoff(attempt);
    }

    private TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds((250 << Math.Min(attempt, 6)) + policy.Chance(250));

    public void Dispose()
    {
        wire.Dispose();
        foreach (var gate in gates.Values) gate.Dispose();
    }
}
