namespace Stanch.Sources.Git;

/// <summary>Reads single blobs for one worker and hands them on, the largest in pieces.</summary>
internal sealed unsafe class BlobReader : IDisposable
{
    // From here on a blob is handed on in pieces where it is stored as itself.
    public const long StreamAbove = 8L << 20;

    private readonly GitRepository repository;
    private readonly Coverage coverage;
    private readonly CancellationToken stop;
    private readonly Inflater inflater = new();
    private readonly BufferPool pool;
    private readonly BlobStream stream;

    public BlobReader(GitRepository repository, Coverage coverage, long budget, int context, CancellationToken stop)
    {
        this.repository = repository;
        this.coverage = coverage;
        this.stop = stop;
        pool = new BufferPool(budget);
        Objects = new ObjectReader(repository.Database, inflater, pool);
        stream = new BlobStream(inflater, context);
    }

    public ObjectReader Objects { get; }
    public BufferPool Pool => pool;

    /// <summary>Hands on one blob, or tells in the coverage why not.</summary>
    /// <param name="name">What the coverage calls it.</param>
    public void Give(in ObjectId id, Provenance provenance, string name, IBlobSink sink)
    {
        var result = TryStream(id, provenance, sink) ?? TryWhole(id, provenance, sink);
        if (result != ReadResult.Found) Tell(result, id, name);
    }

    public void Tell(ReadResult result, in ObjectId id, string name) => coverage.Skip(result switch
    {
        ReadResult.Missing => repository.IsPartialClone ? SkipReason.PartialClone : SkipReason.Missing,
        ReadResult.TooLarge => SkipReason.TooLarge,
        _ => SkipReason.Corrupt,
    }, name, name == id.ToString() ? "" : id.ToString());

    private ReadResult TryWhole(in ObjectId id, Provenance provenance, IBlobSink sink)
    {
        var result = Objects.TryRead(id, out var kind, out var content);
        if (result != ReadResult.Found) return result;
        if (kind == ObjectKind.Blob && content!.Length > 0)
        {
            var verdict = sink.Accept(new Piece { Provenance = provenance, Content = content.Span, OwnEnd = content.Length });
            if (!ReferenceEquals(verdict, SinkVerdict.Enough)) coverage.AddBlob(content.Length);
        }
        else if (kind == ObjectKind.Blob) coverage.AddBlob(0);
        pool.Return(content!);
        return kind == ObjectKind.Blob ? ReadResult.Found : ReadResult.Corrupt;
    }

    // Null when the blob is to be read whole: it is small, or stored as a difference from another.
    private ReadResult? TryStream(in ObjectId id, Provenance provenance, IBlobSink sink)
    {
        foreach (var folder in repository.Database.Loose)
        {
            var path = folder.PathOf(id.Bytes);
            if (LooseBlobs.TryReadLarge(path, StreamAbove, inflater, stream, provenance, sink, coverage, stop) is { } result) return result;
            if (File.Exists(path)) return null;
        }
        foreach (var pack in repository.Database.Packs)
        {
            var rank = pack.Index.Find(id.Bytes);
            if (rank < 0) continue;
            if (!pack.TryReadEntry(pack.Index.OffsetAt(rank), out var entry) || entry.Kind != ObjectKind.Blob || entry.Size < StreamAbove) return null;
            return stream.TryReadPacked(pack, entry, provenance, sink, coverage, stop) ? ReadResult.Found : ReadResult.Corrupt;
        }
        return null;
    }

    public void Dispose()
    {
        Objects.Dispose();
        inflater.Dispose();
        pool.Dispose();
    }
}
