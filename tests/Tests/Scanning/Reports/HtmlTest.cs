using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Stanch.Scanning;

namespace Stanch.Tests.Scanning.Reports;

public sealed partial class HtmlTest
{
    private static readonly string[] Known =
    [
        "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "nav", "section", "article", "h1", "h2", "h3", "p", "a", "code", "pre",
        "mark", "span", "strong", "bdi", "div", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "ol", "ul", "li", "details", "summary",
    ];

    [Fact]
    public void Every_tag_is_ours_and_closed_in_order()
    {
        foreach (var result in (ScanResult[])[Sample.Partial(), Sample.Clean(), Sample.Nothing(), Sample.Hostile(), Sample.ManyPlaces(2000)])
        {
            var open = new Stack<string>();
            foreach (Match tag in Tag().Matches(Body(result)))
            {
                Assert.True(tag.Groups["ours"].Success, $"a bare '<': {tag.Value}");
                var name = tag.Groups["name"].Value;
                Assert.Contains(name, Known);
                if (tag.Groups["end"].Length > 0) Assert.Equal(name, open.Pop());
                else if (name is not "meta") open.Push(name);
                Assert.DoesNotMatch(@"\s(on\w+|style|src)\s*=", Regex.Replace(tag.Value, "\"[^\"]*\"", "\"\""));
            }
            Assert.Empty(open);
        }
    }

    [Fact]
    public void It_needs_no_script_and_no_other_file()
    {
        var html = Sample.Text("html", Sample.Hostile());
        Assert.DoesNotMatch("(?i)<(script|link|img|iframe|object|svg|base|form)|@import|url\\(", html);
        Assert.All(Regex.Matches(html, "href=\"([^\"]*)\"").Select(m => m.Groups[1].Value), href => Assert.Matches("^(#|https://)", href));
    }

    [Fact]
    public void The_policy_allows_the_style_sheet_that_is_there_and_nothing_else()
    {
        var html = Sample.Text("html", Sample.Typical());
        var css = Regex.Match(html, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css)));
        Assert.Contains($"content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\"", html);
    }

    [Fact]
    public void Ids_are_unique_and_every_reference_leads_somewhere()
    {
        var html = Sample.Text("html", Sample.Partial());
        var ids = Regex.Matches(html, " id=\"([^\"]*)\"").Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Regex.Matches(html, "(?:href=\"#|aria-labelledby=\")([^\"]*)\"").Select(m => m.Groups[1].Value), id => Assert.Contains(id, ids));
    }

    [Fact]
    public void Headings_step_down_one_by_one_and_tables_have_header_cells()
    {
        var html = Sample.Text("html", Sample.Partial());
        var levels = Regex.Matches(html, "<h([1-6])").Select(m => int.Parse(m.Groups[1].Value)).ToArray();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.InRange(pair.Second, 2, pair.First + 1));
        Assert.Equal(Regex.Count(html, "<table>"), Regex.Count(html, "<thead><tr><th scope=\"col\">"));
        Assert.Contains("<html lang=\"en\">", html);
    }

    [Fact]
    public void Text_stands_out_from_its_ground_in_light_and_in_dark()
    {
        var css = Regex.Match(Sample.Text("html", Sample.Clean()), "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        var themes = Regex.Matches(css, @":root \{(.*?)\}", RegexOptions.Singleline).Take(2).Select(theme =>
            Regex.Matches(theme.Groups[1].Value, "--([a-z-]+): #([0-9a-f]{3,6})").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value)).ToArray();
        Assert.Equal(2, themes.Length);
        foreach (var theme in themes)
        {
            foreach (var ink in (string[])["ink", "soft", "link", "good", "high"]) Assert.InRange(Contrast(theme[ink], theme["paper"]), 4.5, 21);
            foreach (var ink in (string[])["ink", "soft"]) Assert.InRange(Contrast(theme[ink], theme["well"]), 4.5, 21);
            foreach (var ground in (string[])["critical", "high", "medium", "low", "info"]) Assert.InRange(Contrast(theme["badge"], theme[ground]), 4.5, 21);
            Assert.InRange(Contrast(theme["mark-ink"], theme["mark"]), 4.5, 21);
        }
    }

    [Fact]
    public void Ten_thousand_places_fold_and_end_in_a_count()
    {
        var html = Sample.Text("html", Sample.ManyPlaces(10_000));
        Assert.Contains("<summary>9,990 more places</summary>", html);
        Assert.Contains("… and 9,000 more; the JSON report lists all.", html);
        Assert.InRange(html.Length, 1, 400_000);
    }

    [Fact]
    public void A_report_in_clear_says_so() =>
        Assert.Contains("This file shows secrets in clear.", Sample.Text("html", Sample.Typical(), new(ShowSecrets: true)));

    /// <summary>WCAG's contrast ratio.</summary>
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        if (colour.Length == 3) colour = string.Concat(colour.Select(c => new string(c, 2)));
        var parts = Convert.FromHexString(colour).Select(b => b / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static string Body(ScanResult result) => Regex.Replace(Sample.Text("html", result).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal),
        "<style>.*?</style>", "<style></style>", RegexOptions.Singleline);

    [GeneratedRegex("""<(?:(?<ours>(?<end>/?)(?<name>[a-z][a-z0-9]*)(?: [a-z-]+(?:="[^"<>]*")?)*>)|[^<]{0,20})""")]
    private static partial Regex Tag();
}
