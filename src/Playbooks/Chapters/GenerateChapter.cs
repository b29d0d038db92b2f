using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

internal static class GenerateChapter
{
    public static Section Write(Case facts) => new Chapter("generate", "Make a new one", facts)
        .Address("console", "Where")
        .Say("generate")
        .Command("generate-call", "The same as a command")
        .Calls("The provider's API can make one", facts.Issue)
        .Text("Give it a name that says which service uses it and when it was made, and no more rights than that service needs. Don't reuse the old one's name: you will have to tell the two apart.")
        .End();
}
