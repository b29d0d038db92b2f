using Stanch.Images.Contents;

namespace Stanch.Images;

/// <summary>A place in one image or in several.</summary>
public sealed record ImagePlace
{
    /// <summary>Within the image.</summary>
    public required string Path { get; init; }
    /// <summary>Digest of the layer, configuration or manifest that holds it.</summary>
    public required string Blob { get; init; }
    /// <summary>Twelve digits of it.</summary>
    public required string Short { get; init; }
    /// <summary>Other names of the same file in the same layer.</summary>
    public IReadOnlyList<string> OtherPaths { get; init; } = [];
    /// <summary>The images that have it, in the order in which they were read; never empty.</summary>
    public required IReadOnlyList<ImageUse> Uses { get; init; }
    /// <summary>The package of a distribution that brought the file, byte for byte: <c>dpkg coreutils</c>; null: none is known to.</summary>
    public string? Package { get; init; }

    /// <summary>Whoever has one of the images sees it without unpacking layers.</summary>
    public bool Visible => Uses.Any(u => u.Fate == Fate.Visible);
    /// <summary><c>registry:localhost:5000/app:1!/3f2a91c07b1e/app/.env</c>.</summary>
    public string File => $"{Uses[0].Reference}!/{Short}/{Path}";
}

/// <summary>One image that has a layer, a configuration or a manifest.</summary>
/// <param name="Reference">What the user named, with its tag.</param>
/// <param name="Platform">Empty: none is stated.</param>
/// <param name="Image">Digest of its manifest.</param>
/// <param name="Position">Of the layer, from 1; 0: it is no layer.</param>
/// <param name="Layers">How many there are.</param>
/// <param name="Instruction">What made it; empty: not known. May hold a secret.</param>
public sealed record ImageUse(string Reference, string Platform, string Image, int Position, int Layers, string Instruction, Fate Fate);
