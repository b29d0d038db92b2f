using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

/// <summary>Which services will stop working, how to find them, whom to tell.</summary>
internal static class ImpactChapter
{
    private const int LineLength = 84;

    public static Section Write(Case facts)
    {
        var chapter = new Chapter("impact", "What will stop working", facts);
        chapter.Say("stops");
        chapter.Heading("Find every user of it").Steps(
            $"Search all repositories for {Names(facts)} and for the store's path {facts.Shape.Path}.",
            "List the secrets of your CI systems, clusters, cloud functions and servers, and look for the same names.",
            "Look at the provider's list of last uses, or its log: each address and user agent is a service that you have to find.",
            "Ask in the team channels, and set a time by which to answer. Think of jobs that run once a month, partners, and laptops.");
        chapter.Code("Where it may stand", "shell", Search(facts));
        chapter.Heading("Tell them").Code("A message to copy", "text", Message(facts));
        chapter.Heading("Test the new one in staging").Steps("Put the new one into staging alone, and run what uses it: one read and one write.", "See in the provider's log that the calls came with the new one.",
            "Only then go on to production, one service at a time.");
        if (facts.Check.FirstOrDefault(c => c.Effect == "none") is { } check) chapter.Calls("A request that proves the new one works", [check]);
        return chapter.Heading("If it breaks")
            .Steps("Never go back to the leaked one. Make another new one instead.", "Keep the last working configuration of each service without the secret in it, so that a roll-back does not bring the old one back.",
                "If a service can't be updated in time, switch it off, or give it a credential of its own with fewer rights until it can.")
            .End();
    }

    private static string Names(Case facts) =>
        string.Join(", ", facts.Shape.Parts.Select(p => p.Variable).Concat(facts.Exposure?.Places.Select(p => p.Variable).Where(v => v.Length > 0) ?? []).Distinct());

    private static string Search(Case facts)
    {
        var variable = facts.Variable;
        return $"git grep -n {variable} $(git branch --all --format='%(refname)')\n"
            + $"kubectl get secrets,configmaps,deployments,cronjobs -A -o name\n"
            + $"gh secret list        # GitHub; GitLab: glab variable list\n"
            + $"grep -rn {variable} /etc/systemd /etc/cron* 2>/dev/null";
    }

    private static string Message(Case facts)
    {
        var what = facts.Detector?.Title ?? facts.Provider.Name + " credential";
        var stops = facts.Facts.Of("stops");
        var lines = new List<string>
        {
            $"Subject: Action needed today: the {what} is being replaced", "",
            $"The {what} has leaked. {(facts.Decision.Order == Order.ContainFirst ? "It is revoked as of now." : "It will be revoked at TIME.")}",
            $"If a service of yours uses it (look for {Names(facts)}), tell me by TIME and take the new one from STORE, path {facts.Shape.Path}.",
            "Don't copy it from a chat or a mail, and don't write it into a file of the repository.",
        };
        if (stops is { Said: true, Nothing: false }) lines.Add($"What stops working without the new one: {Prose.Sentence(stops.Lines[0])}");
        lines.AddRange(["If you see uses that are not yours, tell me at once.", "", "NAME, how to reach me"]);
        return string.Join('\n', lines.SelectMany(Wrapped));
    }

    /// <summary>As long as a line of a mail.</summary>
    private static IEnumerable<string> Wrapped(string line)
    {
        while (line.Length > LineLength && line.LastIndexOf(' ', LineLength) is > 0 and var at)
        {
            yield return line[..at];
            line = line[(at + 1)..];
        }
        yield return line;
    }
}
