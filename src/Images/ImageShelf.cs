using System.Collections.Concurrent;
using Stanch.Images.Contents;
using Stanch.Images.Packages;

namespace Stanch.Images;

/// <summary>All that a run knows of images: targets share it, so that a layer or a file that two of them have is read once.</summary>
public sealed class ImageShelf
{
    /// <summary>Images that are told of one place; a base layer may be in thousands.</summary>
    private const int MostUses = 100;

    private readonly ConcurrentDictionary<string, Layer> layers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> documents = new(StringComparer.Ordinal);
    private readonly Lock guard = new();
    private readonly List<Image> images = [];
    private readonly HashSet<string> references = new(StringComparer.Ordinal);

    internal FileContents Contents { get; } = new();
    internal PackageFiles Packages { get; } = new();

    /// <returns>True for the first one who asks: it is theirs to read.</returns>
    internal bool Claim(string digest, out Layer layer)
    {
        var fresh = new Layer(digest);
        layer = layers.GetOrAdd(digest, fresh);
        return ReferenceEquals(layer, fresh);
    }

    internal bool ClaimDocument(string digest) => documents.TryAdd(digest, true);

    /// <summary>Whether an image has it.</summary>
    internal bool Has(Layer layer)
    {
        lock (guard) return images.Exists(i => i.Layers.Any(l => l.Layer == layer));
    }

    /// <returns>False: the same image was read under the same name already.</returns>
    internal bool Add(Image image)
    {
        lock (guard)
        {
            if (!references.Add($"{image.Reference}\n{image.Digest}")) return false;
            images.Add(image);
            return true;
        }
    }

    /// <summary>Where the bytes stand, after all has been read.</summary>
    /// <param name="line">In the text, from 1.</param>
    public IReadOnlyList<ImagePlace> PlacesOf(ImageProvenance provenance, int line)
    {
        List<Image> all;
        lock (guard) all = [.. images];
        switch (provenance)
        {
            case ImageTextProvenance { Text: var text }:
                var uses = all.Where(i => i.Documents.Contains(text.Document)).Take(MostUses)
                    .Select(i => new ImageUse(i.Reference, i.Platform, i.Digest, 0, i.Layers.Count, text.InstructionAt(line), Fate.Visible)).ToList();
                return uses.Count == 0 ? [] : [new ImagePlace { Path = text.Path, Blob = text.Document.Text, Short = text.Document.Short, Uses = uses }];
            case ImageFileProvenance file:
                var package = file.Content.Digests is { } digests ? Packages.OwnerOf(digests) : null;
                return [.. file.Content.Places.Select(p => OfFile(p, all, package)).OfType<ImagePlace>()];
            default:
                return [];
        }
    }

    private static ImagePlace? OfFile(LayerFile file, List<Image> all, string? package)
    {
        List<string> paths = [file.Path, .. file.Layer.Tree.LinksTo(file.Path)];
        var uses = new List<ImageUse>();
        foreach (var image in all)
        {
            for (var i = 0; i < image.Layers.Count && uses.Count < MostUses; i++)
            {
                if (image.Layers[i].Layer != file.Layer) continue;
                var fate = file.Layer.Tree.IsLast(file.Path, file.Number) ? paths.Select(p => FateOf(p, image, i + 1)).Min() : Fate.Overwritten;
                uses.Add(new ImageUse(image.Reference, image.Platform, image.Digest, i + 1, image.Layers.Count, image.Layers[i].Instruction, fate));
            }
        }
        if (uses.Count == 0) return null;
        return new ImagePlace { Path = file.Path, Blob = file.Layer.Name, Short = file.Layer.Short, OtherPaths = [.. paths.Skip(1)], Uses = uses, Package = package };
    }

    private static Fate FateOf(string path, Image image, int from)
    {
        for (var i = from; i < image.Layers.Count; i++)
        {
            if (image.Layers[i].Layer.Tree.FateOf(path) is not Fate.Visible and var fate) return fate;
        }
        return Fate.Visible;
    }
}
