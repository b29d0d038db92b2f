using System.Collections.Concurrent;
using Stanch.Catalog;
using Stanch.Detection;
using Stanch.Sources.Files;

namespace Stanch.Scanning.Content;

/// <summary>The rules of detectors that speak of places. In history a blob's paths are known only after the walk, so they are asked there again.</summary>
internal sealed class PathRules
{
    private readonly ConcurrentDictionary<Detector, Glob[]> globs = new(ReferenceEqualityComparer.Instance);

    public static bool Has(Match match) =>
        match.Detector.Paths.Length > 0 || match.Pending.Count > 0 || match.Detector.Allow.Any(a => a.Paths.Length > 0 || a.Commits.Length > 0);

    /// <param name="path">With forward slashes; null: the content has no path (a message, standard input).</param>
    public bool Allow(Match match, string? path, string? commit)
    {
        if (!Has(match)) return true;
        if (match.Detector.Paths.Length > 0)
        {
            if (path is null) return false;
            var allowed = globs.GetOrAdd(match.Detector, static d => [.. d.Paths.Select(p => Glob.Parse(p))]);
            if (!allowed.Any(g => g.IsMatch(path))) return false;
        }
        return !PlaceRules.Allows(match, path ?? "", commit);
    }
}
