using System.Runtime.InteropServices;

namespace Stanch.Sources.Files;

internal delegate int ReadBytes(Span<byte> buffer, out Trouble trouble);

/// <summary>What became of one blob.</summary>
/// <param name="Handed">Bytes that the sink took.</param>
/// <param name="Refused">The sink wanted nothing of it.</param>
/// <param name="Stopped">Cancelled before its end.</param>
internal readonly record struct Handover(long Handed, bool Refused, bool Stopped, Trouble Trouble)
{
    /// <summary>Says in the coverage what became of it.</summary>
    public void Tell(Coverage coverage, string what)
    {
        if (Handed > 0) coverage.AddFile(Handed);
        else if (!Refused && !Stopped && Trouble.IsNone) coverage.Skip(SkipReason.Empty, what);
        if (!Trouble.IsNone) coverage.Skip(Trouble.Reason, what, Trouble.Detail);
    }
}

/// <summary>
/// Hands one blob after another to a sink, whole up to 8 MiB and in overlapping pieces beyond, out of one buffer.
/// The memory is the same for a blob of any size.
/// </summary>
internal sealed unsafe class PieceReader : IDisposable
{
    /// <summary>
    /// Pages that no file fills are never touched, so the size costs nothing on small files. At 8 MiB the two overlaps of
    /// some 20 KB are scanned twice at a cost of half a percent.
    /// </summary>
    private const int Whole = 8 << 20;

    private readonly byte* buffer;
    private readonly int capacity, context, held;

    /// <param name="context">As in <see cref="ISource.Read"/>.</param>
    public PieceReader(int context)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(context);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(context, 1 << 28);
        // Pieces begin at even offsets, so that a UTF-16 unit is never cut in two.
        this.context = (context + 1) & ~1;
        held = Math.Max(this.context, 2);
        capacity = Whole + 2 * held + 2;
        buffer = (byte*)NativeMemory.AlignedAlloc((nuint)capacity, 64);
    }

    /// <param name="state">
    /// Tells whether a file that doesn't fit the buffer changes while it is read; a smaller one is read at one moment. Null = no file.
    /// </param>
    /// <param name="whole">As <see cref="Piece.Whole"/>.</param>
    public Handover Read(ReadBytes read, Func<FileState>? state, Provenance provenance, IBlobSink sink, CancellationToken stop, Func<Stream?>? whole = null)
    {
        int filled = 0, own = 0;
        long start = 0, handed = 0;
        FileState before = default;
        while (true)
        {
            var trouble = Trouble.None;
            var end = false;
            while (!end && filled < capacity)
            {
                if (stop.IsCancellationRequested) return new Handover(handed, false, true, Trouble.None);
                var n = read(new Span<byte>(buffer + filled, capacity - filled), out trouble);
                if (n > 0) filled += n;
                else end = true;
            }
            // Something else may have taken a file's place since it was listed: a FIFO, which looks empty, or a device without an end.
            if (start == 0 && (filled == 0 ? trouble.IsNone : !end) && state is not null)
            {
                before = state();
                if (!before.Regular) return new Handover(0, false, false, new Trouble(SkipReason.Device, "not a regular file"));
            }
            if (filled == 0) return new Handover(0, false, false, trouble);

            // What was read before an error is scanned like any other end of a blob.
            var ownEnd = end ? filled : (filled - held) & ~1;
            var verdict = sink.Accept(new Piece
            {
                Provenance = provenance,
                Content = new ReadOnlySpan<byte>(buffer, filled),
                Start = start,
                OwnStart = own,
                OwnEnd = ownEnd,
                Last = end,
                Whole = end && start == 0 ? null : whole,
            });
            if (ReferenceEquals(verdict, SinkVerdict.Enough)) return new Handover(handed, handed == 0, false, Trouble.None);
            handed += ownEnd - own;
            if (end)
            {
                if (trouble.IsNone && before.Regular && state!() != before)
                    trouble = new Trouble(SkipReason.Changed, $"changed while it was read; {handed} bytes were scanned");
                return new Handover(handed, false, false, trouble);
            }

            var gone = Math.Max(0, ownEnd - context);
            Buffer.MemoryCopy(buffer + gone, buffer, capacity, filled - gone);
            (filled, own, start) = (filled - gone, ownEnd - gone, start + gone);
        }
    }

    public void Dispose() => NativeMemory.AlignedFree(buffer);
}
