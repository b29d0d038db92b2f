using Stanch.Providers.Checks;

namespace Stanch.Providers.Revoking;

/// <summary>What came of a step.</summary>
public enum StepResult
{
    /// <summary>The provider did it.</summary>
    Done,
    /// <summary>There was nothing left to do.</summary>
    Gone,
    /// <summary>The provider will not do it for who asked.</summary>
    Refused,
    /// <summary>It did not reach the provider.</summary>
    NotSent,
    /// <summary>It may have been done or not.</summary>
    Unknown,
}

/// <param name="Detail">One sentence without the secret or anything of the answer's body.</param>
/// <param name="Answer">Null: none came.</param>
public sealed record StepOutcome(StepResult Result, string Detail, SeenAnswer? Answer = null)
{
    /// <summary>Empty: it was not known yet where to.</summary>
    public string Host { get; init; } = "";
    /// <summary>Empty behind a proxy.</summary>
    public string Address { get; init; } = "";

    /// <summary><c>not-sent</c></summary>
    public string Word => Result == StepResult.NotSent ? "not-sent" : Result.ToString().ToLowerInvariant();
}
