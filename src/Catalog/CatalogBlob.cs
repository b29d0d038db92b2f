using System.Buffers.Binary;
using System.Text;

namespace Stanch.Catalog;

/// <summary>
/// The compiled catalog as bytes. Binary and flat because it is read at every start: a hook on ten files
/// has a few milliseconds in all. Writer and reader stand together so that the format has one home.
/// </summary>
/// <remarks>Strings are UTF-8 with a 7-bit-encoded length; numbers are little-endian. A wrong magic or a cut blob throws <see cref="InvalidDataException"/>.</remarks>
public static class CatalogBlob
{
    private const uint Magic = 0x31425453; // "STB1"

    public static byte[] Write(ProviderCatalog catalog)
    {
        using var stream = new MemoryStream();
        using var w = new BinaryWriter(stream, Encoding.UTF8);
        w.Write(Magic);
        w.Write(catalog.Hash);
        w.Write7BitEncodedInt(catalog.Providers.Count);
        foreach (var p in catalog.Providers)
        {
            w.Write(p.Id); w.Write(p.Name); w.Write(p.Category); w.Write(p.Docs); Strings(w, p.Hosts);
            w.Write7BitEncodedInt(p.Details.Length);
            w.Write(p.Details.Span);
        }
        w.Write7BitEncodedInt(catalog.Detectors.Count);
        foreach (var d in catalog.Detectors)
        {
            w.Write(d.Id); w.Write(d.Title); w.Write(d.Provider);
            w.Write((byte)d.Severity); w.Write((byte)d.Sureness); w.Write(d.Family); w.Write(d.Public); w.Write(d.Source);
            Strings(w, d.Anchors); w.Write(d.Recognizer); w.Write(d.Pattern);
            w.Write7BitEncodedInt(d.Before); w.Write7BitEncodedInt(d.After);
            w.Write7BitEncodedInt(d.MinRun); w.Write(d.RunLow); w.Write(d.RunHigh); w.Write(d.Linear);
            w.Write7BitEncodedInt(d.Beside.Length);
            foreach (var b in d.Beside) { w.Write(b.Name); w.Write(b.Pattern); w.Write(b.Needed); }
            w.Write(d.MinEntropy); w.Write(d.Checksum); Strings(w, d.Paths); Strings(w, d.Stop); w.Write7BitEncodedInt(d.Specificity);
            w.Write7BitEncodedInt(d.Allow.Length);
            foreach (var a in d.Allow)
            {
                w.Write(a.All); w.Write(a.Target); Strings(w, a.Patterns); Strings(w, a.Stopwords); Strings(w, a.Paths); Strings(w, a.Commits);
            }
        }
        w.Flush();
        return stream.ToArray();

        static void Strings(BinaryWriter w, string[] values)
        {
            w.Write7BitEncodedInt(values.Length);
            foreach (var v in values) w.Write(v);
        }
    }

    /// <param name="blob">The bytes stay referenced by <see cref="Provider.Details"/>.</param>
    public static ProviderCatalog Read(ReadOnlyMemory<byte> blob)
    {
        var r = new Cursor(blob);
        if (r.UInt32() != Magic) throw new InvalidDataException("not a compiled Stanch catalog, or one of another version");
        var hash = r.Text();
        var providers = new Provider[r.Count()];
        for (var i = 0; i < providers.Length; i++)
            providers[i] = new Provider(r.Text(), r.Text(), r.Text(), r.Text(), r.Texts(), r.Bytes(r.Count()));
        var detectors = new Detector[r.Count()];
        for (var i = 0; i < detectors.Length; i++)
        {
            detectors[i] = new Detector
            {
                Id = r.Text(), Title = r.Text(), Provider = r.Text(),
                Severity = (Severity)r.Byte(), Sureness = (Sureness)r.Byte(), Family = r.Text(), Public = r.Bool(), Source = r.Text(),
                Anchors = r.Texts(), Recognizer = r.Text(), Pattern = r.Text(),
                Before = r.Count(), After = r.Count(),
                MinRun = r.Count(), RunLow = r.UInt64(), RunHigh = r.UInt64(), Linear = r.Bool(),
                Beside = r.Many(static (ref Cursor c) => new BesidePart(c.Text(), c.Text(), c.Bool())),
                MinEntropy = r.Double(), Checksum = r.Text(), Paths = r.Texts(), Stop = r.Texts(), Specificity = r.Count(),
                Allow = r.Many(static (ref Cursor c) => new Allowance(c.Bool(), c.Text(), c.Texts(), c.Texts(), c.Texts(), c.Texts())),
            };
        }
        return new ProviderCatalog(providers, detectors, hash);
    }

    private delegate T ReadOne<T>(ref Cursor cursor);

    private struct Cursor(ReadOnlyMemory<byte> blob)
    {
        private int at;

        public ReadOnlyMemory<byte> Bytes(int length)
        {
            if (length < 0 || length > blob.Length - at) throw new InvalidDataException($"compiled catalog is cut at byte {at}");
            at += length;
            return blob.Slice(at - length, length);
        }

        public byte Byte() => Bytes(1).Span[0];
        public bool Bool() => Byte() != 0;
        public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4).Span);
        public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8).Span);
        public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8).Span);

        public int Count()
        {
            var value = 0;
            for (var shift = 0; shift < 35; shift += 7)
            {
                var b = Byte();
                value |= (b & 0x7F) << shift;
                if (b < 0x80) return value;
            }
            throw new InvalidDataException($"compiled catalog has a bad number before byte {at}");
        }

        public string Text()
        {
            var length = Count();
            return length == 0 ? "" : Encoding.UTF8.GetString(Bytes(length).Span);
        }

        public string[] Texts() => Many(static (ref Cursor c) => c.Text());

        public T[] Many<T>(ReadOne<T> one)
        {
            var count = Count();
            if (count == 0) return [];
            var items = new T[count];
            for (var i = 0; i < count; i++) items[i] = one(ref this);
            return items;
        }
    }
}
