using Stanch.Images.Contents;
using Stanch.Images.Layers;
using Stanch.Images.Manifests;
using Stanch.Images.Stores;
using Stanch.Sources;
using Stanch.Sources.Files;

namespace Stanch.Images;

/// <summary>Follows manifests to what they name, in a store that gives blobs by digest; then reads the layers, several at once.</summary>
internal sealed class ImageReading(ImageShelf shelf, IBlobStore store, Coverage coverage, string platform, CancellationToken stop)
{
    /// <summary>An index may name another one.</summary>
    private const int MostDepth = 4;
    /// <summary>Each needs the memory of a piece, and of zstd's window.</summary>
    private const int MostAtOnce = 4;
    private const int MostImages = 10_000;

    private readonly List<(Layer Layer, Descriptor Descriptor, string What, string Title)> waiting = [];
    private readonly Dictionary<Digest, Configuration?> configurations = [];
    private int images;

    /// <summary>The store need not have every platform that an index names: a daemon holds those that were pulled.</summary>
    public bool Sparse { get; init; }

    /// <param name="reference">As the user named it, with the tag.</param>
    public void Add(string reference, byte[] manifest, IBlobSink sink) => Add(reference, manifest, Digest.Of(manifest), "", [], sink);

    /// <summary>The same of what an index names.</summary>
    public void AddFrom(string reference, Descriptor image, IBlobSink sink)
    {
        if (Document(image, $"{reference} manifest {image.Digest.Short}", manifest: true) is { } bytes) Add(reference, bytes, image.Digest, image.Platform, [], sink);
    }

    private void Add(string reference, byte[] bytes, Digest digest, string stated, IReadOnlyList<Digest> above, IBlobSink sink)
    {
        if (stop.IsCancellationRequested) return;
        var what = $"{reference} manifest {digest.Short}";
        if (ManifestDocument.Parse(bytes, out var problem) is not { } manifest)
        {
            coverage.Skip(SkipReason.Unsupported, what, problem);
            return;
        }
        if (manifest.Unread > 0) coverage.Skip(SkipReason.Unsupported, what, $"{manifest.Unread} of what it names has no digest and length that are known");
        Say(digest, [Annotations(manifest, digest)], sink);
        if (manifest.IsIndex) Members(reference, what, manifest, [.. above, digest], sink);
        else if (++images > MostImages) coverage.Skip(SkipReason.TooLarge, what, $"only the first {MostImages:N0} images were read");
        else One(reference, what, manifest, digest, stated, above, sink);
    }

    private static ImageText Annotations(ManifestDocument manifest, Digest digest)
    {
        var text = new ImageText(digest, "manifest/annotations");
        JsonText.WriteAnnotations(manifest.Json, text);
        return text;
    }

    private void Members(string reference, string what, ManifestDocument index, IReadOnlyList<Digest> above, IBlobSink sink)
    {
        if (above.Count > MostDepth)
        {
            coverage.Skip(SkipReason.Unsupported, what, $"indexes within indexes, more than {MostDepth} deep");
            return;
        }
        var chosen = index.Manifests.Where(m => Fits(m.Platform)).ToList();
        if (chosen.Count == 0 && index.Manifests.Count > 0)
            coverage.Skip(SkipReason.Missing, what, $"no image for {platform}; there are: {string.Join(", ", index.Manifests.Select(m => m.Platform).Where(p => p.Length > 0).Distinct())}");
        foreach (var member in index.Manifests)
        {
            if (!chosen.Contains(member)) coverage.Skip(SkipReason.Excluded, $"{reference} {member.Platform}", $"--platform {platform}");
            else if (Sparse && member.Platform.Length > 0 && !Has(member)) coverage.Skip(SkipReason.Excluded, $"{reference} {member.Platform}", "the daemon does not have this platform");
            else if (Document(member, $"{reference} manifest {member.Digest.Short}", manifest: true) is { } bytes) Add(reference, bytes, member.Digest, member.Platform, above, sink);
        }
    }

    private bool Fits(string stated) => platform.Length == 0 || stated.Length == 0 || stated == platform || stated.StartsWith(platform + "/", StringComparison.Ordinal);

    private void One(string reference, string what, ManifestDocument manifest, Digest digest, string stated, IReadOnlyList<Digest> above, IBlobSink sink)
    {
        var configuration = manifest.Configuration is { } named ? ConfigurationOf(named, reference) : null;
        var own = stated.Length > 0 ? stated : configuration?.Platform ?? "";
        if (!Fits(own))
        {
            coverage.Skip(SkipReason.Missing, what, $"it is for {own}, not for {platform}");
            return;
        }
        var layers = new List<ImageLayer>();
        var fits = configuration is not null && configuration.Instructions.Count == manifest.Layers.Count;
        foreach (var (i, layer) in manifest.Layers.Index())
        {
            var mine = shelf.Claim(layer.Digest.Text, out var read);
            layers.Add(new ImageLayer(read, fits ? configuration!.Instructions[i] : ""));
            var file = manifest.IsArtifact || !layer.MediaType.Contains("tar", StringComparison.Ordinal);
            if (mine) waiting.Add((read, layer, $"{reference} layer {layer.Digest.Text[..(7 + 12)]}", !file ? "" : layer.Title.Length > 0 ? TarStream.Clean(layer.Title) : "blob"));
        }
        HashSet<Digest> documents = [.. above, digest];
        if (manifest.Configuration is not null) documents.Add(manifest.Configuration.Digest);
        if (!shelf.Add(new Image(reference, own, digest.Text, layers, documents))) return;
        coverage.AddImage(layers.Count);
        if (configuration is not null) Say(manifest.Configuration!.Digest, configuration.Texts, sink);
    }

    private Configuration? ConfigurationOf(Descriptor named, string reference)
    {
        if (configurations.TryGetValue(named.Digest, out var known)) return known;
        var what = $"{reference} config {named.Digest.Short}";
        Configuration? configuration = null;
        if (Document(named, what, manifest: false) is { } bytes && (configuration = Configuration.Parse(bytes, named.Digest)) is null)
            coverage.Skip(SkipReason.Unsupported, what, "the configuration is no JSON object");
        return configurations[named.Digest] = configuration;
    }

    private byte[]? Document(Descriptor named, string what, bool manifest)
    {
        if (stop.IsCancellationRequested) return null;
        try
        {
            var bytes = store.Document(named, manifest, stop);
            if (named.Digest.IsOf(bytes)) return bytes;
            coverage.Skip(SkipReason.Corrupt, what, "its bytes have another digest");
        }
        catch (StoreFault e)
        {
            coverage.Skip(e.Reason, what, e.Message);
        }
        return null;
    }

    private bool Has(Descriptor named)
    {
        try
        {
            store.Document(named, manifest: true, stop);
            return true;
        }
        catch (StoreFault)
        {
            return false;
        }
    }

    private void Say(Digest document, IEnumerable<ImageText> texts, IBlobSink sink)
    {
        if (shelf.ClaimDocument(document.Text)) ImageWords.Hand(texts, sink, coverage);
    }

    /// <summary>Reads the layers that no image before had.</summary>
    public void ReadLayers(Func<IBlobSink> open, int workers, int context)
    {
        if (waiting.Count == 0) return;
        var next = waiting[0];
        var crew = new Crew<(Layer, Descriptor, string, string), LayerReader>(Math.Min(workers, MostAtOnce), () => new LayerReader(shelf, open(), coverage, context, stop), (reader, work) => Read(reader, work), stop);
        foreach (var work in waiting.Skip(1)) crew.Add(work, large: true);
        crew.Run(next);
    }

    private void Read(LayerReader reader, (Layer Layer, Descriptor Descriptor, string What, string Title) work)
    {
        var descriptor = work.Descriptor;
        if (descriptor.IsEncrypted)
        {
            coverage.Skip(SkipReason.Unsupported, work.What, "it is encrypted");
            return;
        }
        Stream blob;
        try
        {
            blob = store.Open(descriptor, stop);
        }
        catch (StoreFault e)
        {
            coverage.Skip(e.Reason, work.What, descriptor.IsForeign ? $"a foreign layer, which its makers keep elsewhere: {e.Message}" : e.Message);
            return;
        }
        using (blob) reader.Read(work.Layer, work.What, blob, descriptor.Digest, descriptor.Size, work.Title);
    }
}
