using Stanch.Detection;
using Stanch.Images;
using Stanch.Scanning.Content;

namespace Stanch.Scanning.Merging;

/// <summary>A secret at one place, after all versions and names of the same content have been laid together.</summary>
internal sealed record Occurrence
{
    public required Origin Origin { get; init; }
    public required Match Match { get; init; }
    public required Place Place { get; init; }
    /// <summary>Relative to the target.</summary>
    public required string File { get; init; }
    /// <summary>Its end that leads on inside of a container; null: it is a file of its own.</summary>
    public string? Entry { get; init; }
    public CommitOrigin? Commit { get; init; }
    public IReadOnlyList<string> OtherPaths { get; init; } = [];
    /// <summary>The variable or key that the value is given to, where the detector says.</summary>
    public string? Name => Match.Parts.FirstOrDefault(p => p.Name == "name") is { } part ? System.Text.Encoding.UTF8.GetString(part.Value) : null;
    /// <summary>Whether it has a path at all: a message has none.</summary>
    public bool HasPath => !File.StartsWith('<');
    /// <summary>Null: it stands in no image.</summary>
    public ImagePlace? Image { get; init; }
    /// <summary>As rules about paths name it.</summary>
    public string RulePath => Image?.Path ?? Origin.InPolicy(File);
    public bool InCurrentTree { get; init; }
    public bool Unreachable { get; init; }
}
