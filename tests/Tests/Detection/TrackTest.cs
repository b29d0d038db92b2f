using System.Text;
using Stanch.Catalog.Compiler;
using Stanch.Catalog.Compiler.Format;
using Stanch.Catalog.Compiler.Yaml;
using Stanch.Detection;

namespace Stanch.Tests.Detection;

/// <summary>That it never turns away what the pattern would find is shown by <see cref="Catalog.Compiler.WindowTest"/>; here, that it turns away what it should.</summary>
public sealed class TrackTest
{
    private static ReadOnlyMemory<byte> Compile(string pattern, params string[] anchors)
    {
        var reader = new PatternReader(new TextNode(new Place(1, 1), pattern), new Reader(new Complaints("x.yaml"), Users: false));
        Assert.NotNull(reader.Facts());
        return reader.Read(Detectors.Make("acme/key", anchors, pattern, 0, 0))!.Value.Detector.Track;
    }

    [Theory]
    [InlineData("zoom_(?<secret>[a-z0-9]{8})", "zoom_", "zoom_a1b2c3d4", true)]
    [InlineData("zoom_(?<secret>[a-z0-9]{8})", "zoom_", "zoom_a1b2c3d", false)]
    [InlineData("zoom_(?<secret>[a-z0-9]{8})", "zoom_", "zoom_a1b2C3d4", false)]
    [InlineData("(?i)zoom_(?<secret>[a-z0-9]{8})", "zoom_", "ZOOM_A1B2C3D4", true)]
    [InlineData("(?<host>[a-z.]{1,99});(?:pwd|password)[ ]?=(?<secret>[^;]{4,9})", "pwd|password", "pwd: 1234", false)]
    [InlineData("(?<host>[a-z.]{1,99});(?:pwd|password)[ ]?=(?<secret>[^;]{4,9})", "pwd|password", "pwd =1234", true)]
    [InlineData("(?<host>[a-z.]{1,99});(?:pwd|password)[ ]?=(?<secret>[^;]{4,9})", "pwd|password", "pwd =12;4", false)]
    [InlineData("(?:one_(?<secret>[0-9]{5})|two_(?<secret>[a-f]{5}))", "one_|two_", "two_abcde", true)]
    [InlineData("(?:one_(?<secret>[0-9]{5})|two_(?<secret>[a-f]{5}))", "one_|two_", "two_12345", false)]
    [InlineData("curl[ ][^\\n]{0,300}?-u[ ](?<secret>[a-z]{5})", "curl", "curl --silent -u abcde", true)]
    [InlineData("curl[ ][^\\n]{0,300}?-u[ ](?<secret>[a-z]{5})", "curl", "curl --silent\n-u abcde", false)]
    [InlineData("key=(?<secret>[\\x80-\\xFF]{2})", "key=", "key=é", true)]
    public void What_follows_an_anchor_is_held_against_the_pattern(string pattern, string anchors, string text, bool may) =>
        Assert.Equal(may, new Track(Compile(pattern, anchors.Split('|')).Span).MayFollow(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void What_is_undecided_after_its_reach_is_left_to_the_pattern() =>
        Assert.True(new Track(Compile("curl[ ][^\\n]{0,300}?-u[ ](?<secret>[a-z]{5})", "curl").Span).MayFollow(Encoding.UTF8.GetBytes("curl " + new string('x', 200))));

    [Fact]
    public void There_is_none_where_an_anchor_begins_in_the_middle_of_a_term() =>
        Assert.True(Compile("(?:api|the)zoom(?<secret>[a-z0-9]{8})", "izoom", "ezoom").IsEmpty);
}
