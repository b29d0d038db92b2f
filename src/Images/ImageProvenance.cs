using Stanch.Images.Contents;
using Stanch.Sources;

namespace Stanch.Images;

/// <summary>Bytes of an image. Where they stand, and in which images, is asked of the <see cref="ImageShelf"/> when all is read.</summary>
public abstract record ImageProvenance : Provenance
{
    /// <summary>Path within the image, as rules about paths name it.</summary>
    public abstract string Path { get; }

    /// <summary>Something was found in it: its places will be asked for.</summary>
    public virtual void Want() { }
}

/// <summary>A file of one layer or of many: the same content is scanned once.</summary>
internal sealed record ImageFileProvenance(FileContent Content, LayerFile First) : ImageProvenance
{
    public override string Path => First.Path;
    public override string Describe() => $"{First.Layer.Short}/{First.Path}";
    public override void Want() => Content.Want();
}

/// <summary>A configuration or the annotations of a manifest, as text.</summary>
internal sealed record ImageTextProvenance(ImageText Text) : ImageProvenance
{
    public override string Path => Text.Path;
    public override string Describe() => $"{Text.Document.Short}/{Text.Path}";
}
