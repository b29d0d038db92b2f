using CsCheck;
using Stanch.Playbooks;

namespace Stanch.Tests.Playbooks;

public sealed class LookupTest
{
    [Theory]
    [InlineData("zoom/client-secret", "zoom/client-secret")]
    [InlineData("ZOOM/Client-Secret", "zoom/client-secret")]
    [InlineData("zoom oauth client", "zoom/client-secret")]
    [InlineData("Zoom Meeting SDK secret", "zoom/meeting-sdk-secret")]
    public void A_type_is_found_by_id_title_or_what_only_its_title_holds(string name, string id) => Assert.Equal(id, Lookup.Of(name, Shelf.Shipped).Detector?.Id);

    [Theory]
    [InlineData("zoom")]
    [InlineData("Zoom")]
    public void A_provider_is_found_by_id_and_name(string name) => Assert.Equal("zoom", Lookup.Of(name, Shelf.Shipped).Provider?.Id);

    [Fact]
    public void What_several_titles_hold_is_asked_back()
    {
        var lookup = Lookup.Of("zoom sdk", Shelf.Shipped);
        Assert.True(lookup.Ambiguous);
        Assert.Equal(["zoom/meeting-sdk-secret", "zoom/video-sdk-secret"], lookup.Near.Order());
    }

    [Theory]
    [InlineData("zooom", "zoom")]
    [InlineData("stripee/secret-key", "stripe/secret-key")]
    public void What_is_misspelt_brings_what_is_near(string name, string near) => Assert.Contains(near, Lookup.Of(name, Shelf.Shipped).Near);

    [Fact]
    public void Any_name_has_an_answer() => Gen.String[0, 200].Sample(name => Assert.NotNull(Lookup.Of(name, Shelf.Shipped)), iter: 100);
}
