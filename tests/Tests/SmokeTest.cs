namespace Stanch.Tests;

public sealed class SmokeTest
{
    [Fact]
    public void A_catalog_survives_its_blob()
    {
        var catalog = new Catalog.ProviderCatalog([], [], "00");
        Assert.Equal("00", Catalog.CatalogBlob.Read(Catalog.CatalogBlob.Write(catalog)).Hash);
    }
}
