using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

internal static class RiskChapter
{
    private static readonly (string Name, string Label)[] Risks = [("access", "Access"), ("data", "Data"), ("money", "Money"), ("reputation", "Reputation"), ("law", "Law")];

    public static Section Write(Case facts)
    {
        var chapter = new Chapter("risk", "What is at risk", facts);
        if (facts.Detector is { } detector) chapter.Text($"Severity when nothing else is known: {detector.Severity.ToString().ToLowerInvariant()}.");
        chapter.Say(("reach", "How far it reaches"), ("abuse", "What somebody can do with it"));
        // What the type or the provider says first, so that general advice comes in one piece.
        foreach (var (fact, label) in Risks.Select(r => (Fact: facts.Facts.Of("risks", r.Name), r.Label)).Where(r => r.Fact.Said).OrderByDescending(r => r.Fact.From))
            chapter.Add(new Block(BlockKind.Text, fact.From, [string.Join(' ', fact.Lines)]) { Label = label, Key = fact.Key });
        return chapter.End();
    }
}
