using Stanch.Providers.Checks;

namespace Stanch.Providers.Reach;

/// <summary>What a provider answered to one question.</summary>
public enum ReachAnswer
{
    /// <summary><see cref="AskedQuestion.Detail"/> says why.</summary>
    Unknown,
    /// <summary>Something that an earlier answer should have given, or a part, was missing.</summary>
    NotAsked,
    Refused,
    Allowed,
}

/// <summary>A list that was read.</summary>
/// <param name="Count">How many there are: as the provider says, else as many as were seen.</param>
/// <param name="Complete">All pages were read, or the provider says how many there are.</param>
/// <param name="Counts">How many of those that were seen have a property.</param>
/// <param name="Rows">Those that were seen, with what is kept of each.</param>
/// <param name="Names">How each is called in a sentence.</param>
public sealed record ReachList(int Count, bool Complete, IReadOnlyList<KeyValuePair<string, int>> Counts, IReadOnlyList<IReadOnlyList<KeptFact>> Rows, IReadOnlyList<string> Names);

/// <summary>One question and its answer.</summary>
/// <param name="May">What it may do if the answer is a yes.</param>
/// <param name="Request">As the provider file has it, nothing filled in.</param>
/// <param name="Detail">What decided, or why nothing is known; nothing of the secret or of the answer's body.</param>
public sealed record AskedQuestion(string May, string Request, ReachAnswer Answer, Doubt Doubt, string Detail)
{
    /// <summary>The last answer that came; null: none did.</summary>
    public SeenAnswer? Seen { get; init; }
    public IReadOnlyList<KeptFact> Facts { get; init; } = [];
    public ReachList? List { get; init; }
    /// <summary>What an answer that is no yes says of itself: its sentence, its code, pages to read.</summary>
    public IReadOnlyList<KeptFact> Error { get; init; } = [];
    /// <summary>The answer in plain sentences.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];
    /// <summary>The sentences are of the provider file's own making, and more than that it may or may not.</summary>
    public bool Told { get; init; }

    /// <summary><c>allowed</c>, <c>refused</c>, <c>unknown</c>, <c>not-asked</c>.</summary>
    public string Word => Answer == ReachAnswer.NotAsked ? "not-asked" : Answer.ToString().ToLowerInvariant();
}

/// <summary>What a credential opens.</summary>
/// <param name="Verdict">Of the check that came first: only what works is asked further.</param>
/// <param name="Asked">Null: nothing was asked.</param>
public sealed record Reached(CheckVerdict Verdict, IReadOnlyList<AskedQuestion>? Asked = null)
{
    /// <summary>Some question has no answer.</summary>
    public bool Partial => Verdict.Life == Life.Unknown || Asked?.Any(a => a.Answer is ReachAnswer.Unknown or ReachAnswer.NotAsked) == true;
    /// <summary>What became of the token that was made to ask with; empty: none was.</summary>
    public string Minted { get; init; } = "";
}
