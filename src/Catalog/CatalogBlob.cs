using System.Buffers;
using System.Text;

namespace Stanch.Catalog;

/// <summary>
/// The compiled catalog as bytes. Binary and flat because it is read at every start: a hook on ten files
/// has a few milliseconds in all. Writer and reader stand together so that the format has one home.
/// </summary>
/// <remarks>
/// Strings are UTF-8 with a 7-bit-encoded length; numbers are little-endian. Detectors stand before providers, which a run without findings never reads, and
/// before families, which no scan reads.
/// A wrong magic or a cut blob throws <see cref="InvalidDataException"/>.
/// </remarks>
public static class CatalogBlob
{
    private const uint Magic = 0x35425453; // "STB5"

    public static byte[] Write(ProviderCatalog catalog)
    {
        using var stream = new MemoryStream();
        using var w = new BinaryWriter(stream, Encoding.UTF8);
        w.Write(Magic);
        w.Write(catalog.Hash);
        // Few texts that stand in many detectors.
        var shared = catalog.Detectors.SelectMany(d => new[] { d.Provider, d.Family, d.Recognizer, d.Checksum }).Distinct().Order(StringComparer.Ordinal).ToArray();
        Strings(shared);
        w.Write7BitEncodedInt(catalog.Detectors.Count);
        foreach (var d in catalog.Detectors) Detector(d);
        w.Write7BitEncodedInt(catalog.Providers.Count);
        foreach (var p in catalog.Providers)
        {
            w.Write(p.Id); w.Write(p.Name); w.Write(p.Category); w.Write(p.Docs); Strings(p.Hosts);
            w.Write7BitEncodedInt(p.Details.Length);
            w.Write(p.Details.Span);
        }
        w.Write7BitEncodedInt(catalog.Families.Count);
        foreach (var f in catalog.Families)
        {
            w.Write(f.Id); w.Write(f.Title);
            w.Write7BitEncodedInt(f.Playbook.Length);
            w.Write(f.Playbook.Span);
        }
        w.Flush();
        return stream.ToArray();

        void Detector(Detector d)
        {
            w.Write(d.Id); w.Write(d.Title); w.Write(d.Pattern); w.Write(d.Source); w.Write(d.Tells);
            foreach (var text in new[] { d.Provider, d.Family, d.Recognizer, d.Checksum }) w.Write7BitEncodedInt(Array.IndexOf(shared, text));
            w.Write((byte)d.Severity); w.Write((byte)d.Sureness); w.Write(d.Public); w.Write(d.Linear);
            Strings(d.Anchors);
            w.Write7BitEncodedInt(d.AnchorSpots.Length); w.Write(d.AnchorSpots); Strings(d.Companions);
            w.Write7BitEncodedInt(d.Track.Length); w.Write(d.Track.Span);
            w.Write7BitEncodedInt(d.Before); w.Write7BitEncodedInt(d.Look); w.Write7BitEncodedInt(d.After);
            w.Write7BitEncodedInt(d.MinRun); w.Write(d.RunLow); w.Write(d.RunHigh);
            w.Write7BitEncodedInt(d.Beside.Length);
            foreach (var b in d.Beside) { w.Write(b.Name); w.Write(b.Pattern); w.Write(b.Needed); }
            w.Write(d.MinEntropy); Strings(d.Paths); Strings(d.Stop); w.Write7BitEncodedInt(d.Specificity);
            w.Write7BitEncodedInt(d.Allow.Length);
            foreach (var a in d.Allow)
            {
                w.Write(a.All); w.Write(a.Target); Strings(a.Patterns); Strings(a.Stopwords); Strings(a.Paths); Strings(a.Commits);
            }
        }

        void Strings(string[] values)
        {
            w.Write7BitEncodedInt(values.Length);
            foreach (var v in values) w.Write(v);
        }
    }

    /// <summary>Reads the resource that the build embeds, where it stands: it is part of the program and stays for as long as that runs.</summary>
    public static unsafe ProviderCatalog Read(UnmanagedMemoryStream resource) =>
        Read(new Resource(resource.PositionPointer, checked((int)(resource.Length - resource.Position))).Memory);

    /// <param name="blob">The bytes stay referenced: texts and <see cref="Provider.Details"/> and <see cref="Family.Playbook"/> are taken from them when they are asked for.</param>
    public static ProviderCatalog Read(ReadOnlyMemory<byte> blob)
    {
        var r = new BlobCursor(blob);
        if (r.UInt32() != Magic) throw new InvalidDataException("not a compiled Stanch catalog, or one of another version");
        var hash = r.Text();
        var shared = r.Texts();
        var detectors = r.Many((ref BlobCursor c) => ReadDetector(ref c, blob, shared));
        var providersAt = r.At;
        // What is cut is said at once, not when somebody asks for a provider.
        for (var left = r.Count(); left > 0; left--) ReadProvider(ref r, skip: true);
        var familiesAt = r.At;
        for (var left = r.Count(); left > 0; left--) ReadFamily(ref r, skip: true);
        return new ProviderCatalog(() => ReadProviders(blob, providersAt), detectors, hash, () => ReadFamilies(blob, familiesAt));
    }

    private static Detector ReadDetector(ref BlobCursor c, ReadOnlyMemory<byte> blob, string[] shared)
    {
        var detector = new Detector(blob, c.Text(), c.Lazy(), c.Lazy(), c.Lazy(), c.Lazy())
        {
            Provider = Shared(ref c, shared), Family = Shared(ref c, shared), Recognizer = Shared(ref c, shared), Checksum = Shared(ref c, shared),
            Severity = (Severity)c.Byte(), Sureness = (Sureness)c.Byte(), Public = c.Bool(), Linear = c.Bool(),
            Anchors = c.Texts(), AnchorSpots = c.Bytes(c.Count()).ToArray(), Companions = c.Texts(), Track = c.Bytes(c.Count()),
            Before = c.Count(), Look = c.Count(), After = c.Count(),
            MinRun = c.Count(), RunLow = c.UInt64(), RunHigh = c.UInt64(),
            Beside = c.Many(static (ref BlobCursor b) => new BesidePart(b.Text(), b.Text(), b.Bool())),
            MinEntropy = c.Double(), Paths = c.Texts(), Stop = c.Texts(), Specificity = c.Count(),
            Allow = c.Many(static (ref BlobCursor a) => new Allowance(a.Bool(), a.Text(), a.Texts(), a.Texts(), a.Texts(), a.Texts())),
        };
        return detector;
    }

    private static string Shared(ref BlobCursor c, string[] shared) => c.Count() is var n && (uint)n < shared.Length
        ? shared[n] : throw new InvalidDataException($"compiled catalog has a bad number before byte {c.At}");

    private static Provider[] ReadProviders(ReadOnlyMemory<byte> blob, int at)
    {
        var r = new BlobCursor(blob, at);
        return r.Many((ref BlobCursor c) => ReadProvider(ref c, skip: false)!);
    }

    private static Provider? ReadProvider(ref BlobCursor c, bool skip)
    {
        if (!skip) return new Provider(c.Text(), c.Text(), c.Text(), c.Text(), c.Texts(), c.Bytes(c.Count()));
        for (var text = 0; text < 4; text++) c.Lazy();
        for (var host = c.Count(); host > 0; host--) c.Lazy();
        c.Bytes(c.Count());
        return null;
    }

    private static Family[] ReadFamilies(ReadOnlyMemory<byte> blob, int at)
    {
        var r = new BlobCursor(blob, at);
        return r.Many((ref BlobCursor c) => ReadFamily(ref c, skip: false)!);
    }

    private static Family? ReadFamily(ref BlobCursor c, bool skip)
    {
        if (!skip) return new Family(c.Text(), c.Text(), c.Bytes(c.Count()));
        c.Lazy();
        c.Lazy();
        c.Bytes(c.Count());
        return null;
    }

    private sealed unsafe class Resource(byte* start, int length) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => new(start, length);
        public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);
        public override void Unpin() { }
        protected override void Dispose(bool disposing) { }
    }
}
