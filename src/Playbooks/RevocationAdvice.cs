using Stanch.Catalog;
using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks;

/// <summary>What somebody who is about to revoke a credential of this type has to know: sentences, empty where nothing is known.</summary>
public sealed record RevocationAdvice
{
    /// <summary>How a person does it.</summary>
    public required IReadOnlyList<string> Steps { get; init; }
    /// <summary>Where.</summary>
    public required IReadOnlyList<string> Console { get; init; }
    /// <summary>What stops working.</summary>
    public required IReadOnlyList<string> Stops { get; init; }
    /// <summary>What goes on working all the same.</summary>
    public required IReadOnlyList<string> Outlives { get; init; }
    /// <summary>How long it takes until it is refused.</summary>
    public required IReadOnlyList<string> Takes { get; init; }

    public static RevocationAdvice Of(ProviderCatalog catalog, Detector detector)
    {
        var facts = new Case(catalog, catalog.ProviderOf(detector), detector, PlaybookRequest.Plain).Facts;
        return new RevocationAdvice { Steps = Say("revoke"), Console = facts.Of("console").Lines, Stops = Say("stops"), Outlives = Say("outlives-rotation"), Takes = Say("revoke-takes") };

        IReadOnlyList<string> Say(string key)
        {
            var fact = facts.Of(key);
            return [.. fact.Lines.Select(Prose.Sentence).Select(s => fact.From == Origin.Family ? $"In general: {s}" : s)];
        }
    }
}
