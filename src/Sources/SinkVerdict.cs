namespace Stanch.Sources;

/// <summary>Answers of <see cref="IBlobSink.Accept"/> that are no token of the sink's own.</summary>
public static class SinkVerdict
{
    /// <summary>
    /// No more of this blob, please: the source hands over no further piece of it and need not read on. The sink has said
    /// in the coverage why (binary, say). A blob refused at its first piece is not counted as scanned; one refused later
    /// counts with what was handed over before.
    /// </summary>
    public static readonly object Enough = new();
}
