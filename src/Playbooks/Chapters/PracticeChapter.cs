using Stanch.Playbooks.Advice;

namespace Stanch.Playbooks.Chapters;

internal static class PracticeChapter
{
    public static Section Write(Case facts) => new Chapter("practice", "Do better from now on", facts)
        .Say(("least-privilege", "Least privilege"), ("allow-list", "Allow list"), ("rotate-every", "Rotation"), ("storage", "Storage"))
        .List("Always", "One credential for each service and environment, so that one can be ended alone", "A named owner, and a written list of who uses it",
            "A scan before every commit and in the pipeline")
        .Code("Before every commit", "shell", "stanch scan --staged")
        .End();
}
