using System.Numerics;
using System.Runtime.InteropServices;

namespace Stanch.Sources.Git;

/// <summary>
/// Buffers of one thread, kept by size for the next object. Beyond its budget it hands out memory backed by a temporary file, so
/// the deepest chain of the largest blobs costs disk and not memory.
/// </summary>
/// <param name="budget">Bytes of memory in use and kept, together.</param>
internal sealed unsafe class BufferPool(long budget) : IDisposable
{
    private const int SmallestClass = 12;
    /// <summary>The largest object that is ever held as a whole: spans count in int.</summary>
    public const int Largest = int.MaxValue - 4096;

    private readonly Stack<NativeBuffer>[] free = [.. Enumerable.Range(0, 32).Select(_ => new Stack<NativeBuffer>())];
    private long used, kept;

    /// <summary>Null when neither memory nor disk has room.</summary>
    public NativeBuffer? TryRent(int size)
    {
        var needed = (long)size + Inflater.Slack;
        var sizeClass = Math.Max(SmallestClass, 64 - BitOperations.LeadingZeroCount((ulong)(needed - 1)));
        if (free[sizeClass].TryPop(out var buffer)) kept -= buffer.Capacity;
        else if (used + needed > budget) buffer = TrySpill(needed);
        else
        {
            if (used + kept + needed > budget) Trim();
            var capacity = 1L << sizeClass;
            buffer = new NativeBuffer((byte*)NativeMemory.Alloc((nuint)capacity), capacity, sizeClass, null);
        }
        if (buffer is null) return null;
        if (buffer.Spill is null) used += needed;
        buffer.Length = size;
        return buffer;
    }

    private static NativeBuffer? TrySpill(long needed)
    {
        var spill = SpillFile.TryCreate(needed);
        return spill is null ? null : new NativeBuffer(spill.Start, needed, -1, spill);
    }

    public void Return(NativeBuffer buffer)
    {
        if (buffer.Spill is not null)
        {
            buffer.Spill.Dispose();
            return;
        }
        used -= buffer.Length + (long)Inflater.Slack;
        if (kept + buffer.Capacity > budget / 4)
        {
            NativeMemory.Free(buffer.Start);
            return;
        }
        kept += buffer.Capacity;
        free[buffer.SizeClass].Push(buffer);
    }

    private void Trim()
    {
        foreach (var stack in free)
        {
            while (stack.TryPop(out var buffer)) NativeMemory.Free(buffer.Start);
        }
        kept = 0;
    }

    public void Dispose() => Trim();
}
