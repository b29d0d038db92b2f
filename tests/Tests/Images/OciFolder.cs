using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stanch.Tests.Images;

/// <summary>Makes a folder in the OCI's layout by hand, well-formed or not.</summary>
internal sealed class OciFolder
{
    private readonly List<string> manifests = [];

    public OciFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(System.IO.Path.Combine(path, "blobs", "sha256"));
        File.WriteAllText(System.IO.Path.Combine(path, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
    }

    public string Path { get; }

    public static string DigestOf(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    public string PathOf(string digest) => System.IO.Path.Combine(Path, "blobs", "sha256", digest[7..]);

    public string Blob(byte[] bytes)
    {
        var digest = DigestOf(bytes);
        File.WriteAllBytes(PathOf(digest), bytes);
        return digest;
    }

    public static string Descriptor(string type, string digest, long size, string more = "") => $$"""{"mediaType":"{{type}}","digest":"{{digest}}","size":{{size}}{{more}}}""";

    /// <summary>An image under a tag; null as history leaves it out.</summary>
    public string Image(string tag, IReadOnlyList<byte[]> layers, IReadOnlyList<string>? history = null, object? config = null, string type = "application/vnd.oci.image.layer.v1.tar+gzip", string architecture = "amd64")
    {
        var json = JsonSerializer.Serialize(new
        {
            os = "linux", architecture, config = config ?? new { }, rootfs = new { type = "layers", diff_ids = layers.Select(DigestOf) },
            history = (history ?? []).Select(h => new { created_by = h, empty_layer = h.Contains("ENV", StringComparison.Ordinal) || h.Contains("LABEL", StringComparison.Ordinal) }),
        });
        var manifest = Manifest(Encoding.UTF8.GetBytes(json), layers.Select(l => Descriptor(type, Blob(l), l.Length)));
        Tag(tag, manifest);
        return DigestOf(manifest);
    }

    public byte[] Manifest(byte[] config, IEnumerable<string> layers, string configType = "application/vnd.oci.image.config.v1+json", string more = "")
    {
        var manifest = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{{Descriptor(configType, Blob(config), config.Length)}},"layers":[{{string.Join(',', layers)}}]{{more}}}""");
        Blob(manifest);
        return manifest;
    }

    public void Tag(string tag, byte[] manifest, string type = "application/vnd.oci.image.manifest.v1+json")
    {
        Blob(manifest);
        manifests.Add(Descriptor(type, DigestOf(manifest), manifest.Length, $$$""","annotations":{"org.opencontainers.image.ref.name":"{{{tag}}}"}"""));
        File.WriteAllText(System.IO.Path.Combine(Path, "index.json"), $$"""{"schemaVersion":2,"manifests":[{{string.Join(',', manifests)}}]}""");
    }

    public static byte[] Tar(params (string Path, string Content)[] files) => Tar(files.Select(f => (f.Path, Encoding.UTF8.GetBytes(f.Content))));

    public static byte[] Tar(IEnumerable<(string Path, byte[] Content)> files)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, content) in files) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content), ModificationTime = DateTimeOffset.UnixEpoch });
        }
        return bytes.ToArray();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Layer(params (string Path, string Content)[] files) => Gzip(Tar(files));
}
