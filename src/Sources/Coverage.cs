using System.Collections.Concurrent;

namespace Stanch.Sources;

/// <summary>Why something was not scanned.</summary>
public enum SkipReason
{
    // Chosen: the user or the kind of content asked for it. The scan is whole without it.
    Binary, GitIgnored, Excluded, Device, SymbolicLink, NestedRepository, Empty,
    // Lost: it should have been scanned and was not. The scan is partial.
    Unreadable, Missing, Corrupt, ShallowBoundary, PartialClone, TooLarge, TimeLimit, Changed, Unsupported, Interrupted, AlternateOutside,
    // Of containers.
    Encrypted, TooDeep, TooManyEntries, Inflation,
}

/// <summary>One thing that was not scanned.</summary>
/// <param name="What">Path or object id.</param>
/// <param name="Detail">One line more, or empty: the system's message, the limit.</param>
public readonly record struct Skip(SkipReason Reason, string What, string Detail = "");

/// <summary>
/// What a run really looked at. Every reader adds to it while it works, from any thread; the receipt is made from it.
/// </summary>
public sealed class Coverage
{
    /// <summary>Skips beyond this many of one reason are counted and not named: a report must stay readable, and memory bounded.</summary>
    public const int NamedPerReason = 1000;

    private readonly ConcurrentDictionary<SkipReason, long> counts = new();
    private readonly ConcurrentQueue<Skip> named = new();
    private readonly ConcurrentDictionary<string, long> limits = new(StringComparer.Ordinal);
    private long files, blobs, bytes, commits, tags, refs, repositories, unreachable, containers, entries, inflated, images, layers, uniqueLayers, repeated;

    /// <summary>True for skips that leave the scan incomplete.</summary>
    public static bool IsLoss(SkipReason reason) => reason >= SkipReason.Unreadable;

    public long Files => Volatile.Read(ref files);
    public long Blobs => Volatile.Read(ref blobs);
    /// <summary>Bytes of content that went through detection, inflated, each blob once.</summary>
    public long Bytes => Volatile.Read(ref bytes);
    public long Commits => Volatile.Read(ref commits);
    public long Tags => Volatile.Read(ref tags);
    public long Refs => Volatile.Read(ref refs);
    public long Repositories => Volatile.Read(ref repositories);
    /// <summary>Blobs in the object database that no ref leads to. They are scanned too; what is found only there is not reported unless asked for.</summary>
    public long UnreachableBlobs => Volatile.Read(ref unreachable);

    /// <summary>Archives and documents that were opened, nested ones too.</summary>
    public long Containers => Volatile.Read(ref containers);
    /// <summary>What was scanned in them.</summary>
    public long Entries => Volatile.Read(ref entries);
    /// <summary>Bytes that came out of their decoders, scanned or not.</summary>
    public long Inflated => Volatile.Read(ref inflated);
    /// <summary>Images and artifacts, each platform by itself.</summary>
    public long Images => Volatile.Read(ref images);
    /// <summary>That the images are made of.</summary>
    public long Layers => Volatile.Read(ref layers);
    /// <summary>Those that were read: each once, however many images have it.</summary>
    public long UniqueLayers => Volatile.Read(ref uniqueLayers);
    /// <summary>Files whose content had been scanned at another place; they are not among <see cref="Files"/>.</summary>
    public long RepeatedFiles => Volatile.Read(ref repeated);

    public void AddFile(long length) { Interlocked.Increment(ref files); Interlocked.Add(ref bytes, length); }
    public void AddBlob(long length) { Interlocked.Increment(ref blobs); Interlocked.Add(ref bytes, length); }
    public void AddCommit(long length) { Interlocked.Increment(ref commits); Interlocked.Add(ref bytes, length); }
    public void AddTag(long length) { Interlocked.Increment(ref tags); Interlocked.Add(ref bytes, length); }
    public void AddContainer() => Interlocked.Increment(ref containers);
    public void AddEntry(long length) { Interlocked.Increment(ref entries); Interlocked.Add(ref bytes, length); }
    public void AddInflated(long length) => Interlocked.Add(ref inflated, length);
    public void AddRefs(long count) => Interlocked.Add(ref refs, count);
    public void AddRepository() => Interlocked.Increment(ref repositories);
    public void AddImage(int layersOfIt) { Interlocked.Increment(ref images); Interlocked.Add(ref layers, layersOfIt); }
    public void AddUniqueLayer() => Interlocked.Increment(ref uniqueLayers);
    public void AddRepeatedFile() => Interlocked.Increment(ref repeated);
    public void AddUnreachableBlobs(long count) => Interlocked.Add(ref unreachable, count);

    public void Skip(SkipReason reason, string what, string detail = "")
    {
        if (counts.AddOrUpdate(reason, 1, static (_, n) => n + 1) <= NamedPerReason) named.Enqueue(new Skip(reason, what, detail));
    }

    /// <summary>A budget or a time limit of detection was hit: <c>pattern time limit: acme/token</c>.</summary>
    public void LimitHit(string limit) => limits.AddOrUpdate(limit, 1, static (_, n) => n + 1);

    public IReadOnlyDictionary<SkipReason, long> SkipCounts => counts;
    public IReadOnlyCollection<Skip> Skips => named;
    public IReadOnlyDictionary<string, long> Limits => limits;
    public bool Partial => !limits.IsEmpty || counts.Keys.Any(IsLoss);
    public bool Nothing => Files == 0 && Blobs == 0 && Bytes == 0;
}
