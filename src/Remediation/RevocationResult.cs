using Stanch.Providers.Checks;

namespace Stanch.Remediation;

public enum RevocationOutcome
{
    /// <summary>It was dead before anything was sent.</summary>
    AlreadyDead,
    /// <summary>A check says so.</summary>
    Dead,
    /// <summary>A check still says that it works.</summary>
    StillLive,
    /// <summary>The provider will not do it for who asked.</summary>
    Refused,
    /// <summary>Whether it works is not known.</summary>
    NotKnown,
    Interrupted,
}

/// <param name="Detail">A sentence for people.</param>
public sealed record RevocationResult(RevocationOutcome Outcome, string Detail, CheckVerdict Last)
{
    /// <summary><c>still-live</c></summary>
    public string Word => Outcome switch
    {
        RevocationOutcome.AlreadyDead => "already-dead",
        RevocationOutcome.StillLive => "still-live",
        RevocationOutcome.NotKnown => "not-known",
        var plain => plain.ToString().ToLowerInvariant(),
    };
}

/// <summary>What happens, while it happens.</summary>
/// <param name="Verdict">Null: the text says all.</param>
public sealed record RevocationNews(string Text, CheckVerdict? Verdict = null);

/// <summary>What the user allowed, and for how long it is waited.</summary>
public sealed record RevocationOptions
{
    /// <summary>Steps that can't be taken back may be done.</summary>
    public bool Irreversible { get; init; }
    /// <summary>Do it although no check says that it works.</summary>
    public bool Force { get; init; }
    /// <summary>How long its check is asked until it says that it is dead.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(2);
    public TimeProvider Clock { get; init; } = TimeProvider.System;
    public string Version { get; init; } = "";
}
