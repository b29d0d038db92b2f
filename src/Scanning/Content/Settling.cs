using Stanch.Detection;
using Stanch.Scanning.Merging;
using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Scanning.Content;

/// <summary>Settles contested bytes of a blob's matches, with the rules about places heard first as far as the place is known.</summary>
internal static class Settling
{
    /// <returns>Ascending by position. <paramref name="matches"/> stays as it is.</returns>
    public static List<Match> Settle(List<Match> matches, Provenance provenance, PathRules rules)
    {
        if (!matches.Exists(PathRules.Has)) return Settled(matches);
        if (provenance.Root is not GitBlobProvenance)
        {
            var path = provenance.Root is FileProvenance or StagedProvenance ? provenance.Describe() : ImagePlaces.PathOf(provenance);
            return Settled(matches.Where(m => rules.Allow(m, path, commit: null)));
        }
        // The paths of a blob come with the walk of the history, which then chooses: both what wins with the detectors of certain places, and without.
        var either = new HashSet<Match>(Settled(matches), ReferenceEqualityComparer.Instance);
        either.UnionWith(Settled(matches.Where(m => !PathRules.Has(m))));
        return [.. either.OrderBy(m => m.At.Start).ThenBy(m => m.At.End).ThenBy(m => m.Detector.Id, StringComparer.Ordinal)];
    }

    private static List<Match> Settled(IEnumerable<Match> matches)
    {
        List<Match> settled = [.. matches];
        Contest.Settle(settled);
        return settled;
    }
}
