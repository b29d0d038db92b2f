using Stanch.Sources;

namespace Stanch.Archives;

/// <summary>The bytes are not what the format asks for. Thrown by parsers through the streams between them, and caught where the container was opened.</summary>
internal sealed class DamagedException(string message, SkipReason reason = SkipReason.Corrupt) : Exception(message)
{
    public SkipReason Reason => reason;
}

/// <summary>A limit was hit.</summary>
/// <param name="whole">Nothing more of the outermost container may be read; else of this stream.</param>
internal sealed class SpentException(SkipReason reason, string message, bool whole) : Exception(message)
{
    public SkipReason Reason => reason;
    public bool Whole => whole;
}
