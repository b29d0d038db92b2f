using System.IO.Enumeration;
using Stanch.Sources.Files;

namespace Stanch.Scanning.Ignoring;

/// <summary>Findings of one kind that are false alarms in this repository: an entry of <c>false-alarms</c>. It hides a place if all that it says is so there.</summary>
/// <param name="Detector">Id, <c>*</c> for any characters.</param>
/// <param name="Reason">Why they are none; never empty.</param>
public sealed record FalseAlarmRule(string Detector, string Reason)
{
    private Glob? glob;

    /// <summary>Where they stand, as in <see cref="Configuration.Paths"/>; null: anywhere.</summary>
    public string? Path { get; init; }
    /// <summary>What the value is given to, <c>*</c> for any characters; null: whatever it is.</summary>
    public string? Name { get; init; }
    /// <summary>1-based, in the file that it was read from.</summary>
    public int Line { get; init; }

    /// <param name="name">Of the variable or key that the value is given to; null: the detector doesn't say.</param>
    /// <param name="paths">All names of the content, from the folder of the configuration; empty: it has none.</param>
    public bool Hides(string detector, string? name, IReadOnlyList<string> paths) =>
        FileSystemName.MatchesSimpleExpression(Detector, detector, ignoreCase: false)
        && (Name is null || (name is not null && FileSystemName.MatchesSimpleExpression(Name, name, ignoreCase: false)))
        && (Path is null || (paths.Count > 0 && paths.All(p => (glob ??= Glob.Parse(Path)).IsMatch(p))));

    /// <summary>What tells it from others.</summary>
    internal string Key => $"{Detector}\n{Path}\n{Name}";

    /// <summary>The same rule, wherever it stands and whatever was made of its path.</summary>
    internal bool SameAs(FalseAlarmRule other) => Key == other.Key && Reason == other.Reason;
}
