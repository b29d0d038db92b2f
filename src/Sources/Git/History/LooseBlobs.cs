namespace Stanch.Sources.Git;

/// <summary>Loose blobs that are too large to be held.</summary>
internal static unsafe class LooseBlobs
{
    /// <summary>Reads a blob from <paramref name="above"/> bytes on in pieces; null when the object is smaller or no blob and is to be read whole.</summary>
    public static ReadResult? TryReadLarge(
        string path, long above, Inflater inflater, BlobStream stream, Provenance provenance, IBlobSink sink, Coverage coverage, CancellationToken stop)
    {
        // Compression beyond 1,000 to 1 is not possible, so most files need no look.
        if (new FileInfo(path) is not { Exists: true } info || info.Length < above / 1100) return null;
        using var file = MappedFile.TryOpen(path, out _);
        if (file is null) return null;
        var head = stackalloc byte[64 + Inflater.Slack];
        if (!LooseFile.TryBegin(file, inflater, head, out var kind, out var size, out var header)) return ReadResult.Corrupt;
        if (kind != ObjectKind.Blob || size < above) return null;
        var begun = new ReadOnlySpan<byte>(head, (int)(inflater.Output - head));
        return stream.TryRead(begun, header, size, file.End, provenance, sink, coverage, stop) ? ReadResult.Found : ReadResult.Corrupt;
    }
}
