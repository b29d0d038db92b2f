using System.Security.Cryptography;
using Stanch.Images.Contents;
using Stanch.Sources;
using Stanch.Sources.Files;
using ZstdSharp;

namespace Stanch.Images.Layers;

/// <summary>Reads layers for one worker: through their compression, file after file, to the sink. Its memory is that of one piece, whatever a layer holds.</summary>
internal sealed class LayerReader : IDisposable
{
    /// <summary>Unpacked. Layers of images that people use are far below; a bomb is not.</summary>
    private const long LargestLayer = 256L << 30;
    private const int MostEntries = 5_000_000;

    private readonly ImageShelf shelf;
    private readonly Coverage coverage;
    private readonly CancellationToken stop;
    private readonly ContentSink sink;
    private readonly PieceReader pieces;

    public LayerReader(ImageShelf shelf, IBlobSink sink, Coverage coverage, int context, CancellationToken stop)
    {
        (this.shelf, this.coverage, this.stop) = (shelf, coverage, stop);
        this.sink = new ContentSink(sink, shelf);
        pieces = new PieceReader(context);
    }

    /// <summary>Reads one blob. What goes wrong is said in the coverage, under the name of the layer; what came before it was scanned.</summary>
    /// <param name="what">What the coverage calls it.</param>
    /// <param name="expected">Null: what it should be is known only afterwards, see <see cref="Layer.Read"/>.</param>
    /// <param name="title">Not empty: it may be something else than a tar file, and then it is one file of this name.</param>
    public void Read(Layer layer, string what, Stream blob, Digest? expected, long? size, string title)
    {
        try
        {
            using var stored = new StoredStream(blob, expected?.Algorithm ?? HashAlgorithmName.SHA256, size);
            Unpack(layer, what, stored, title);
            stop.ThrowIfCancellationRequested();
            layer.Read = stored.Finish(stop);
            coverage.AddUniqueLayer();
            if (size is { } stated && stored.Count < stated) coverage.Skip(SkipReason.Corrupt, what, $"it ends after {stored.Count} of {stated} bytes");
            else if (expected is { } right && layer.Read != right) coverage.Skip(SkipReason.Corrupt, what, $"its bytes have another digest: {layer.Read.Value.Short}…");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The source says it once, for all that it did not read.
        }
        catch (LayerFault e)
        {
            coverage.Skip(e.Reason, what, e.Message);
        }
        catch (StoreFault e)
        {
            coverage.Skip(e.Reason, what, e.Message);
        }
        catch (TarFault e)
        {
            coverage.Skip(SkipReason.Corrupt, what, e.Message);
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException or EndOfStreamException)
        {
            coverage.Skip(SkipReason.Corrupt, what, $"it can't be unpacked: {e.Message}");
        }
        catch (IOException e)
        {
            coverage.Skip(SkipReason.Unreadable, what, e.Message);
        }
    }

    /// <summary>A layer that was read before must still be what its name says.</summary>
    public void Verify(string what, Stream blob, Digest expected)
    {
        using var stored = new StoredStream(blob, expected.Algorithm, size: null);
        if (stored.Finish(stop) != expected) coverage.Skip(SkipReason.Corrupt, what, "its bytes have another digest");
    }

    private void Unpack(Layer layer, string what, StoredStream blob, string title)
    {
        using var stored = new SniffedStream(blob, leaveOpen: true);
        var start = stored.Peek(Compression.Sniffed);
        var form = Compression.Of(start);
        if (form == Form.Empty) return;
        if (title.Length == 0 && form == Form.Other) throw new LayerFault(SkipReason.Unsupported, $"it is compressed with {Compression.NameOfOther(start)}, which is not read");
        if (title.Length == 0 && form == Form.Unknown) throw new LayerFault(SkipReason.Unsupported, "it is neither a tar file nor compressed in a way that is read");
        if (form is Form.Other or Form.Unknown)
        {
            Hand(layer, title, 1, stored.Read, what);
            return;
        }
        if (form == Form.Tar)
        {
            Walk(layer, stored, what);
            return;
        }
        using var unpacked = new SniffedStream(Compression.Open(stored, form));
        var inner = Compression.Of(unpacked.Peek(Compression.Sniffed));
        if (inner == Form.Tar) Walk(layer, unpacked, what);
        else if (title.Length > 0) Hand(layer, title, 1, unpacked.Read, what);
        else if (inner != Form.Empty) throw new LayerFault(SkipReason.Unsupported, "what it holds is no tar file");
    }

    private void Walk(Layer layer, Stream stream, string what)
    {
        var tar = new TarStream(stream);
        long total = 0;
        for (var number = 1; tar.Next() is { } entry; number++)
        {
            stop.ThrowIfCancellationRequested();
            if (number > MostEntries) throw new LayerFault(SkipReason.TooLarge, $"it has more than {MostEntries:N0} entries; the rest was not read");
            if ((total += entry.Length) > LargestLayer) throw new LayerFault(SkipReason.TooLarge, $"unpacked it is above {LargestLayer >> 30} GiB; the rest was not read");
            Take(layer, tar, entry, number, what);
        }
    }

    private void Take(Layer layer, TarStream tar, in TarEntry entry, int number, string what)
    {
        if (entry.Path.Length == 0) return;
        if (entry.Kind != TarKind.Directory && layer.Tree.AddMark(entry.Path)) return;
        switch (entry.Kind)
        {
            case TarKind.File:
                layer.Tree.AddFile(entry.Path, number);
                Hand(layer, entry.Path, number, tar.Read, what);
                break;
            case TarKind.HardLink:
                layer.Tree.AddLink(entry.Path, TarStream.Clean(entry.Target), number);
                break;
            case TarKind.Directory:
                layer.Tree.AddFolder(entry.Path);
                break;
            case TarKind.SymbolicLink:
                layer.Tree.AddFile(entry.Path, number);
                coverage.Skip(SkipReason.SymbolicLink, $"{layer.Short}/{entry.Path}");
                break;
            case TarKind.Device:
                layer.Tree.AddFile(entry.Path, number);
                coverage.Skip(SkipReason.Device, $"{layer.Short}/{entry.Path}");
                break;
            default:
                layer.Tree.AddFile(entry.Path, number);
                coverage.Skip(SkipReason.Unsupported, $"{layer.Short}/{entry.Path}", "an entry of a kind that is not known");
                break;
        }
    }

    private delegate int Reading(Span<byte> buffer);

    private void Hand(Layer layer, string path, int number, Reading read, string what)
    {
        sink.File = new LayerFile(layer, path, number);
        var handover = pieces.Read(Fill, state: null, ArchiveProvenance, sink, stop);
        if (handover.Stopped) throw new OperationCanceledException(stop);
        if (sink.Repeated && handover.Refused) coverage.AddRepeatedFile();
        else handover.Tell(coverage, $"{layer.Short}/{path}");

        int Fill(Span<byte> buffer, out Trouble trouble)
        {
            trouble = Trouble.None;
            return read(buffer);
        }
    }

    // The sink has its own for each content.
    private static readonly StdinProvenance ArchiveProvenance = new();

    public void Dispose()
    {
        sink.Dispose();
        pieces.Dispose();
    }
}
