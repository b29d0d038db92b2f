using System.Runtime.ExceptionServices;

namespace Stanch.Sources.Git;

/// <summary>Runs the same work on several threads, the caller's among them; a fault of one reaches the caller.</summary>
internal static class Workers
{
    public static void Run(int workers, Action<int> work)
    {
        Exception? failure = null;
        var threads = new Thread[workers - 1];
        for (var i = 0; i < threads.Length; i++)
        {
            var number = i + 1;
            threads[i] = new Thread(() => Guarded(number)) { IsBackground = true, Name = "git" };
            threads[i].Start();
        }
        Guarded(0);
        foreach (var thread in threads) thread.Join();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        void Guarded(int number)
        {
            try
            {
                work(number);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }
    }

    /// <summary>Shares out items 0 to <paramref name="count"/> in stretches; no more threads than there are stretches.</summary>
    /// <param name="open">Makes one thread's work on an item, and what ends that thread's work.</param>
    public static void Share(int count, int workers, int stretch, Func<int, (Action<int> Each, Action End)> open, CancellationToken stop)
    {
        var taken = 0;
        Run(Math.Clamp((count + stretch - 1) / stretch, 1, workers), number =>
        {
            var (each, end) = open(number);
            try
            {
                while (Interlocked.Add(ref taken, stretch) - stretch is var from && from < count)
                {
                    for (var i = from; i < Math.Min(count, from + stretch) && !stop.IsCancellationRequested; i++) each(i);
                    if (stop.IsCancellationRequested) return;
                }
            }
            finally
            {
                end();
            }
        });
    }
}
