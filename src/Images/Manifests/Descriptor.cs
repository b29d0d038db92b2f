namespace Stanch.Images.Manifests;

/// <summary>A reference to a blob, as manifests have it.</summary>
/// <param name="Platform"><c>linux/arm64/v8</c>; empty: none is stated.</param>
/// <param name="Title">The file that an artifact's blob was made from.</param>
/// <param name="Name">The tag, in an OCI layout's index.</param>
internal sealed record Descriptor(string MediaType, Digest Digest, long Size, string Platform, string Title, string Name, bool Elsewhere)
{
    public bool IsIndex => MediaType is "application/vnd.oci.image.index.v1+json" or "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>Layers that are not to be passed on: a registry need not have them.</summary>
    public bool IsForeign => Elsewhere || MediaType.Contains(".foreign.", StringComparison.Ordinal) || MediaType.Contains("nondistributable", StringComparison.Ordinal);
    public bool IsEncrypted => MediaType.EndsWith("+encrypted", StringComparison.Ordinal);
}
