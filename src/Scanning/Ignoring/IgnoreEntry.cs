namespace Stanch.Scanning.Ignoring;

/// <summary>A value that its people know and have decided about.</summary>
/// <param name="Fingerprint">Under the salt of the file that the entry stands in.</param>
/// <param name="Reason">Why it is no danger; never empty.</param>
public sealed record IgnoreEntry(string Fingerprint, string Reason)
{
    /// <summary>What it was found as: for readers, it decides nothing.</summary>
    public string? Detector { get; init; }
    public string? By { get; init; }
    /// <summary>The last day on which it holds.</summary>
    public DateOnly? Until { get; init; }
    /// <summary>1-based, in the file that it was read from.</summary>
    public int Line { get; init; }

    public bool HoldsOn(DateOnly day) => Until is not { } last || day <= last;
}
