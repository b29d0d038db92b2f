namespace Stanch.Playbooks;

/// <summary>What the reader knows already, and what they want to see.</summary>
public sealed record PlaybookRequest
{
    public static PlaybookRequest Plain { get; } = new();

    public Misuse Misuse { get; init; }
    /// <summary>One of the snippet languages; null: the finding's own, else the usual ones.</summary>
    public string? Language { get; init; }
    /// <summary>One of the snippet stores; null: the environment.</summary>
    public string? Store { get; init; }
    public Exposure? Exposure { get; init; }
    /// <summary>Whoever shows it brings the programs that read the credential.</summary>
    internal bool CodeElsewhere { get; init; }
}
