using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Stanch.Scanning;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Tests.Scanning.Reports;

public sealed class RedactionTest
{
    public static TheoryData<string> Formats => [.. ReportFormats.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_form_of_a_value_is_in_a_report(string format)
    {
        var report = Readings(Sample.Text(format, Sample.Partial()));
        foreach (var value in Sample.Values)
        {
            foreach (var form in Forms(value)) Assert.All(report, text => Assert.DoesNotContain(form, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_five_characters_in_a_row_of_a_value_are_in_a_report(string format)
    {
        var report = Readings(Sample.Text(format, Sample.Partial()));
        foreach (var value in Sample.Values)
        {
            for (var i = 0; i + 5 <= value.Length; i++)
                Assert.All(report, text => Assert.DoesNotContain(value.Substring(i, 5), text, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void With_the_flag_every_value_is_in_clear(string format)
    {
        var report = Readings(Sample.Text(format, Sample.Partial(), new ReportOptions(ShowSecrets: true)));
        Assert.All(Sample.Values, value => Assert.Contains(report, text => text.Contains(value, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_redacted_value_is_at_most_its_first_four_characters_and_its_length() => Gen.Byte.Array[0, 300].Sample(bytes =>
    {
        var shown = new SecretValue(bytes).ToString();
        if (bytes.Length < 16) Assert.Equal("…(<16)", shown);
        else
        {
            Assert.Matches($"^.{{4}}…\\({bytes.Length}\\)$", shown);
            Assert.Equal(Printable.Of(shown), shown);
        }
    });

    [Fact]
    public void Short_values_all_look_the_same() =>
        Assert.Single(Enumerable.Range(0, 16).Select(n => Sample.Value(new string('p', n)).ToString()).Distinct());

    /// <summary>The text as it is, and as the formats' readers would see it.</summary>
    private static string[] Readings(string report) =>
    [
        report,
        WebUtility.HtmlDecode(report),
        Regex.Replace(report, @"\\u([0-9A-Fa-f]{4})", m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString()).Replace("\\/", "/"),
    ];

    private static IEnumerable<string> Forms(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        yield return value;
        yield return Convert.ToHexString(bytes);
        yield return string.Join(' ', bytes.Select(b => b.ToString("x2")));
        yield return Uri.EscapeDataString(value);
        yield return WebUtility.UrlEncode(value);
        yield return string.Concat(bytes.Select(b => $"%{b:X2}"));
        yield return string.Concat(bytes.Select(b => $"\\u{(int)b:x4}"));
        // At each of the three offsets that a value can have in base64; the ends depend on the neighbours and are left out.
        for (var offset = 0; offset < 3; offset++)
        {
            var base64 = Convert.ToBase64String([.. new byte[offset], .. bytes]).TrimEnd('=')[(offset == 0 ? 0 : 4)..^1];
            yield return base64;
            yield return base64.Replace('+', '-').Replace('/', '_');
        }
    }
}
