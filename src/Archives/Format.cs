namespace Stanch.Archives;

/// <summary>One format of containers. A new one is one file in <c>Formats</c> and one line in <see cref="Formats"/>.</summary>
internal abstract class Format
{
    /// <summary>Bytes of the beginning that <see cref="Fits"/> is shown, where there are as many.</summary>
    public const int Head = 8192;

    /// <summary>The first bytes that a file of it may have; empty: any.</summary>
    public abstract ReadOnlySpan<byte> FirstBytes { get; }

    /// <summary>It is text as well, scanned as that in any case; what is read of it is what its encoding hides.</summary>
    public virtual bool IsText => false;

    /// <summary>It is read by position.</summary>
    public virtual bool Seeks => false;

    /// <summary>It is made of others' parts laid end to end, so a compressed one is told as one container with its compression: <c>a.tar.gz!/x</c>.</summary>
    public virtual bool JoinsCompression => false;

    /// <param name="head">The beginning; not empty.</param>
    public abstract bool Fits(ReadOnlySpan<byte> head);

    /// <exception cref="DamagedException">It is not what its beginning said.</exception>
    /// <exception cref="SpentException">A limit was hit.</exception>
    public abstract void Read(Stream container, Opened opened);
}
