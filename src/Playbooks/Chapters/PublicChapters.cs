using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

/// <summary>The playbook of a value that is publishable by design: no alarm, and what to look after all the same.</summary>
internal static class PublicChapters
{
    public static string Summary(Case facts) => $"No panic: the {facts.Detector!.Title} is made to be seen. Check that it is this key and not a secret one, and that it is limited to your own sites and apps.";

    public static IEnumerable<Section> Write(Case facts)
    {
        yield return AboutChapter.Write(facts);
        yield return new Chapter("now", "Right now", facts)
            .Text("Nothing has to be revoked. Whoever opens your page or app can read this key, and that is how it is meant to be.")
            .Steps("Make sure that it is what it looks like, and that no secret key of the same account stands beside it.",
                "See that it is limited to your own sites, apps and calls (below).", "If usage is not yours, replace it: first release the new one, then end the old one.")
            .End();
        yield return new Chapter("restrict", "What to restrict", facts)
            .Address("console", "Where").Say(("allow-list", "Allow list"), ("least-privilege", "Least privilege"), ("reach", "How far it reaches"), ("abuse", "What somebody can do with it")).End();
        yield return new Chapter("misuse", "Is it used by somebody else?", facts)
            .Say(("misuse", ""), ("usage", "Where usage is seen"), ("logs", "Logs"), ("log-blind", "What they can't show")).End();
        yield return new Chapter("generate", "If it has to be replaced", facts)
            .Say(("overlap", "Old and new side by side"), ("generate", "Make a new one"), ("revoke", "End the old one"), ("stops", "What stops working")).End();
        yield return new Chapter("checklist", "Checklist", facts).Add(new Block(BlockKind.Checklist, Origin.Everywhere,
            ["It is the publishable key, not the secret one", "It is limited to your own sites, apps and calls", "Usage was looked at, and is yours", "The scan's finding is marked as known: stanch ignore " + (facts.Exposure?.Fingerprint ?? "FINGERPRINT") + " --reason \"public by design\""])).End();
    }
}
