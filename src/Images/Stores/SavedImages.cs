using System.Text.Json;
using Stanch.Images.Contents;
using Stanch.Images.Layers;
using Stanch.Images.Manifests;
using Stanch.Sources;

namespace Stanch.Images.Stores;

/// <summary>
/// What <c>docker save</c> writes, as a daemon sends it or from a file: one tar file around all layers. It is read once, front to back, and says only at its end
/// which layer belongs to what; so layers are scanned as they come, and are put in their places afterwards.
/// </summary>
internal sealed class SavedImages(string target, ImageShelf shelf, Coverage coverage, string platform, bool sparse, CancellationToken stop)
{
    private readonly SavedFiles files = new();
    private readonly Dictionary<string, Layer> layers = new(StringComparer.Ordinal);

    public void Read(Stream stream, IBlobSink sink, int context)
    {
        using (var reader = new LayerReader(shelf, sink, coverage, context, stop)) Unpack(stream, reader);
        if (files.Has("index.json")) FromIndex(sink, context);
        else if (files.Has("manifest.json")) FromList(sink);
        else if (!stop.IsCancellationRequested && !coverage.Partial) coverage.Skip(SkipReason.Unsupported, target, "it has neither a manifest.json nor an index.json: it is no saved image");
        Orphans();
    }

    private void Unpack(Stream stream, LayerReader reader)
    {
        try
        {
            using var stored = new SniffedStream(stream, leaveOpen: true);
            var form = Compression.Of(stored.Peek(Compression.Sniffed));
            if (form is not (Form.Tar or Form.Gzip or Form.Zstd))
            {
                coverage.Skip(SkipReason.Unsupported, target, "it is no tar file, and not compressed in a way that is read");
                return;
            }
            using var unpacked = Compression.Open(stored, form);
            var tar = new TarStream(unpacked);
            while (tar.Next() is { } entry)
            {
                if (stop.IsCancellationRequested) return;
                if (entry.Kind is TarKind.SymbolicLink or TarKind.HardLink) files.AddLink(entry);
                else if (entry.Kind == TarKind.File) Take(tar, entry, reader);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The source says it.
        }
        catch (StoreFault e)
        {
            coverage.Skip(e.Reason, target, e.Message);
        }
        catch (TarFault e)
        {
            coverage.Skip(SkipReason.Corrupt, target, e.Message);
        }
        catch (Exception e) when (e is InvalidDataException or ZstdSharp.ZstdException or IOException)
        {
            coverage.Skip(SkipReason.Corrupt, target, $"it can't be read to its end: {e.Message}");
        }
    }

    private void Take(TarStream tar, in TarEntry entry, LayerReader reader)
    {
        using var blob = new SniffedStream(new EntryStream(tar));
        var form = Compression.Of(blob.Peek(Compression.Sniffed));
        if (form is Form.Empty) return;
        if (form is Form.Unknown)
        {
            if (!files.AddDocument(entry, blob)) coverage.Skip(SkipReason.TooLarge, $"{target} {entry.Path}", "it is no layer, and too large for a document");
            return;
        }
        var digest = SavedFiles.DigestOf(entry.Path);
        // What only its place in the archive names may be another thing than what has that place in another archive.
        var mine = shelf.Claim(digest?.Text ?? $"{target}!{entry.Path}", out var layer);
        layers[entry.Path] = layer;
        var what = $"{target} layer {(digest is { } d ? d.Text[..19] : entry.Path)}";
        if (mine) reader.Read(layer, what, blob, digest, entry.Length, "");
        else if (digest is { } right) reader.Verify(what, blob, right);
    }

    /// <summary>In the OCI's layout, which Docker writes since version 25.</summary>
    private void FromIndex(IBlobSink sink, int context)
    {
        if (ManifestDocument.Parse(files.Document("index.json"), out var problem) is not { IsIndex: true } index)
        {
            coverage.Skip(SkipReason.Unsupported, target, $"index.json: {(problem.Length > 0 ? problem : "it is no index")}");
            return;
        }
        var reading = new ImageReading(shelf, files, coverage, platform, stop) { Sparse = sparse };
        foreach (var image in index.Manifests) reading.AddFrom(Reference(image.Name.Length > 0 && index.Manifests.Count > 1 ? image.Name : ""), image, sink);
        // Blobs that are documents were kept and not scanned: those that are layers of artifacts are scanned now.
        reading.ReadLayers(() => sink, workers: 1, context);
    }

    /// <summary>In Docker's own layout: a list of configurations, tags and layers.</summary>
    private void FromList(IBlobSink sink)
    {
        try
        {
            using var list = JsonDocument.Parse(files.Document("manifest.json"), new JsonDocumentOptions { MaxDepth = 32 });
            foreach (var (i, image) in list.RootElement.EnumerateArray().Index()) One(image, list.RootElement.GetArrayLength() > 1 ? i + 1 : 0, sink);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            coverage.Skip(SkipReason.Corrupt, $"{target} manifest.json", "it is no list of images");
        }
    }

    private void One(JsonElement image, int number, IBlobSink sink)
    {
        var path = ManifestDocument.Text(image, "Config");
        var tag = image.TryGetProperty("RepoTags", out var tags) && tags.ValueKind == JsonValueKind.Array && tags.GetArrayLength() > 0 ? tags[0].GetString() ?? "" : "";
        var reference = Reference(number > 0 ? tag.Length > 0 ? tag : $"#{number}" : "");
        if (!files.Has(path))
        {
            coverage.Skip(SkipReason.Missing, $"{reference} config {path}");
            return;
        }
        var bytes = files.Document(path);
        var digest = Digest.Of(bytes.Span);
        if (SavedFiles.DigestOf(path) is { } named && named != digest) coverage.Skip(SkipReason.Corrupt, $"{reference} config {named.Short}", "its bytes have another digest");
        var configuration = Configuration.Parse(bytes, digest);
        if (configuration is null) coverage.Skip(SkipReason.Unsupported, $"{reference} config {digest.Short}", "the configuration is no JSON object");
        var list = Layers(image, reference, configuration);
        if (!shelf.Add(new Image(reference, configuration?.Platform ?? "", digest.Text, list, new HashSet<Digest> { digest }))) return;
        coverage.AddImage(list.Count);
        if (configuration is not null && shelf.ClaimDocument(digest.Text)) ImageWords.Hand(configuration.Texts, sink, coverage);
    }

    private List<ImageLayer> Layers(JsonElement image, string reference, Configuration? configuration)
    {
        List<string> paths = image.TryGetProperty("Layers", out var named) && named.ValueKind == JsonValueKind.Array ? [.. named.EnumerateArray().Select(l => l.GetString() ?? "")] : [];
        var fits = configuration?.Instructions.Count == paths.Count;
        var list = new List<ImageLayer>();
        foreach (var (i, path) in paths.Index())
        {
            if (!layers.TryGetValue(files.Resolve(path), out var layer))
            {
                coverage.Skip(SkipReason.Missing, $"{reference} layer {path}");
                continue;
            }
            list.Add(new ImageLayer(layer, fits ? configuration!.Instructions[i] : ""));
            if (SavedFiles.DigestOf(path) is not null || layer.Read is not { } read) continue;
            layer.Name = read.Text;
            if (configuration?.DiffIds.ElementAtOrDefault(i) is { } right && right != read) coverage.Skip(SkipReason.Corrupt, $"{reference} layer {path}", "its bytes have another digest than the configuration says");
        }
        return list;
    }

    /// <summary>Layers that nothing refers to hold bytes all the same.</summary>
    private void Orphans()
    {
        foreach (var layer in layers.Values.Distinct())
        {
            if (!shelf.Has(layer)) shelf.Add(new Image(target, "", layer.Name, [new ImageLayer(layer, "")], new HashSet<Digest>()));
        }
    }

    private string Reference(string name) => name.Length > 0 && target.StartsWith("docker-archive:", StringComparison.Ordinal) ? $"{target}:{name}" : target;
}
