using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

/// <summary>The provider's own pages.</summary>
internal static class LinkChapter
{
    public static Section? Write(Case facts)
    {
        string[] all = [.. facts.Facts.Of("links").Lines, facts.Provider.Docs, facts.Detector?.Source ?? ""];
        string[] links = [.. all.Where(l => l.Length > 0).Distinct()];
        return links.Length == 0 ? null : new Chapter("links", "Read more", facts).Add(new Block(BlockKind.Links, Origin.Provider, links) { Key = "links" }).End();
    }
}
