using Stanch.Sources;

namespace Stanch.Images.Layers;

/// <summary>A layer that is not read, or not to its end.</summary>
internal sealed class LayerFault(SkipReason reason, string message) : Exception(message)
{
    public SkipReason Reason => reason;
}

/// <summary>A store that did not give what was asked of it, or stopped in the middle.</summary>
internal sealed class StoreFault(SkipReason reason, string message, Exception? cause = null) : IOException(message, cause)
{
    public SkipReason Reason => reason;
}
