using Stanch.Images.Daemon;
using Stanch.Images.Layers;
using Stanch.Images.Manifests;
using Stanch.Images.Registry;
using Stanch.Images.Stores;
using Stanch.Sources;

namespace Stanch.Images;

/// <summary>Images of a daemon, a folder, a file or a registry.</summary>
public sealed class ImageSource(ImageTarget target, ImageAccess access, ImageShelf shelf) : ISource
{
    public string Target => target.Name;

    /// <summary>What is wrong with the name itself; null: nothing.</summary>
    public string? Mistake() => target.Kind switch
    {
        ImageStoreKind.OciLayout => File.Exists(Path.Combine(OciLayout.Split(target.Rest, out _), "index.json")) ? null : "no such folder, or no index.json in it: an OCI layout has one",
        ImageStoreKind.SavedArchive => File.Exists(target.Rest) ? null : "no such file",
        ImageStoreKind.Registry => RegistryName.Parse(target.Rest, out var mistake) is null ? mistake : null,
        _ => DockerDaemon.Mistake(target.Rest, access.Daemon),
    };

    public void Read(Func<IBlobSink> open, Coverage coverage, int workers, int context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(coverage);
        OpenSsl.Require();
        if (stop.IsCancellationRequested)
        {
            coverage.Skip(SkipReason.Interrupted, Target, "stopped before its end");
            return;
        }
        try
        {
            switch (target.Kind)
            {
                case ImageStoreKind.OciLayout: ReadLayout(open, coverage, workers, context, stop); break;
                case ImageStoreKind.Registry: ReadRegistry(open, coverage, workers, context, stop); break;
                case ImageStoreKind.SavedArchive: ReadSaved(open(), coverage, context, stop); break;
                default: ReadDaemon(open(), coverage, context, stop); break;
            }
        }
        catch (StoreFault e) when (e.Reason != SkipReason.Interrupted)
        {
            coverage.Skip(e.Reason, Target, e.Message);
        }
        catch (StoreFault)
        {
            // Said below, once for all that was not read.
        }
        if (stop.IsCancellationRequested) coverage.Skip(SkipReason.Interrupted, Target, "stopped before its end");
    }

    private void ReadLayout(Func<IBlobSink> open, Coverage coverage, int workers, int context, CancellationToken stop)
    {
        var folder = OciLayout.Split(target.Rest, out var tag);
        var layout = new OciLayout(folder);
        if (ManifestDocument.Parse(layout.Index(), out var problem) is not { IsIndex: true } index)
        {
            coverage.Skip(SkipReason.Unsupported, Target, $"index.json: {(problem.Length > 0 ? problem : "it is no index")}");
            return;
        }
        var reading = new ImageReading(shelf, layout, coverage, access.Platform, stop);
        var sink = open();
        var named = index.Manifests.Where(m => tag is null || m.Name == tag).ToList();
        if (named.Count == 0) coverage.Skip(SkipReason.Missing, Target, tag is null ? "its index names no image" : $"no image is tagged {tag}");
        if (index.Unread > 0) coverage.Skip(SkipReason.Unsupported, $"{Target} index.json", $"{index.Unread} of what it names has no digest and length that are known");
        foreach (var image in named)
        {
            var reference = $"oci:{folder}{(image.Name.Length > 0 ? ":" + image.Name : "")}";
            reading.AddFrom(reference, image, sink);
        }
        reading.ReadLayers(open, workers, context);
    }

    private void ReadRegistry(Func<IBlobSink> open, Coverage coverage, int workers, int context, CancellationToken stop)
    {
        var name = RegistryName.Parse(target.Rest, out _)!;
        using var registry = new RegistryClient(name, access);
        var reading = new ImageReading(shelf, registry, coverage, access.Platform, stop);
        var sink = open();
        foreach (var version in name.Version == "*" ? registry.Tags(stop) : [name.Version])
        {
            if (stop.IsCancellationRequested) break;
            var reference = name.Reference(version);
            try
            {
                reading.Add(reference, registry.Manifest(version, stop), sink);
            }
            catch (StoreFault e)
            {
                coverage.Skip(e.Reason, reference, e.Message);
            }
        }
        reading.ReadLayers(open, workers, context);
    }

    private void ReadSaved(IBlobSink sink, Coverage coverage, int context, CancellationToken stop)
    {
        using var file = new FileStream(target.Rest, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        new SavedImages(target.Name, shelf, coverage, access.Platform, sparse: false, stop).Read(file, sink, context);
    }

    private void ReadDaemon(IBlobSink sink, Coverage coverage, int context, CancellationToken stop)
    {
        using var daemon = new DockerDaemon(access);
        using var saved = daemon.Save(target.Rest, stop);
        new SavedImages(target.Name, shelf, coverage, access.Platform, sparse: true, stop).Read(saved, sink, context);
    }
}
