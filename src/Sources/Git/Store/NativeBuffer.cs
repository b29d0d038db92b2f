namespace Stanch.Sources.Git;

/// <summary>Bytes outside of the collected heap, with <see cref="Inflater.Slack"/> readable and writable bytes behind them.</summary>
internal sealed unsafe class NativeBuffer
{
    internal NativeBuffer(byte* start, long capacity, int sizeClass, SpillFile? spill)
    {
        Start = start;
        Capacity = capacity;
        SizeClass = sizeClass;
        Spill = spill;
    }

    public byte* Start { get; }
    public int Length { get; set; }
    public long Capacity { get; }
    internal int SizeClass { get; }
    internal SpillFile? Spill { get; }

    public ReadOnlySpan<byte> Span => new(Start, Length);
}
