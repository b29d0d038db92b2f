using System.Text.Json;

namespace Stanch.Images.Manifests;

/// <summary>A manifest of one image or artifact, or an index of several.</summary>
internal sealed class ManifestDocument
{
    public static readonly string[] Accepted =
    [
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.oci.artifact.manifest.v1+json",
    ];

    /// <summary>Of an index; empty for one image.</summary>
    public IReadOnlyList<Descriptor> Manifests { get; private init; } = [];
    public Descriptor? Configuration { get; private init; }
    public IReadOnlyList<Descriptor> Layers { get; private init; } = [];
    /// <summary>Its blobs may be anything: a chart, a policy, a signature.</summary>
    public bool IsArtifact { get; private init; }
    public bool IsIndex { get; private init; }
    public JsonElement Json { get; private init; }

    /// <returns>Null, with the reason: it is none, or of a kind that is not read.</returns>
    public static ManifestDocument? Parse(ReadOnlyMemory<byte> bytes, out string problem)
    {
        problem = "";
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
            json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            problem = StartsAsPage(bytes.Span) ? "a web page came in place of a manifest" : "its manifest is no JSON";
            return null;
        }
        if (json.ValueKind != JsonValueKind.Object)
        {
            problem = "its manifest is no JSON object";
            return null;
        }
        if (json.TryGetProperty("schemaVersion", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1)
        {
            problem = "its manifest is of the first schema, which is not read any more";
            return null;
        }
        if (json.TryGetProperty("manifests", out var manifests) && manifests.ValueKind == JsonValueKind.Array)
            return new ManifestDocument { IsIndex = true, Manifests = [.. manifests.EnumerateArray().Select(Read).OfType<Descriptor>()], Json = json, Unread = manifests.EnumerateArray().Count(m => Read(m) is null) };
        var config = json.TryGetProperty("config", out var stated) ? Read(stated) : null;
        List<JsonElement> blobs = json.TryGetProperty("layers", out var layers) && layers.ValueKind == JsonValueKind.Array ? [.. layers.EnumerateArray()]
            : json.TryGetProperty("blobs", out layers) && layers.ValueKind == JsonValueKind.Array ? [.. layers.EnumerateArray()] : [];
        if (config is null && blobs.Count == 0)
        {
            problem = "its manifest names neither a configuration nor layers";
            return null;
        }
        return new ManifestDocument
        {
            Configuration = config, Layers = [.. blobs.Select(Read).OfType<Descriptor>()], Json = json, Unread = blobs.Count(b => Read(b) is null),
            IsArtifact = json.TryGetProperty("artifactType", out _) || config is null || !(config.MediaType is "application/vnd.oci.image.config.v1+json" or "application/vnd.docker.container.image.v1+json"),
        };
    }

    /// <summary>References that are damaged, or name a digest of a kind that is not known.</summary>
    public int Unread { get; private init; }

    private static bool StartsAsPage(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<"u8);

    private static Descriptor? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !Digest.TryParse(Text(json, "digest"), out var digest)) return null;
        if (!json.TryGetProperty("size", out var size) || size.ValueKind != JsonValueKind.Number || !size.TryGetInt64(out var length) || length < 0) return null;
        var platform = json.TryGetProperty("platform", out var stated) && stated.ValueKind == JsonValueKind.Object ? PlatformOf(stated) : "";
        var annotations = json.TryGetProperty("annotations", out var notes) && notes.ValueKind == JsonValueKind.Object ? notes : default;
        var elsewhere = json.TryGetProperty("urls", out var urls) && urls.ValueKind == JsonValueKind.Array && urls.GetArrayLength() > 0;
        return new Descriptor(Text(json, "mediaType"), digest, length, platform, Text(annotations, "org.opencontainers.image.title"), Text(annotations, "org.opencontainers.image.ref.name"), elsewhere);
    }

    /// <param name="json">A platform, or a configuration: they name it alike.</param>
    public static string PlatformOf(JsonElement json)
    {
        var parts = new[] { Text(json, "os"), Text(json, "architecture"), Text(json, "variant") }.Where(p => p.Length > 0);
        return string.Join('/', parts);
    }

    internal static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
