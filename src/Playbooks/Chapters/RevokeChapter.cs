using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

internal static class RevokeChapter
{
    public static Section Write(Case facts)
    {
        var chapter = new Chapter("revoke", "Revoke it, step by step", facts);
        var contain = facts.Decision.Order == Order.ContainFirst;
        chapter.Text(contain
            ? "You contain first, so step 3 comes before the others now. Where there is time, this is the order that breaks nothing."
            : "In this order nothing breaks. If you see misuse on the way, go to step 3 at once.");
        chapter.Heading("1. Generate a new one").Text("See \"Make a new one\". Try it before anybody depends on it.").Say("overlap", "Old and new side by side");
        if (facts.Retire.Any(c => c.AtIssue)) chapter.Warn("By the API call, the new one ends the old one, at once or at the time that the call names: read its docs before you send it.");
        chapter.Heading("2. Update every service").Text("See \"What will stop working\". Replace it in the store first, then restart or reload what reads it, one service after the other.");
        chapter.Heading("3. Deactivate the old one, when all are updated").Say("revoke").Command("revoke-call", "The same as a command").Say("revoke-takes", "Until it is refused");
        chapter.Calls("The provider's API can do it", facts.Revoke);
        chapter.Calls("After a rotation, the API ends the old one", [.. facts.Retire.Where(c => !c.AtIssue)]);
        chapter.Say(("outlives-rotation", "What outlives it"), ("break-glass", "Break glass"));
        return chapter.Heading("4. Watch afterwards")
            .Steps("Try the old one: it has to be refused.", "Watch errors of your services for a day, and once through every job that runs weekly or monthly.",
                "Watch the provider's logs for attempts with the old one. They show who still has it.", "Keep the report, the times and the verdict with the incident.")
            .End();
    }
}
