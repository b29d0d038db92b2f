using System.Security.Cryptography;
using Stanch.Sources;

namespace Stanch.Images.Layers;

/// <summary>Bytes as they are stored, hashed and counted on their way; they may not be more than they are said to be.</summary>
/// <param name="size">As a descriptor states it; null: nobody says.</param>
internal sealed class StoredStream(Stream inner, HashAlgorithmName algorithm, long? size) : InputStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(algorithm);

    /// <summary>Read so far.</summary>
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var n = inner.Read(buffer);
        if (n <= 0) return 0;
        Count += n;
        if (Count > size) throw new InvalidDataException($"it is longer than the {size} bytes that it is said to have");
        hash.AppendData(buffer[..n]);
        return n;
    }

    /// <summary>Reads what is left, so that the hash is of all of it.</summary>
    public Digest Finish(CancellationToken stop)
    {
        var rest = new byte[128 * 1024];
        while (Read(rest) > 0) stop.ThrowIfCancellationRequested();
        return Digest.OfHash(hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }
}
