using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Tests.Scanning.Reports;

public sealed class JUnitTest
{
    [Fact]
    public void Counts_are_those_of_the_elements()
    {
        foreach (var result in (ScanResult[])[Sample.Typical(), Sample.Partial(), Sample.Clean(), Sample.Nothing(), Sample.Hostile()])
        {
            var root = Parsed(result);
            foreach (var element in root.Elements("testsuite").Append(root))
            {
                Assert.Equal(element.Descendants("testcase").Count(), Number(element, "tests"));
                Assert.Equal(element.Descendants("failure").Count(), Number(element, "failures"));
                Assert.Equal(element.Descendants("error").Count(), Number(element, "errors"));
            }
        }
    }

    [Fact]
    public void A_detector_is_a_suite_and_a_place_a_failed_case()
    {
        var fingerprint = Sample.Named(Sample.Value(Sample.TokenValue));
        var suite = Parsed(Sample.Typical()).Elements("testsuite").First();
        Assert.Equal("acme/access-token", suite.Attribute("name")!.Value);
        var test = suite.Elements("testcase").First();
        Assert.Equal($"config/prod.env:12:14 {fingerprint}", test.Attribute("name")!.Value);
        Assert.Equal("critical", test.Element("failure")!.Attribute("type")!.Value);
        Assert.Contains("12 | ACME_TOKEN=acm_…(40)  # deploy", test.Element("failure")!.Value);
        Assert.Contains($"stanch ignore {fingerprint} ", test.Element("failure")!.Value);
    }

    [Fact]
    public void A_partial_run_is_an_error()
    {
        var error = Assert.Single(Parsed(Sample.Partial()).Descendants("error"));
        Assert.StartsWith("PARTIAL: ", error.Attribute("message")!.Value);
        Assert.Contains("home/keys/6.pem (Permission denied)", error.Value);
    }

    [Fact]
    public void A_clean_run_passes_one_case_and_an_empty_one_skips_it()
    {
        Assert.Empty(Assert.Single(Parsed(Sample.Clean()).Descendants("testcase")).Elements());
        Assert.Single(Parsed(Sample.Nothing()).Descendants("skipped"));
        Assert.Contains("1 file, 1.2 kB", Parsed(Sample.Clean()).Descendants("system-out").Single().Value);
    }

    [Fact]
    public void Any_text_makes_well_formed_xml() => Gen.String.Sample(text =>
    {
        var finding = Sample.Finding(Sample.Token, Sample.Value(Sample.TokenValue), text, 1, 1, text);
        var xml = Parsed(new ScanResult([finding], Sample.Clean().Receipt));
        Assert.Equal(Printable.Of(text), xml.Descendants("testcase").First().Attribute("file")!.Value);
    });

    private static XElement Parsed(ScanResult result) => XDocument.Load(new MemoryStream(Sample.Written("junit", result))).Root!;

    private static int Number(XElement element, string name) => int.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
