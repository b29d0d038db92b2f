using Stanch.Catalog;
using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

/// <summary>For a reader who knows the provider and not yet the type: which one it is, and what all of them share.</summary>
internal static class ProviderChapters
{
    public static string Summary(Case facts, IReadOnlyList<Case> types) => types.All(t => t.Detector!.Public)
        ? $"No panic: what the catalog knows of {facts.Provider.Name} is made to be seen."
        : $"Find out which of the {types.Count} it is, and follow its own playbook. If you can't tell within minutes, take it for the worst of them.";

    public static IEnumerable<Section> Write(Case facts, IReadOnlyList<Case> types)
    {
        var worst = types.Where(t => !t.Detector!.Public).MaxBy(t => t.Detector!.Severity) ?? types[0];
        yield return Now(facts, worst);
        yield return Which(types, worst, facts);
        if (Ends(facts, types) is { Blocks.Count: > 0 } ends) yield return ends;
        var about = new Chapter("about", "What they are", facts).Say("what").Say("use-cases", "Used for").Say("reach", "How far they reach").Say("leaks", "Usual ways in which they leak");
        if (about.End() is { Blocks.Count: > 0 } shared) yield return shared;
        yield return Misuse(facts);
        if (LinkChapter.Write(facts) is { } links) yield return links;
    }

    private static Section Which(IReadOnlyList<Case> types, Case worst, Case facts) => new Chapter("which", "Which one leaked?", facts)
        .Add(new Block(BlockKind.List, Origin.Provider, [.. types.OrderByDescending(t => t.Detector!.Severity).ThenBy(t => t.Detector!.Public).Select(Line)]))
        .Code("Ask for the one that it is", "shell", $"stanch playbook {worst.Detector!.Id}")
        .Code("Let the scan tell which it is, and fill in file, line and commit", "shell", "stanch scan PATH --report json=report.json\nstanch playbook --finding FINGERPRINT --scan report.json")
        .End();

    private static string Line(Case type)
    {
        var d = type.Detector!;
        var order = d.Public ? "public by design" : type.Decision.Order == Order.ContainFirst ? "contain first" : "continuity first";
        var named = type.Facts.Map("variables").Select(v => v.Value).ToList();
        return $"{d.Id} ({d.Severity.ToString().ToLowerInvariant()}, {order}): {d.Title}{(named.Count > 0 ? $"; usually in {string.Join(", ", named)}" : "")}";
    }

    private static Section Now(Case facts, Case worst) => new Chapter("now", "Right now", facts)
        .Steps(
            "Write down the time now, and since when it was readable by others. Keep the commit, post or log for now; it is evidence.",
            $"Tell by its name, its place and its shape which of those below it is, and ask for that one's playbook: stanch playbook {worst.Detector!.Id}, for one.",
            "Do what stands under \"Right now\" there.",
            "Look for the provider's other credentials in the same place: they seldom leak alone.")
        .Say("break-glass", "If somebody uses it now, or you can't tell which it is").Address("console", "Where they are managed").End();

    private static Section Ends(Case facts, IReadOnlyList<Case> types)
    {
        var chapter = new Chapter("revoke", "How they are ended", facts).Say("revoke");
        var own = types.Where(t => t.Facts.Of("revoke") is { From: Origin.Type }).Select(t => $"{t.Detector!.Id}: {Prose.Paragraph(t.Facts.Of("revoke").Lines)}").ToList();
        if (own.Count > 0) chapter.Add(new Block(BlockKind.List, Origin.Provider, own) { Label = "In their own way", Key = "revoke" });
        return chapter.Say("outlives-rotation", "What outlives it").End();
    }

    private static Section Misuse(Case facts)
    {
        var chapter = new Chapter("misuse", "Was it used by somebody else?", facts).Say("misuse").Say("logs", "Logs").Say("log-fields", "Fields that tell").Say("log-retention", "How far back they go")
            .Say("log-blind", "What they can't show").Say("usage", "Where usage is seen").Say("sessions", "Sessions");
        foreach (var log in facts.Logs)
        {
            chapter.Code($"Log: {log.Name} (only reads; nothing here is sent by Stanch)", "http", log.Call.Text, Origin.Provider);
            chapter.Text($"Each event tells: {string.Join(", ", log.Fields)}. {(log.TellsAddress ? "Compare the addresses with your own." : "It tells no address, so it can't show from where.")}");
        }
        return chapter.List("Signs", "Addresses, hours or clients that are not yours", "New keys, users, webhooks or rules that nobody of yours made", "Bulk reads: lists, exports, downloads", "More usage than in the weeks before").End();
    }
}
