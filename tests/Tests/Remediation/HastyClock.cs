namespace Stanch.Tests.Remediation;

/// <summary>A clock on which every wait is over at once, and which has gone on by it.</summary>
internal sealed class HastyClock : TimeProvider
{
    private long ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref ahead) * TimestampFrequency / TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero) Interlocked.Add(ref ahead, dueTime.Ticks);
        return base.CreateTimer(callback, state, dueTime > TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}
