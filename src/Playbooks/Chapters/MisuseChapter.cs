using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

/// <summary>Was it used by somebody else? Absence of a sign is said to be what it is.</summary>
internal static class MisuseChapter
{
    public static Section Write(Case facts)
    {
        var chapter = new Chapter("misuse", "Was it used by somebody else?", facts);
        var since = facts.Exposure?.First is { } first ? $"{first.Day}, when commit {first.Short} was made, or before" : "the first moment at which others could read it";
        chapter.Text($"Look at the time from {since}, until some days after the old one was refused.");
        chapter.Heading("Access logs").Say(("misuse", ""), ("logs", "Logs"), ("log-fields", "Fields that tell"), ("log-retention", "How far back they go"), ("log-blind", "What they can't show"));
        if (Host(facts) is { Length: > 0 } hosts) chapter.Text($"In your own proxy, firewall and DNS logs: connections to {hosts} from machines that have no business there.");
        Signs(chapter);
        chapter.Heading("Usage").Say("usage", "Where usage is seen").List("Signs", "More calls or traffic than in the same hours of the weeks before", "Calls, regions or features that you never use", "Errors for missing rights: somebody tries what the credential can do");
        chapter.Heading("Active connections and sessions").Say("sessions", "Where they are seen and ended");
        if (!facts.Facts.Of("sessions").Nothing) chapter.Text("For each one ask: whose is it, from where, since when? End those that nobody claims.");
        Api(chapter, facts);
        return chapter.Heading("Verdict")
            .Steps("Write down what you looked at, over which time, and what you could not see.", "Nothing found in logs that are complete: probably not misused. Nothing found in logs that have gaps: not known.",
                "Found a use that is not yours: treat it as an incident. Revoke now, keep the logs, and tell those who are responsible for security and data protection.")
            .End();
    }

    private static void Signs(Chapter chapter) => chapter.List("Signs", "Addresses, networks or countries that are not those of your services and people",
        "Hours at which nothing of yours runs", "User agents and clients that you don't use", "New keys, users, webhooks or rules that nobody of yours made", "Bulk reads: lists, exports, downloads");

    private static void Api(Chapter chapter, Case facts)
    {
        if (facts.Logs.Count == 0 && facts.Check.Count == 0) return;
        chapter.Heading("What the API tells").Text("Nothing here is sent by Stanch. Names in braces have to be put in; send it with an administrator's credential, not with the leaked one.");
        foreach (var log in facts.Logs)
        {
            chapter.Code($"Log: {log.Name} (only reads)", "http", log.Call.Text, Origin.Provider);
            if (log.Times.Length > 0) chapter.Text(log.Times);
            chapter.Text($"Each event tells: {string.Join(", ", log.Fields)}. {(log.TellsAddress ? "Compare the addresses with your own." : "It tells no address, so it can't show from where.")}");
            if (log.Source.Length > 0) chapter.Add(new Block(BlockKind.Links, Origin.Provider, [log.Source]) { Label = "What describes it" });
        }
        chapter.Calls("Is it still alive? After revoking, this has to be refused", facts.Check);
    }

    private static string Host(Case facts) => string.Join(", ", facts.Provider.Hosts.Where(h => !h.StartsWith('{')));
}
