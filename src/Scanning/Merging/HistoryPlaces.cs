using Stanch.Detection;
using Stanch.Scanning.Content;
using Stanch.Sources.Git;

namespace Stanch.Scanning.Merging;

/// <summary>
/// Where the history of one repository holds one value: versions of a file, and the names that the same content has had, are one place. Its commit
/// is the first, and the line is the one in that commit.
/// </summary>
internal sealed class HistoryPlaces
{
    /// <summary>More names than this of one content say nothing more.</summary>
    private const int MostPaths = 100;

    private readonly PathGroups groups = new();
    private readonly Dictionary<string, Group> byRoot = new(StringComparer.Ordinal);

    private sealed class Group
    {
        public required Version First { get; set; }
        public List<Version> Versions { get; } = [];
        public bool Claimed { get; set; }
    }

    /// <summary>One blob that holds the value, at the paths where the detector's rules let it count.</summary>
    internal sealed record Version(Sighting Sighting, BlobOrigin From, IReadOnlyList<string> Paths);

    public HistoryPlaces(IEnumerable<Version> versions)
    {
        List<Version> all = [.. versions];
        foreach (var version in all) groups.Join(version.Paths);
        foreach (var version in all)
        {
            var root = groups.Find(version.Paths[0])!;
            if (!byRoot.TryGetValue(root, out var group)) byRoot.Add(root, group = new Group { First = version });
            group.Versions.Add(version);
            if (Earlier(version, group.First)) group.First = version;
        }
    }

    /// <summary>What history knows of a place that was found in the current tree; it is then no place of its own any more.</summary>
    public (CommitOrigin? Commit, IReadOnlyList<string> OtherPaths) Claim(string path)
    {
        if (groups.Find(path) is not { } root) return (null, []);
        var group = byRoot[root];
        group.Claimed = true;
        return (CommitOf(group.First.From), Others(group, path));
    }

    /// <summary>The places that the current tree did not claim.</summary>
    public IEnumerable<Occurrence> Rest(Origin origin)
    {
        foreach (var group in byRoot.Values.Where(g => !g.Claimed))
        {
            var path = group.First.Paths[0];
            yield return new Occurrence
            {
                Origin = origin, Match = group.First.Sighting.Match, Place = group.First.Sighting.Place, File = path,
                Commit = CommitOf(group.First.From), OtherPaths = Others(group, path),
                Entry = Merge.EntryOf(group.First.Sighting), InCurrentTree = group.Versions.Exists(v => v.Paths.Any(v.From.InTip.Contains)),
            };
        }
    }

    private static List<string> Others(Group group, string path) =>
        [.. group.Versions.SelectMany(v => v.Paths).Where(p => p != path).Distinct(StringComparer.Ordinal).Take(MostPaths)];

    private static bool Earlier(Version a, Version b)
    {
        var order = a.From.Date.CompareTo(b.From.Date);
        if (order == 0) order = a.From.Commit.CompareTo(b.From.Commit);
        return order != 0 ? order < 0 : a.Sighting.Place.Start.Line < b.Sighting.Place.Start.Line;
    }

    /// <summary>None for what only a tag leads to.</summary>
    public static CommitOrigin? CommitOf(BlobOrigin from) => from.Commit.IsNone ? null : new CommitOrigin(from.Commit.ToString(), from.Author, from.Date);
}
