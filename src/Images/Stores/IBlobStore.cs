using Stanch.Images.Layers;
using Stanch.Images.Manifests;

namespace Stanch.Images.Stores;

/// <summary>Gives blobs by their digests: a folder, or a registry. Used by several threads at once.</summary>
internal interface IBlobStore
{
    /// <summary>A manifest or a configuration, whole.</summary>
    /// <exception cref="StoreFault">It is not there, or can't be had.</exception>
    byte[] Document(Descriptor descriptor, bool manifest, CancellationToken stop);

    /// <summary>Anything else, as a stream that throws <see cref="StoreFault"/> where it breaks off.</summary>
    /// <exception cref="StoreFault">It is not there, or can't be had.</exception>
    Stream Open(Descriptor descriptor, CancellationToken stop);
}
