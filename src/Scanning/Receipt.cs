using Stanch.Scanning.Checking;
using Stanch.Sources;

namespace Stanch.Scanning;

/// <summary>What a run looked at, in numbers and names: part of every report, so that nobody has to take "clean" on trust.</summary>
public sealed record Receipt
{
    /// <summary>As the user named them.</summary>
    public required IReadOnlyList<string> Targets { get; init; }
    /// <summary>What was asked of each: <c>tree</c>, <c>history</c>, <c>staged</c>, <c>range A..B</c>, <c>stdin</c>.</summary>
    public required IReadOnlyList<string> Scope { get; init; }
    public required Coverage Coverage { get; init; }
    public required string CatalogHash { get; init; }
    public required int Detectors { get; init; }
    public required string EngineVersion { get; init; }
    public required DateTimeOffset Started { get; init; }
    public required TimeSpan Duration { get; init; }
    /// <summary>Findings left out because an ignore entry, a baseline or an inline mark covers them; key = reason, as in <c>baseline</c>.</summary>
    public required IReadOnlyDictionary<string, int> Ignored { get; init; }
    /// <summary>How sure a finding had to be, and how much was not; more than one when repositories of the run ask for different ones.</summary>
    public IReadOnlyList<ThresholdInForce> Thresholds { get; init; } = [];
    /// <summary>Ignore entries that have run out, that hide nothing, … one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
    /// <summary>Null: nothing was asked of any provider.</summary>
    public CheckReceipt? Checks { get; init; }
    public bool Partial => Coverage.Partial;
}

/// <summary>A finished run.</summary>
/// <param name="Findings">Sorted by severity (worst first), detector, fingerprint, file, line.</param>
public sealed record ScanResult(IReadOnlyList<Finding> Findings, Receipt Receipt);
