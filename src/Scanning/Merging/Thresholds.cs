using Stanch.Scanning.Content;

namespace Stanch.Scanning.Merging;

/// <summary>Which threshold holds where, and what stayed below it.</summary>
internal sealed class Thresholds(ScanRequest request)
{
    public const string SetByDefault = "default", SetByUser = "command line";

    private readonly Dictionary<(ConfidenceThreshold, string SetBy), HashSet<Secret>> below = [];

    /// <summary>The user's, else the repository's, else the default. Notes that the secret is below it, if it is.</summary>
    public bool Passes(Secret secret, Origin origin)
    {
        var (threshold, setBy) = Of(origin);
        if (secret.Confidence >= threshold.AtLeast) return true;
        if (!below.TryGetValue((threshold, setBy), out var secrets)) below[(threshold, setBy)] = secrets = new HashSet<Secret>(ReferenceEqualityComparer.Instance);
        secrets.Add(secret);
        return false;
    }

    public IReadOnlyList<ThresholdInForce> InForce(IEnumerable<Origin> origins)
    {
        var groups = origins.GroupBy(Of).ToList();
        return [.. groups.Select(g => new ThresholdInForce(g.Key.Threshold, g.Key.SetBy, below.GetValueOrDefault(g.Key)?.Count ?? 0,
            groups.Count == 1 ? [] : [.. g.Select(o => o.Name.Length > 0 ? o.Name : ".").Distinct().Order(StringComparer.Ordinal)]))];
    }

    private (ConfidenceThreshold Threshold, string SetBy) Of(Origin origin) =>
        request.Threshold is { } asked ? (asked, SetByUser)
        : !request.ShowIgnored && origin.Policy.Configuration is { Threshold: { } set } configuration ? (set, configuration.File)
        : (ConfidenceThreshold.Default, SetByDefault);
}
