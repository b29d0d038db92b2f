using System.Collections.Concurrent;

namespace Stanch.Providers.Network;

/// <summary>Holds one provider's requests to a rate and a number at once, and all of them back after it asked for a pause.</summary>
internal sealed class ProviderGate(double perSecond, int concurrency, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim places = new(concurrency);
    private readonly Lock guard = new();
    private readonly ConcurrentDictionary<string, int> refusals = new(StringComparer.Ordinal);
    private DateTimeOffset next = DateTimeOffset.MinValue, pausedUntil = DateTimeOffset.MinValue;

    public async Task Enter(CancellationToken stop)
    {
        await places.WaitAsync(stop);
        try
        {
            while (Wait() is { } wait && wait > TimeSpan.Zero) await Task.Delay(wait, clock, stop);
        }
        catch (OperationCanceledException)
        {
            places.Release();
            throw;
        }
    }

    public void Leave() => places.Release();

    /// <summary>Nothing more is sent for so long.</summary>
    public void Pause(TimeSpan length)
    {
        var until = clock.GetUtcNow() + length;
        lock (guard) if (until > pausedUntil) pausedUntil = until;
    }

    /// <summary>How long the pause lasts that the provider asked for.</summary>
    public TimeSpan Paused
    {
        get
        {
            lock (guard) return pausedUntil - clock.GetUtcNow();
        }
    }

    /// <summary>Sets one refusal aside for a login that may fail; false: the account has had as many as it may.</summary>
    public bool Reserve(string account, int most)
    {
        if (refusals.AddOrUpdate(account, 1, (_, n) => n + 1) <= most) return true;
        Restore(account);
        return false;
    }

    /// <summary>The login was not refused after all.</summary>
    public void Restore(string account) => refusals.AddOrUpdate(account, 0, (_, n) => n - 1);

    /// <summary>Takes the next free moment; more than zero: it is not yet, so wait and ask again.</summary>
    private TimeSpan Wait()
    {
        lock (guard)
        {
            var now = clock.GetUtcNow();
            var free = next > pausedUntil ? next : pausedUntil;
            if (free > now) return free - now;
            next = now + TimeSpan.FromSeconds(1 / perSecond);
            return TimeSpan.Zero;
        }
    }

    public void Dispose() => places.Dispose();
}
