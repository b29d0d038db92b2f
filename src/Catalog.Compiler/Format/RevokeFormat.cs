namespace Stanch.Catalog.Compiler.Format;

/// <summary>How a credential is ended: requests in order, each with rules for its answer, or the steps for a person.</summary>
internal static class RevokeFormat
{
    /// <param name="request">The fields of every request.</param>
    /// <param name="answer">What an answer must be to mean something.</param>
    public static RecordShape Step(Field[] request, RecordShape answer) => new(
    [
        .. request,
        new("does", new TextShape { Help = "What the step does, for people; left out: the request says it" }),
        new("takes", new TextShape { Help = "What goes with it: other tokens of the grant, sessions" }),
        new("reversible", new FlagShape { Help = "It can be taken back; left out: it can't" }),
        new("optional", new FlagShape { Help = "Done only when all that it is given is there; without it the credential is dead too" }),
        new("done", answer with { Help = "The provider did it" }, Need.Shipped),
        new("gone", answer with { Help = "There was nothing left to do" }),
        new("refused", answer with { Help = "The provider will not do it for who asks" }),
    ])
    { Name = "revocation" };
}
