using System.Runtime.InteropServices;

namespace Stanch.Sources.Git;

/// <summary>A zeroed array outside of the collected heap; a very large one is backed by a temporary file.</summary>
internal sealed unsafe class NativeArray<T> : IDisposable where T : unmanaged
{
    // Six tables of four bytes an object must fit the budget whatever the repository's size.
    private const long SpillAbove = 24L << 20;
    private readonly SpillFile? spill;
    private T* start;

    public NativeArray(long length)
    {
        Length = length;
        var bytes = Math.Max(1, length) * sizeof(T);
        if (bytes > SpillAbove) spill = SpillFile.TryCreate(bytes);
        start = spill is not null ? (T*)spill.Start : (T*)NativeMemory.AllocZeroed((nuint)bytes);
    }

    public long Length { get; }
    public T* Start => start;
    public Span<T> Span => new(start, checked((int)Length));

    public ref T this[long index] => ref start[index];

    public void Dispose()
    {
        if (start is null) return;
        if (spill is not null) spill.Dispose();
        else NativeMemory.Free(start);
        start = null;
    }
}
