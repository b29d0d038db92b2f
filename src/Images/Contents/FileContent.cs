namespace Stanch.Images.Contents;

/// <summary>Bytes that were scanned once, and the files that hold them.</summary>
internal sealed class FileContent
{
    private readonly Lock guard = new();
    private readonly List<LayerFile> places = [];
    private bool wanted, done;

    /// <summary>Something was found in it: its places will be asked for.</summary>
    public bool Wanted => Volatile.Read(ref wanted);

    /// <summary>By which databases of packages know it; only of content in which something was found.</summary>
    public ContentDigests? Digests { get; set; }

    public IReadOnlyList<LayerFile> Places
    {
        get { lock (guard) return [.. places]; }
    }

    public void Want() => Volatile.Write(ref wanted, true);

    /// <summary>Places are kept while it is being scanned, and afterwards if something was found.</summary>
    public void Add(in LayerFile place)
    {
        lock (guard)
        {
            if (!done || wanted) places.Add(place);
        }
    }

    /// <summary>It has been scanned.</summary>
    public void Finish()
    {
        lock (guard)
        {
            done = true;
            if (wanted) return;
            places.Clear();
            places.TrimExcess();
        }
    }
}

/// <summary>A file of a layer.</summary>
/// <param name="Number">Of its entry in the layer.</param>
internal readonly record struct LayerFile(Layer Layer, string Path, int Number);

/// <summary>In lower-case hex.</summary>
internal sealed record ContentDigests(string Md5, string Sha1, string Sha256);
