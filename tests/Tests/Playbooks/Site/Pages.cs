using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Stanch.Catalog;
using Stanch.Playbooks.Site;

namespace Stanch.Tests.Playbooks.Site;

/// <summary>The site of the shipped catalog, made and read once.</summary>
internal static class Pages
{
    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> files = new(() => Of(Shelf.Shipped));
    private static readonly Lazy<IReadOnlyDictionary<string, IHtmlDocument>> parsed = new(() =>
        files.Value.Where(f => f.Key.EndsWith(".html", StringComparison.Ordinal)).AsParallel().ToDictionary(f => f.Key, f => Parse(f.Key, f.Value)));

    public static IReadOnlyDictionary<string, byte[]> Files => files.Value;
    public static IReadOnlyDictionary<string, IHtmlDocument> Parsed => parsed.Value;

    public static IReadOnlyDictionary<string, byte[]> Of(ProviderCatalog catalog) => new PlaybookSite(catalog).Files().ToDictionary(f => f.Path, f => f.Content);

    /// <summary>What the HTML standard calls a parse error ends the test.</summary>
    public static IHtmlDocument Parse(string path, byte[] page)
    {
        try
        {
            return new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Encoding.UTF8.GetString(page));
        }
        catch (HtmlParseException e)
        {
            throw new InvalidDataException($"{path}({e.Position.Line},{e.Position.Column}): {e.Message}", e);
        }
    }

    /// <summary>The file that an address on a page means, and the place in it; null: an address elsewhere.</summary>
    public static (string Path, string Fragment)? Target(string page, string address)
    {
        var site = new Uri("https://site.invalid/");
        var target = new Uri(new Uri(site, page), address);
        return target.Host == site.Host ? (Uri.UnescapeDataString(target.AbsolutePath[1..]), Uri.UnescapeDataString(target.Fragment.TrimStart('#'))) : null;
    }

    public static string Attribute(this IElement element, string name) => element.GetAttribute(name) ?? "";
}
