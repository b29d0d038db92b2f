using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

internal static class ChecklistChapter
{
    public static Section Write(Case facts)
    {
        string[] replace = ["A new one is made, with no more rights than needed", "It stands in the secret store, not in code", "Every user of the old one is listed, and told", "The new one is tried in staging, then in production"];
        string[] revoke = ["The old one is revoked", "The old one was tried and is refused"];
        var outlives = facts.Facts.Of("outlives-rotation");
        IEnumerable<string> items =
        [
            facts.Exposure?.First is { } first ? $"Time since when it was readable is written down (at the latest {first.Day})" : "Time since when it was readable is written down",
            .. facts.Decision.Order == Order.ContainFirst ? [.. revoke, .. replace] : (string[])[.. replace, .. revoke],
            .. outlives is { Said: true, Nothing: false } ? [Outliving(outlives)] : (string[])[],
            "Logs are saved, and looked through from that time on", "Verdict on misuse is written down, with what could not be seen",
            .. facts.Exposure is { } exposure ? exposure.Places.Where(p => p.InCurrentTree).Select(p => $"The value is out of {p.At}").Distinct().Take(8) : ["The value is out of the code, the logs and the chats where it stood"],
            "The history is cleaned, or it is written down why not", "A scan runs before commits and in the pipeline", "Who had to be told was told: owners, customers, data protection",
        ];
        var chapter = new Chapter("checklist", "Checklist", facts);
        return chapter.Add(new Block(BlockKind.Checklist, Origin.Everywhere, [.. items])).End();
    }

    private static string Outliving(Fact outlives) => outlives.Lines is [{ Length: <= 100 } only]
        ? $"What outlives it is ended: {Prose.Clause(only)}"
        : "What outlives it is ended, or known to have run out; \"Revoke it, step by step\" names it";
}
