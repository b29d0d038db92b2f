namespace Stanch.Cli.Commands;

/// <summary>
/// A time by which the process has ended, whatever happens. A part of it is kept back for saying what was and was not done; should even that
/// take too long, the process ends there and then.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource soon;
    private readonly Timer last;
    private int met;

    /// <param name="end">Says how it ends, and gives the exit code.</param>
    public Deadline(TimeSpan most, Func<int> end)
    {
        // What is not found out before can't be told any more.
        soon = new CancellationTokenSource(most * 0.85);
        last = new Timer(_ =>
        {
            if (Interlocked.CompareExchange(ref met, 1, 0) == 0) Environment.Exit(end());
        }, null, most, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Soon => soon.Token;

    /// <summary>All is known that will be; nothing is cut off any more.</summary>
    public void Met()
    {
        if (Interlocked.CompareExchange(ref met, 1, 0) != 0) Thread.Sleep(Timeout.Infinite);
    }

    public void Dispose()
    {
        last.Dispose();
        soon.Dispose();
    }
}
