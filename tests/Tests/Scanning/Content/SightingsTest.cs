using System.Text;
using Stanch.Detection;
using Stanch.Scanning.Content;
using Stanch.Scanning.Ignoring;
using Stanch.Sources;
using Stanch.Tests.Detection;

namespace Stanch.Tests.Scanning.Content;

public sealed class SightingsTest
{
    private readonly Coverage coverage = new();
    private readonly Origin origin = new("", "", new IgnorePolicy(new Configuration(), null, "", new DateOnly(2026, 1, 1)), "", all: false);

    private void Add(Sightings sightings, string value, int line) => sightings.Add(
        new Match { Detector = Detectors.Prefixed, Value = Encoding.UTF8.GetBytes(value), At = default, Whole = default, Parts = [], Entropy = 3, Confidence = 1, Context = default },
        new Place(new Position(line, 1), new Position(line, 2), "the same line", null), new FileProvenance("f"), origin);

    [Fact]
    public void What_many_versions_share_is_kept_once()
    {
        var sightings = new Sightings(coverage);
        for (var i = 0; i < 100; i++) Add(sightings, "value", i);
        var seen = Assert.Single(sightings.Values);
        Assert.Equal(100, seen.Sightings.Count);
        Assert.Single(seen.Sightings.Select(s => s.Match).Distinct(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void A_flood_of_one_value_is_cut_and_told_once()
    {
        var sightings = new Sightings(coverage, mostOfOne: 10);
        for (var i = 0; i < 50; i++) Add(sightings, "value", i);
        Add(sightings, "other", 1);
        Assert.Equal([1, 10], sightings.Values.Select(v => v.Sightings.Count).Order());
        Assert.Equal(("more than 10 occurrences of one secret", 1), (coverage.Limits.Single().Key, coverage.Limits.Single().Value));
        Assert.True(coverage.Partial);
    }

    [Fact]
    public void A_flood_of_all_values_is_cut_and_told()
    {
        var sightings = new Sightings(coverage, mostInAll: 10);
        for (var i = 0; i < 50; i++) Add(sightings, $"value{i}", i);
        Assert.Equal(10, sightings.Values.Sum(v => v.Sightings.Count));
        Assert.Contains("more than 10 occurrences of secrets", coverage.Limits.Keys);
    }
}
