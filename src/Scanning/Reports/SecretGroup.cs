using Stanch.Catalog;
using Stanch.Providers.Checks;

namespace Stanch.Scanning.Reports;

/// <summary>One secret and all the places where its value stands.</summary>
/// <param name="Lead">The finding that speaks for all: the worst one.</param>
/// <param name="Places">What still stands in the current tree first; else in the order of the run.</param>
internal sealed record SecretGroup(Finding Lead, IReadOnlyList<Finding> Places)
{
    public string Fingerprint => Lead.Fingerprint;
    public Severity Severity => Lead.Severity;

    /// <summary>The best that any of its places got; null: nobody asked.</summary>
    public CheckVerdict? Verdict => Places.Select(f => f.Verdict).OfType<CheckVerdict>().MaxBy(v => v.Life);

    /// <summary>Detectors other than the lead's that took the same value for theirs.</summary>
    public IEnumerable<string> OtherDetectors =>
        Places.Select(f => f.Detector.Id).Where(id => id != Lead.Detector.Id).Distinct().Order(StringComparer.Ordinal);

    /// <summary>When it first got into a commit, as far as the run knows.</summary>
    public DateTimeOffset? ExposedSince => Places.Min(f => f.Commit?.Date);

    /// <summary>In the order in which the fingerprints first come up.</summary>
    public static IReadOnlyList<SecretGroup> Of(IReadOnlyList<Finding> findings) =>
    [
        .. findings.GroupBy(f => f.Fingerprint, StringComparer.Ordinal)
            .Select(g => new SecretGroup(g.MaxBy(f => f.Severity)!, [.. g.OrderBy(f => !f.InCurrentTree)])),
    ];
}
