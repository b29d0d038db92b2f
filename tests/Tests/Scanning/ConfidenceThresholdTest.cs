using System.Globalization;
using CsCheck;
using Stanch.Detection;
using Stanch.Scanning;

namespace Stanch.Tests.Scanning;

public sealed class ConfidenceThresholdTest
{
    [Fact]
    public void The_presets_are_in_order_and_have_names_of_their_own()
    {
        Assert.True(ConfidencePreset.Strict.AtLeast > ConfidencePreset.Default.AtLeast && ConfidencePreset.Default.AtLeast > ConfidencePreset.Paranoid.AtLeast);
        Assert.Equal(ConfidencePreset.All.Count, ConfidencePreset.All.Select(p => p.Name).Distinct().Count());
        Assert.All(ConfidencePreset.All, p => Assert.Equal(p.AtLeast, ConfidenceThreshold.Named(p.Name)!.AtLeast));
    }

    [Fact]
    public void The_pages_state_the_thresholds_of_the_presets()
    {
        var page = Architecture.Repository.Read("docs", "command-line.md");
        Assert.All(ConfidencePreset.All, p => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"`{p.Name}` ({p.AtLeast * 100:0} %"), page, StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_or_a_share_is_read_as_it_is_written() => Gen.Int[0, 1000].Sample(thousandths =>
    {
        var number = (decimal)thousandths / 1000;
        Assert.Equal((double)number, ConfidenceThreshold.Parse(number.ToString(CultureInfo.InvariantCulture))!.AtLeast);
        Assert.Equal((double)number, ConfidenceThreshold.Parse((number * 100).ToString(CultureInfo.InvariantCulture) + "%")!.AtLeast);
    });

    [Fact]
    public void Any_text_is_a_threshold_from_0_to_1_or_none() => Gen.String[Gen.Char["0123456789.,%-+eE ٣"], 0, 8].Sample(text =>
    {
        if (ConfidenceThreshold.Parse(text) is { } threshold) Assert.InRange(threshold.AtLeast, 0, 1);
    });
}
