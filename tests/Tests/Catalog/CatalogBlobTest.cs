using CsCheck;
using Stanch.Catalog;

namespace Stanch.Tests.Catalog;

public sealed class CatalogBlobTest
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char['\0', 'ÿ'], 0, 12];
    private static readonly Gen<string[]> Texts = Text.Array[0, 3];

    private static readonly Gen<Provider> Providers =
        from id in Text from name in Text from hosts in Texts from details in Gen.Byte.Array[0, 20]
        select new Provider(id, name, "generic", "", hosts, details);

    private static readonly Gen<Family> Families = from id in Text from title in Text from playbook in Gen.Byte.Array[0, 20] select new Family(id, title, playbook);

    private static readonly Gen<Detector> Detectors =
        from id in Text from provider in Text from texts in Texts from number in Gen.Int[0, 1 << 20] from flag in Gen.Bool
        from run in Gen.ULong from entropy in Gen.Double[0, 8]
        select new Detector
        {
            Id = id, Title = id, Provider = provider, Severity = (Severity)(number % 5), Sureness = (Sureness)(number % 3), Family = id, Public = flag, Source = id,
            Anchors = texts, Recognizer = id, Pattern = provider, Before = number, After = number / 2, MinRun = number / 3, RunLow = run, RunHigh = ~run, Linear = !flag,
            Beside = [.. texts.Select(t => new BesidePart(t, id, flag))], MinEntropy = entropy, Checksum = id, Paths = texts, Stop = texts, Tells = provider, Specificity = number,
            Allow = [.. texts.Select(t => new Allowance(flag, t, texts, texts, texts, texts))],
        };

    [Fact]
    public void A_catalog_survives_its_blob() => Gen.Select(Providers.Array[0, 4], Detectors.Array[0, 4], Text, Families.Array[0, 3]).Sample((providers, detectors, hash, families) =>
    {
        var catalog = new ProviderCatalog(providers.DistinctBy(p => p.Id), detectors, hash, families.DistinctBy(f => f.Id));
        var blob = CatalogBlob.Write(catalog);
        var read = CatalogBlob.Read(blob);
        Assert.Equal(blob, CatalogBlob.Write(read));
        Assert.Equal(hash, read.Hash);
        Assert.Equivalent(catalog.Detectors, read.Detectors);
        Assert.Equal(catalog.Providers.Select(p => (p.Id, p.Name, string.Join(' ', p.Hosts), Convert.ToHexString(p.Details.Span))),
            read.Providers.Select(p => (p.Id, p.Name, string.Join(' ', p.Hosts), Convert.ToHexString(p.Details.Span))));
        Assert.Equal(catalog.Families.Select(f => (f.Id, f.Title, Convert.ToHexString(f.Playbook.Span))), read.Families.Select(f => (f.Id, f.Title, Convert.ToHexString(f.Playbook.Span))));
    }, iter: 200);

    [Fact]
    public void A_cut_blob_is_refused() => Gen.Select(Providers.Array[1, 2], Detectors.Array[1, 2], Gen.Double[0, 0.999], Families.Array[0, 2]).Sample((providers, detectors, at, families) =>
    {
        var blob = CatalogBlob.Write(new ProviderCatalog(providers.DistinctBy(p => p.Id), detectors, "00", families.DistinctBy(f => f.Id)));
        Assert.Throws<InvalidDataException>(() => CatalogBlob.Read(blob.AsMemory(0, (int)(blob.Length * at))));
    }, iter: 200);

    [Fact]
    public unsafe void A_blob_is_read_where_it_stands() => Gen.Select(Providers.Array[0, 3], Detectors.Array[0, 3]).Sample((providers, detectors) =>
    {
        var blob = CatalogBlob.Write(new ProviderCatalog(providers.DistinctBy(p => p.Id), detectors, "00"));
        fixed (byte* start = blob)
        {
            using var stream = new UnmanagedMemoryStream(start, blob.Length);
            Assert.Equal(blob, CatalogBlob.Write(CatalogBlob.Read(stream)));
        }
    }, iter: 100);

    [Fact]
    public void Other_bytes_are_refused() =>
        Assert.Throws<InvalidDataException>(() => CatalogBlob.Read("not a catalog"u8.ToArray()));
}
