using System.Net;
using System.Net.Http;
using System.Text.Json;
using Stanch.Images.Layers;
using Stanch.Images.Manifests;
using Stanch.Images.Stores;
using Stanch.Sources;

namespace Stanch.Images.Registry;

/// <summary>One repository of a registry that speaks the HTTP API V2 of Docker and the OCI.</summary>
internal sealed class RegistryClient : IBlobStore, IDisposable
{
    private const int LargestManifest = 4 << 20;
    private const int MostTags = 100_000;

    private readonly RegistryName name;
    private readonly RegistryWire wire;

    public RegistryClient(RegistryName name, ImageAccess access)
    {
        this.name = name;
        wire = new RegistryWire(name, access);
    }

    /// <param name="version">A tag or a digest.</param>
    /// <exception cref="StoreFault">It is not there, can't be had, or is not what its digest says.</exception>
    public byte[] Manifest(string version, CancellationToken stop)
    {
        using var answer = wire.Get(Path("manifests", version), ManifestDocument.Accepted, stop);
        var bytes = Whole(answer, LargestManifest, stop);
        var stated = answer.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.FirstOrDefault() : null;
        if (Digest.TryParse(version, out var digest) && !digest.IsOf(bytes)) throw new StoreFault(SkipReason.Corrupt, "the manifest's bytes have another digest");
        if (Digest.TryParse(stated, out digest) && !digest.IsOf(bytes)) throw new StoreFault(SkipReason.Corrupt, "the manifest's bytes have another digest than the registry says");
        return bytes;
    }

    /// <summary>All that the repository has.</summary>
    public IReadOnlyList<string> Tags(CancellationToken stop)
    {
        var tags = new List<string>();
        var next = new Uri($"{Root}/tags/list", UriKind.Relative);
        while (next is not null)
        {
            using var answer = wire.Get(next, ["application/json"], stop);
            try
            {
                using var json = JsonDocument.Parse(Whole(answer, LargestManifest, stop));
                if (json.RootElement.TryGetProperty("tags", out var list) && list.ValueKind == JsonValueKind.Array) tags.AddRange(list.EnumerateArray().Select(t => t.GetString() ?? "").Where(t => t.Length > 0));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                throw new StoreFault(SkipReason.Unsupported, "the registry's list of tags is not what it should be");
            }
            if (tags.Count > MostTags) throw new StoreFault(SkipReason.TooLarge, $"it has more than {MostTags:N0} tags");
            next = Next(answer, next);
        }
        if (tags.Count == 0) throw new StoreFault(SkipReason.Missing, "it has no tags");
        return [.. tags.Distinct(StringComparer.Ordinal)];
    }

    public byte[] Document(Descriptor descriptor, bool manifest, CancellationToken stop)
    {
        if (manifest) return Manifest(descriptor.Digest.Text, stop);
        using var answer = wire.Get(Path("blobs", descriptor.Digest.Text), ["*/*"], stop);
        return Whole(answer, OciLayout.LargestDocument, stop);
    }

    public Stream Open(Descriptor descriptor, CancellationToken stop) => new BlobStream(wire, Path("blobs", descriptor.Digest.Text), descriptor.Size, stop);

    private string Root => $"/v2/{name.Repository}";

    private Uri Path(string kind, string what) => new($"{Root}/{kind}/{what}", UriKind.Relative);

    private byte[] Whole(HttpResponseMessage answer, int most, CancellationToken stop)
    {
        using var body = wire.Body(answer, stop);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int n; (n = body.Read(buffer)) > 0;)
        {
            if (bytes.Length + n > most) throw new StoreFault(SkipReason.TooLarge, $"it is above {most >> 20} MiB");
            bytes.Write(buffer, 0, n);
        }
        return bytes.ToArray();
    }

    /// <summary><c>Link: &lt;/v2/NAME/tags/list?last=…&gt;; rel="next"</c>. Only its question counts: a list goes on where it began.</summary>
    private Uri? Next(HttpResponseMessage answer, Uri asked)
    {
        if (!answer.Headers.TryGetValues("Link", out var links) || links.FirstOrDefault(l => l.Contains("next", StringComparison.Ordinal)) is not { } link) return null;
        var question = link.IndexOf('?', StringComparison.Ordinal);
        var end = link.IndexOf('>', StringComparison.Ordinal);
        if (question < 0 || end < question) return null;
        var next = new Uri($"{Root}/tags/list{link[question..end]}", UriKind.Relative);
        return next == asked ? null : next;
    }

    public void Dispose() => wire.Dispose();
}
