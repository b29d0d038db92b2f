namespace Stanch.Scanning.Ignoring;

/// <summary>Some text of a file and where it stands, so that whoever finds fault with it later can say where.</summary>
public sealed record Located(string Text, int Line, int Column);

/// <summary>What a repository's <c>.stanch.yaml</c> says.</summary>
public sealed record Configuration
{
    public const string FileName = ".stanch.yaml";

    /// <summary>As it is named in messages; empty when there is none.</summary>
    public string File { get; init; } = "";
    /// <summary>Null: the file sets none.</summary>
    public byte[]? Salt { get; init; }
    /// <summary>Globs of what is not scanned.</summary>
    public IReadOnlyList<Located> Paths { get; init; } = [];
    /// <summary>Detector ids, <c>*</c> for any characters.</summary>
    public IReadOnlyList<Located> ExcludedDetectors { get; init; } = [];
    /// <summary>Empty: all that are not excluded.</summary>
    public IReadOnlyList<Located> OnlyDetectors { get; init; } = [];
    public IReadOnlyList<IgnoreEntry> Ignore { get; init; } = [];
    /// <summary>Kinds of findings that are false alarms here.</summary>
    public IReadOnlyList<FalseAlarmRule> FalseAlarms { get; init; } = [];
    /// <summary>The least confidence that is reported; null: the file asks for none.</summary>
    public ConfidenceThreshold? Threshold { get; init; }

    public bool Selects(string detector) =>
        (OnlyDetectors.Count == 0 || OnlyDetectors.Any(p => Matches(p, detector))) && !ExcludedDetectors.Any(p => Matches(p, detector));

    /// <summary>Names of detectors that none of <paramref name="detectors"/> answers to: a misspelt <c>only</c> would scan for nothing.</summary>
    public IReadOnlyList<ConfigurationError> UnknownDetectors(IReadOnlyCollection<string> detectors) =>
        [.. OnlyDetectors.Concat(ExcludedDetectors).Where(p => !detectors.Any(d => Matches(p, d)))
            .Select(p => new ConfigurationError(File, p.Line, p.Column, "CFG014", $"no detector answers to {ConfigurationError.Quote(p.Text)}"))];

    private static bool Matches(Located pattern, string detector) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Text, detector, ignoreCase: false);
}
