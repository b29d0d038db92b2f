using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

/// <summary>The next ten minutes.</summary>
internal static class NowChapter
{
    public static string Summary(Case facts) => facts.Facts.Of("revoke").Nothing
        ? "Nothing has to be revoked. See that nothing of yours still uses it, and that it was not misused."
        : facts.Decision.Order == Order.ContainFirst
        ? "Contain first: revoke it now, then put a new one in its place, then look for misuse."
        : "Continuity first: make a new one and put it in place everywhere, then end the old one; revoke at once if you see misuse.";

    public static Section Write(Case facts)
    {
        var chapter = new Chapter("now", "Right now", facts);
        var contain = facts.Decision.Order == Order.ContainFirst;
        var order = facts.Facts.Of("revoke").Nothing ? "Nothing has to be revoked." : contain ? "Contain first: end the old one, then repair what stopped." : "Continuity first: replace it everywhere, then end the old one.";
        if (facts.Decision.From == Origin.Family) chapter.Text(order).Add(new Block(BlockKind.Text, Origin.Family, [facts.Decision.Why]) { Key = "order-why" });
        else chapter.Add(new Block(BlockKind.Text, facts.Decision.From, [$"{order} {facts.Decision.Why}"]) { Key = "order-why" });
        if (facts.Request.Misuse == Misuse.None && contain)
            chapter.Text("You saw no misuse. If few people could read the place where it leaked, you may replace it everywhere first; be done today.");
        var steps = new List<string> { NoteTheTime(facts) };
        if (contain) Contain(facts, steps);
        else Continue(facts, steps);
        chapter.Steps(steps);
        if (!facts.Facts.Of("break-glass").Nothing) chapter.Say("break-glass", "If it can't wait or does not stop");
        if (facts.Exposure is { } exposure && exposure.Places.All(p => p.Commit is null)) chapter.Text(
            "The scan saw it in no commit. If it was never pushed, pasted or deployed, take it out of the file before you commit, and replace it when it suits you.");
        return chapter.End();
    }

    private static string NoteTheTime(Case facts) => facts.Exposure?.First is { } first
        ? $"Write down the time now and the time since when it was readable: commit {first.Short} of {first.Day} at the latest. Keep the commit for now; it is evidence."
        : "Write down the time now, and since when it was readable by others. Keep the commit, post or log for now; it is evidence.";

    private static void Contain(Case facts, List<string> steps)
    {
        if (!facts.Facts.Of("revoke").Nothing) steps.Add($"Revoke it{Where(facts)}{General(facts, "revoke")} {How(facts, "revoke")}");
        if (End(facts) is { } end) steps.Add(end);
        if (Make(facts, "", " and give it to the services that need it") is { } make) steps.Add(make);
        steps.Add(LookForMisuse(facts));
        steps.Add("Tell your security contact and everybody whose service uses it. A message to copy stands under \"What will stop working\".");
    }

    private static void Continue(Case facts, List<string> steps)
    {
        if (Make(facts, Where(facts), "") is { } make) steps.Add(make);
        steps.Add($"Put it into your secret store, and let every service that uses {facts.Variable} take it from there. \"What will stop working\" says how to find them all.");
        if (!facts.Facts.Of("revoke").Nothing) steps.Add($"When all of them run with the new one, end the old one{General(facts, "revoke")} {How(facts, "revoke")}");
        if (End(facts) is { } end) steps.Add(end);
        steps.Add($"{LookForMisuse(facts)} If you see a use that is not yours, stop here and revoke at once.");
    }

    /// <summary>Where none of its kind can be had any more, what is put in its place.</summary>
    private static string? Make(Case facts, string where, string then)
    {
        var generate = facts.Facts.Of("generate");
        if (!generate.Nothing) return $"Make a new one{where}{then}{General(facts, "generate")} {How(facts, "generate")}";
        var instead = generate.Lines[0].StartsWith("None", StringComparison.OrdinalIgnoreCase) ? generate.Lines[0].Split(';', 2)[1..] : [];
        return instead.Length == 0 ? null : $"Put something else in its place, since no new one of its kind can be made: {Prose.Paragraph([instead[0].Trim(), .. generate.Lines.Skip(1)])}";
    }

    private static string Where(Case facts) => facts.Facts.Of("console") is { Said: true } console ? $" at {console.Lines[0]}" : facts.Nobodys || facts.Detector?.Family is "database" or "connection-string" ? "" : $" at {facts.Provider.Name}";

    /// <summary>All of it when it is short, else its first step and where the rest stands.</summary>
    private static string How(Case facts, string key)
    {
        var fact = facts.Facts.Of(key);
        var section = key == "generate" ? "Make a new one" : "Revoke it, step by step";
        if (!fact.Said) return facts.Provider.Docs.Length > 0 ? $"see {facts.Provider.Docs}." : $"see \"{section}\".";
        return fact.Lines.Count <= 3 ? Prose.Paragraph(fact.Lines) : $"{Prose.Paragraph(fact.Lines.Take(2))} The rest stands under \"{section}\".";
    }

    /// <summary>General advice is marked as such in the middle of a step too.</summary>
    private static string General(Case facts, string key) => facts.Facts.Of(key) is { Said: true, From: Origin.Family } ? ". In general:" : ":";

    private static string? End(Case facts)
    {
        var outlives = facts.Facts.Of("outlives-rotation");
        if (!outlives.Said || outlives.Nothing) return null;
        return $"End what outlives it, where that can be{General(facts, "outlives-rotation")} {How(facts, "outlives-rotation")}";
    }

    private static string LookForMisuse(Case facts)
    {
        var misuse = facts.Facts.Of("misuse");
        var first = misuse is { Said: true, Nothing: false } && misuse.From != Origin.Family ? $" Begin with: {Prose.Sentence(misuse.Lines[0])}" : "";
        return $"Look for uses that were not yours: \"Was it used by somebody else?\".{first}";
    }
}
