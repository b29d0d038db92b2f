using Stanch.Archives.Streams;
using Stanch.Sources;
using Stanch.Sources.Files;

namespace Stanch.Archives;

/// <summary>
/// One worker's way into containers: opens a stream, hands what is in it to a sink, and opens what of that is a container again. What can't be read is named in the
/// coverage; nothing is thrown for it.
/// </summary>
/// <param name="context">As in <see cref="ISource.Read"/>.</param>
public sealed class Unpacking(IBlobSink sink, ArchiveLimits limits, Coverage coverage, int context, CancellationToken stop) : IDisposable
{
    /// <summary>Text that hides more text is read whole; what is larger is scanned as the text that it is.</summary>
    internal const int LargestText = 64 << 20;

    // One for each depth at which an entry is being scanned while its container is open.
    private readonly Stack<PieceReader> readers = new();

    /// <summary>Whether a blob that begins so is a container.</summary>
    /// <param name="head">The first 8,192 bytes, or all where there are fewer.</param>
    public static bool Recognises(ReadOnlySpan<byte> head) => KnownFormats.Of(head) is not null;

    /// <summary>Scans a stream: what is in it if it is a container, else itself. For sources whose blobs come as streams.</summary>
    public void Scan(Stream content, Provenance provenance) => Guarded(provenance, budget => Scan(content, provenance, budget, 0));

    /// <summary>Opens a container and hands over its entries, one level down and in order; they are the caller's to scan, with <see cref="Scan"/> or otherwise.</summary>
    /// <param name="take">Path and content, which is gone when this returns. Folders and links have none and are not among them.</param>
    /// <returns>False: it is no container.</returns>
    public bool Open(Stream container, Provenance provenance, Action<string, Stream> take)
    {
        var (head, whole) = PeekedStream.Peek(container, Format.Head);
        if (KnownFormats.Of(head) is not { } format) return false;
        coverage.AddContainer();
        Guarded(provenance, budget =>
        {
            using var seekable = format.Seeks && !whole.CanSeek ? Spool.Of(whole) : null;
            format.Read(seekable ?? whole, new Opened(provenance, budget, coverage, 1, (_, entry, content) => take(((EntryProvenance)entry).Path, content)));
        });
        return true;
    }

    /// <summary>A container of a known format that was read by nobody yet.</summary>
    internal void Read(Format format, Stream content, Provenance provenance) => Guarded(provenance, budget => Read(format, content, provenance, budget, 1));

    private void Guarded(Provenance provenance, Action<Budget> read)
    {
        try
        {
            read(new Budget(limits, coverage, stop));
        }
        catch (DamagedException e)
        {
            coverage.Skip(e.Reason, provenance.Describe(), e.Message);
        }
        catch (SpentException e)
        {
            coverage.Skip(e.Reason, provenance.Describe(), e.Message);
        }
    }

    private void Read(Format format, Stream content, Provenance provenance, Budget budget, int depth)
    {
        if (depth > budget.Depth)
        {
            coverage.Skip(SkipReason.TooDeep, provenance.Describe(), $"more than {budget.Depth} containers deep");
            return;
        }
        coverage.AddContainer();
        using var seekable = format.Seeks && !content.CanSeek ? Spool.Of(content) : null;
        format.Read(seekable ?? content, new Opened(provenance, budget, coverage, depth, (opened, entry, inner) => Scan(inner, entry, opened.Budget, opened.Depth)));
    }

    private void Scan(Stream content, Provenance provenance, Budget budget, int depth)
    {
        var (head, whole) = PeekedStream.Peek(content, Format.Head);
        var format = KnownFormats.Of(head);
        if (format is null) Hand(whole, provenance);
        else if (!format.IsText) Read(format, whole, provenance, budget, depth + 1);
        else ReadText(format, whole, provenance, budget, depth + 1);
    }

    private void ReadText(Format format, Stream content, Provenance provenance, Budget budget, int depth)
    {
        var (bytes, rest) = PeekedStream.Peek(content, LargestText);
        Hand(rest, provenance);
        if (bytes.Length < LargestText) Read(format, new MemoryStream(bytes, writable: false), provenance, budget, depth);
        else coverage.Skip(SkipReason.TooLarge, provenance.Describe(), "was scanned as text; what is encoded in it was not");
    }

    /// <summary>Hands a stream to the sink as it is.</summary>
    private void Hand(Stream content, Provenance provenance)
    {
        if (!readers.TryPop(out var reader)) reader = new PieceReader(context);
        Exception? failed = null;
        var handover = reader.Read(Fill, state: null, provenance, sink, stop);
        readers.Push(reader);
        if (handover.Handed > 0) coverage.AddEntry(handover.Handed);
        else if (!handover.Refused && !handover.Stopped && handover.Trouble.IsNone) coverage.Skip(SkipReason.Empty, provenance.Describe());
        if (handover.Stopped) throw new SpentException(SkipReason.Interrupted, "stopped before its end", whole: true);
        if (failed is not null) throw failed;

        // What was read before the damage is scanned like any other end of a blob.
        int Fill(Span<byte> buffer, out Trouble trouble)
        {
            trouble = Trouble.None;
            try
            {
                return content.Read(buffer);
            }
            catch (Exception e) when (e is DamagedException or SpentException)
            {
                failed = e;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failed = new DamagedException(e.Message, SkipReason.Unreadable);
            }
            trouble = new Trouble(SkipReason.Corrupt, "");
            return -1;
        }
    }

    public void Dispose()
    {
        foreach (var reader in readers) reader.Dispose();
    }
}
