using Stanch.Catalog;
using Stanch.Playbooks.Advice;
using Stanch.Playbooks.Chapters;

namespace Stanch.Playbooks;

/// <summary>Every playbook of a catalog, written when it is asked for.</summary>
public sealed class Library(ProviderCatalog catalog)
{
    public Playbook Of(Detector detector, PlaybookRequest request)
    {
        var facts = new Case(catalog, catalog.ProviderOf(detector), detector, request);
        IEnumerable<Section> sections = detector.Public ? PublicChapters.Write(facts) :
        [
            AboutChapter.Write(facts), NowChapter.Write(facts), StoreChapter.Write(facts), GenerateChapter.Write(facts), LeakChapter.Write(facts), RiskChapter.Write(facts),
            PracticeChapter.Write(facts), MisuseChapter.Write(facts), RevokeChapter.Write(facts), ImpactChapter.Write(facts), HistoryChapter.Write(facts), ChecklistChapter.Write(facts),
        ];
        return new Playbook(detector.Id, detector.Title, detector.Public ? PublicChapters.Summary(facts) : NowChapter.Summary(facts), WithLinks(sections, facts))
        {
            Provider = facts.Provider, Detector = detector, Family = facts.Family, Order = detector.Public ? null : facts.Decision.Order,
            Misuse = request.Misuse, Exposure = request.Exposure,
        };
    }

    /// <summary>What the types of a provider share, and which there are; of a single type its own.</summary>
    public Playbook Of(Provider provider, PlaybookRequest request)
    {
        var types = catalog.Detectors.Where(d => d.Provider == provider.Id).ToList();
        if (types.Count == 1) return Of(types[0], request);
        var facts = new Case(catalog, provider, null, request);
        var order = facts.Types.Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.Ordinal);
        List<Case> cases = [.. types.OrderBy(t => order.GetValueOrDefault(t.Id, int.MaxValue)).Select(t => new Case(catalog, provider, t, request))];
        return new Playbook(provider.Id, $"{provider.Name}: one of its {types.Count} kinds of credentials", ProviderChapters.Summary(facts, cases), [.. ProviderChapters.Write(facts, cases)])
        {
            Provider = provider, Misuse = request.Misuse,
        };
    }

    private static List<Section> WithLinks(IEnumerable<Section> sections, Case facts) =>
        LinkChapter.Write(facts) is { } links ? [.. sections, links] : [.. sections];
}
