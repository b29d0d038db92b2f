using Stanch.Images.Layers;
using Stanch.Images.Manifests;
using Stanch.Sources;

namespace Stanch.Images.Stores;

/// <summary>The small files of a saved image, and its links.</summary>
internal sealed class SavedFiles : IBlobStore
{
    private const int Largest = OciLayout.LargestDocument;
    private const long Most = 64 << 20;

    private readonly Dictionary<string, byte[]> documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
    private long held;

    /// <summary>Of a path that is a digest: <c>blobs/sha256/…</c>, <c>….json</c>, <c>….tar</c> and <c>…/layer.tar</c> are not all; null: it is none.</summary>
    public static Digest? DigestOf(string path)
    {
        if (path.StartsWith("blobs/sha256/", StringComparison.Ordinal)) return Digest.TryParse("sha256:" + path["blobs/sha256/".Length..], out var blob) ? blob : null;
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot == 64 && path[dot..] is ".json" or ".tar" && Digest.TryParse("sha256:" + path[..dot], out var named) ? named : null;
    }

    /// <returns>False: it is too large to be held.</returns>
    public bool AddDocument(in TarEntry entry, Stream content)
    {
        if (entry.Length > Largest || held + entry.Length > Most) return false;
        var bytes = new byte[entry.Length];
        content.ReadExactly(bytes);
        held += bytes.Length;
        documents[entry.Path] = bytes;
        return true;
    }

    public void AddLink(in TarEntry entry)
    {
        if (links.Count > 100_000) return;
        // A hard link names a path of the archive, a symbolic one a path from its own folder.
        links[entry.Path] = entry.Kind == TarKind.HardLink ? TarStream.Clean(entry.Target) : Join(entry.Path, entry.Target);
    }

    public string Resolve(string path)
    {
        path = TarStream.Clean(path);
        for (var i = 0; i < 8 && links.TryGetValue(path, out var target); i++) path = target;
        return path;
    }

    public bool Has(string path) => documents.ContainsKey(Resolve(path));

    public ReadOnlyMemory<byte> Document(string path) => documents[Resolve(path)];

    public byte[] Document(Descriptor descriptor, bool manifest, CancellationToken stop) => Find(descriptor.Digest);

    public Stream Open(Descriptor descriptor, CancellationToken stop) => new MemoryStream(Find(descriptor.Digest), writable: false);

    private byte[] Find(Digest digest) => documents.TryGetValue(Resolve($"blobs/{digest.Text.Replace(':', '/')}"), out var bytes) ? bytes : throw new StoreFault(SkipReason.Missing, "it is not in the archive");

    private static string Join(string path, string target)
    {
        var parts = new List<string>(path.Split('/')[..^1]);
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not (".." or ".")) parts.Add(part);
        }
        return string.Join('/', parts);
    }
}
