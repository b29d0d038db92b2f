namespace Stanch.Sources.Files;

/// <summary>Standard input as one blob, of any length.</summary>
/// <param name="input">
/// Read to its end and not closed. A read that blocks doesn't hold up a stop: it is left behind, and what had been read
/// until then is scanned.
/// </param>
public sealed class StdinSource(Stream input) : ISource
{
    private const int Chunk = 256 * 1024;

    public string Target => "-";

    public void Read(Func<IBlobSink> open, Coverage coverage, int workers, int context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(coverage);
        var provenance = new StdinProvenance();
        // Not the pieces' own buffer: a read that was left behind may still write to it.
        var chunk = new byte[Chunk];
        using var pieces = new PieceReader(context);
        pieces.Read(Fill, state: null, provenance, open(), CancellationToken.None).Tell(coverage, provenance.Describe());

        int Fill(Span<byte> buffer, out Trouble trouble)
        {
            trouble = Trouble.None;
            var most = Math.Min(buffer.Length, Chunk);
            try
            {
                stop.ThrowIfCancellationRequested();
                var task = Task.Run(() => input.Read(chunk, 0, most), CancellationToken.None);
                Task.WaitAny([task], stop);
                var n = task.GetAwaiter().GetResult();
                chunk.AsSpan(0, n).CopyTo(buffer);
                return n;
            }
            catch (OperationCanceledException)
            {
                trouble = new Trouble(SkipReason.Interrupted, "stopped before its end");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                trouble = new Trouble(SkipReason.Unreadable, e.Message);
            }
            return -1;
        }
    }
}
