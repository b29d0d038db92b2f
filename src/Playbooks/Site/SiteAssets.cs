using Stanch.Playbooks.Formats;

namespace Stanch.Playbooks.Site;

/// <summary>The site's files that are the same for every catalog.</summary>
internal static class SiteAssets
{
    public static string Style => $"{PlaybookHtml.Style.TrimStart('\n')}\n{Text("site.css")}";
    public static string Script => Text("site.js");
    public static string Icon => Text("icon.svg");

    /// <summary>Ids of providers, the one that leaks most often first; some may not be in the catalog.</summary>
    public static IReadOnlyList<string> OftenLeaked => Text("often-leaked.txt").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static string Text(string name)
    {
        using var stream = typeof(SiteAssets).Assembly.GetManifestResourceStream($"site/{name}") ?? throw new InvalidOperationException($"the program holds no site/{name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
