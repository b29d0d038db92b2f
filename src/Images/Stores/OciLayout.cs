using Stanch.Images.Layers;
using Stanch.Images.Manifests;
using Stanch.Sources;
using Stanch.Sources.Files;

namespace Stanch.Images.Stores;

/// <summary>A folder in the layout of the OCI: <c>index.json</c>, and each blob under its digest.</summary>
internal sealed class OciLayout(string folder) : IBlobStore
{
    public const int LargestDocument = 8 << 20;

    /// <summary>A folder, or a folder and one of the tags in it.</summary>
    /// <param name="tag">Null: all that the index names.</param>
    public static string Split(string rest, out string? tag)
    {
        tag = null;
        var colon = rest.LastIndexOf(':');
        if (Directory.Exists(rest) || colon <= 0 || !Directory.Exists(rest[..colon])) return rest;
        tag = rest[(colon + 1)..];
        return rest[..colon];
    }

    public byte[] Index() => Read(Path.Combine(folder, "index.json"));

    public byte[] Document(Descriptor descriptor, bool manifest, CancellationToken stop) => Read(PathOf(descriptor.Digest));

    public Stream Open(Descriptor descriptor, CancellationToken stop) => OpenFile(PathOf(descriptor.Digest));

    private string PathOf(Digest digest) => Path.Combine(folder, "blobs", digest.Text[..digest.Text.IndexOf(':', StringComparison.Ordinal)], digest.Hex);

    private static byte[] Read(string path)
    {
        using var stream = OpenFile(path);
        if (stream.Length > LargestDocument) throw new StoreFault(SkipReason.TooLarge, $"it is above {LargestDocument >> 20} MiB");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static FileStream OpenFile(string path)
    {
        using (var disk = Disk.Open())
        {
            var kind = disk.Probe(path);
            if (kind == EntryKind.Unknown) throw new StoreFault(SkipReason.Missing, "there is no such file");
            // A pipe would never end.
            if (kind is not (EntryKind.File or EntryKind.EmptyFile)) throw new StoreFault(SkipReason.Unreadable, "it is no regular file");
        }
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreFault(SkipReason.Unreadable, e.Message);
        }
    }
}
