using System.Text.RegularExpressions;
using Stanch.Catalog;

namespace Stanch.Detection;

/// <summary>The allowances of users' rules that speak of places: decided once a match's path and commit are known.</summary>
public static class PlaceRules
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    /// <param name="path">With forward slashes.</param>
    /// <param name="commit">Full hex id, or null.</param>
    /// <returns>True when the match is allowed at that place.</returns>
    public static bool Allows(Match match, string path, string? commit)
    {
        foreach (var allowance in match.Pending)
        {
            if ((allowance.Paths.Length == 0 || InPaths(allowance, path)) && (allowance.Commits.Length == 0 || InCommits(allowance, commit))) return true;
        }
        foreach (var allowance in match.Detector.Allow)
        {
            if (!allowance.All && (InPaths(allowance, path) || InCommits(allowance, commit))) return true;
        }
        return false;
    }

    private static bool InCommits(Allowance allowance, string? commit) =>
        commit is not null && allowance.Commits.Any(c => c.Length >= 7 && commit.StartsWith(c, StringComparison.OrdinalIgnoreCase));

    private static bool InPaths(Allowance allowance, string path) =>
        allowance.Paths.Any(p => Regex.IsMatch(path, p, RegexOptions.CultureInvariant, Limit));
}
