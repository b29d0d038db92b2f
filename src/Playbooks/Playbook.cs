using Stanch.Catalog;

namespace Stanch.Playbooks;

/// <summary>What to do when one leaked: a document in sections that every format writes alike.</summary>
/// <param name="Id"><c>zoom/client-secret</c>, or the provider's id where it is about all of its types.</param>
/// <param name="Title">What leaked: <c>Zoom OAuth client secret</c>.</param>
/// <param name="Summary">The one sentence for somebody who reads no further.</param>
public sealed record Playbook(string Id, string Title, string Summary, IReadOnlyList<Section> Sections)
{
    public required Provider Provider { get; init; }
    /// <summary>Null: the playbook is about a provider, not about one type.</summary>
    public Detector? Detector { get; init; }
    /// <summary>What one of the family is called; empty where the playbook is about a provider.</summary>
    public string Family { get; init; } = "";
    /// <summary>Which comes first; null where that differs from type to type, or nothing has to be ended at all.</summary>
    public Order? Order { get; init; }
    public Misuse Misuse { get; init; }
    /// <summary>Where it was found, when a report was given.</summary>
    public Exposure? Exposure { get; init; }
}

/// <summary>Which comes first: the old one's end, or the services that use it.</summary>
public enum Order { ContainFirst, ContinuityFirst }

/// <summary>What is known about use by somebody else.</summary>
public enum Misuse { Unknown, Suspected, None }

/// <summary>How far an advice reaches: who says it.</summary>
public enum Origin
{
    /// <summary>Holds for every secret.</summary>
    Everywhere,
    /// <summary>Holds for the family, whoever the provider is.</summary>
    Family,
    /// <summary>Of this provider.</summary>
    Provider,
    /// <summary>Of this type, or of the very finding.</summary>
    Type,
}

/// <param name="Id">Stable: names the section in links and in JSON.</param>
public sealed record Section(string Id, string Title, IReadOnlyList<Block> Blocks);

public enum BlockKind { Text, Steps, List, Checklist, Heading, Code, Links, Unknown, Warning }

/// <summary>A piece of a section.</summary>
/// <param name="Lines">Paragraphs, steps, addresses; of <see cref="BlockKind.Code"/> its lines. As they are: each format makes them fit to be shown.</param>
public sealed record Block(BlockKind Kind, Origin From, IReadOnlyList<string> Lines)
{
    /// <summary>What it is about, in a few words; may be empty.</summary>
    public string Label { get; init; } = "";
    /// <summary>Stands before it where the reach of what is said changes: <c>In general, for API keys:</c></summary>
    public string Lead { get; init; } = "";
    /// <summary>The playbook key of the catalog that it comes from; may be empty.</summary>
    public string Key { get; init; } = "";
    /// <summary>Of <see cref="BlockKind.Code"/>: <c>python</c>, <c>shell</c>, <c>http</c>, <c>text</c>.</summary>
    public string Language { get; init; } = "";
}
