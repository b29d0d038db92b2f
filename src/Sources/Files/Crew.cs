using System.Runtime.ExceptionServices;

namespace Stanch.Sources.Files;

/// <summary>
/// Threads that share a stack of work, where doing a piece of work may add more. The caller's thread is the first of them;
/// the others are started when there is something for them, so that a small job costs no thread.
/// </summary>
/// <param name="most">Threads, at least 1.</param>
/// <param name="join">Called on each thread for what it does to each piece of work; disposed of at the end.</param>
internal sealed class Crew<TWork, TWorker>(int most, Func<TWorker> join, Action<TWorker, TWork> perform, CancellationToken stop)
    where TWorker : IDisposable
{
    private readonly Stack<TWork> waiting = new();
    private readonly List<Thread> threads = [];
    private int idle, busy = 1;
    private ExceptionDispatchInfo? fault;

    /// <summary>Somebody could begin at once on something more.</summary>
    public bool Hungry
    {
        get { lock (waiting) return waiting.Count == 0 && (idle > 0 || threads.Count + 1 < most); }
    }

    /// <summary>Last in, first out: deep before wide, which keeps the stack short.</summary>
    /// <param name="large">Worth a thread of its own, if need be. Else one is started when there is more than the adder takes next.</param>
    public void Add(TWork work, bool large = false)
    {
        lock (waiting)
        {
            waiting.Push(work);
            if (idle > 0) Monitor.Pulse(waiting);
            else if ((large || waiting.Count > 1) && threads.Count + 1 < most && fault is null && !stop.IsCancellationRequested)
            {
                busy++;
                var thread = new Thread(Work) { IsBackground = true, Name = "files" };
                threads.Add(thread);
                thread.Start();
            }
        }
    }

    /// <summary>Returns when all is done, or given up because of <c>stop</c>.</summary>
    /// <returns>False when something was left undone.</returns>
    public bool Run(TWork first)
    {
        waiting.Push(first);
        Work();
        // No thread is started any more once the first has seen the end.
        foreach (var thread in threads) thread.Join();
        fault?.Throw();
        return waiting.Count == 0;
    }

    private void Work()
    {
        try
        {
            using var worker = join();
            while (Take(out var work)) perform(worker, work);
        }
        catch (Exception e) // handed on to the caller's thread by Run
        {
            lock (waiting)
            {
                fault ??= ExceptionDispatchInfo.Capture(e);
                busy--;
                Monitor.PulseAll(waiting);
            }
        }
    }

    private bool Take(out TWork work)
    {
        lock (waiting)
        {
            busy--;
            while (waiting.Count == 0 && busy > 0 && fault is null)
            {
                idle++;
                Monitor.Wait(waiting);
                idle--;
            }
            if (waiting.Count > 0 && fault is null && !stop.IsCancellationRequested)
            {
                busy++;
                work = waiting.Pop();
                return true;
            }
            Monitor.PulseAll(waiting);
            work = default!;
            return false;
        }
    }
}
