using Stanch.Catalog;
using Stanch.Archives;
using Stanch.Detection;
using Stanch.Images;
using Stanch.Scanning.Content;
using Stanch.Scanning.Ignoring;
using Stanch.Sources;
using Stanch.Sources.Git;

namespace Stanch.Scanning.Merging;

/// <summary>Lays the sightings of each value together: places instead of versions, one detector a value.</summary>
/// <param name="unreachable">Report what stands only in objects that no ref leads to.</param>
internal sealed class Merge(PathRules rules, bool unreachable)
{
    /// <summary>Values left out because no ref leads to them any more.</summary>
    public int UnreachableSecrets { get; private set; }
    /// <summary>Values of which some place could not be attributed, since the run ended before the walk of the history did.</summary>
    public int Unattributed { get; private set; }

    /// <returns>Null: nothing is left of it to report.</returns>
    public Secret? Of(SeenValue seen)
    {
        var here = new List<(Origin Origin, string Path, Sighting Sighting)>();
        var past = new List<(Origin Origin, HistoryPlaces.Version Version)>();
        var messages = new List<(Sighting Sighting, BlobOrigin From)>();
        var tagged = new List<Sighting>();
        var lost = new List<Sighting>();
        var unattributed = new List<Sighting>();
        var inImages = new List<(Sighting Sighting, ImagePlace Place)>();
        foreach (var sighting in Shown(seen.Sightings))
        {
            switch (sighting.Provenance.Root)
            {
                case FileProvenance or StagedProvenance: Direct(sighting, sighting.Provenance.Describe()); break;
                case GitBlobProvenance blob: Past(sighting, blob.Id); break;
                case GitMessageProvenance message: Past(sighting, message.Id); break;
                case ImageProvenance image: inImages.AddRange(ImagePlaces.Of(sighting, image, rules)); break;
                default:
                    if (sighting.Origin.Counts(sighting.Match, null)) here.Add((sighting.Origin, sighting.Provenance.Describe(), sighting));
                    break;
            }
        }
        if (!unreachable && lost.Count > 0)
        {
            if (here.Count + past.Count + messages.Count + tagged.Count + unattributed.Count + inImages.Count == 0) UnreachableSecrets++;
            lost.Clear();
        }
        if (unattributed.Count > 0) Unattributed++;

        IEnumerable<Sighting> all = [.. here.Select(h => h.Sighting), .. past.Select(p => p.Version.Sighting), .. messages.Select(m => m.Sighting), .. tagged, .. lost, .. unattributed, .. inImages.Select(i => i.Sighting)];
        if (Best(all) is not { } best) return null;
        var detector = best.Match.Detector;
        ShowMarks(seen, detector, here, past);
        foreach (var (sighting, place) in inImages) ImagePlaces.Show(seen, detector, sighting, place);
        var confidence = all.Where(s => s.Match.Detector == detector).Max(s => s.Match.Confidence);
        List<Occurrence> places = [.. Places(here, past), .. messages.Select(m => OfMessage(m.Sighting, m.From)),
            .. tagged.Select(s => OfObject(s, "tagged object")), .. lost.Select(s => OfObject(s, "unreachable object")), .. unattributed.Select(s => OfObject(s, "object")),
            .. inImages.Select(i => ImagePlaces.Occurrence(i.Sighting, i.Place))];
        return new Secret(new SecretValue(seen.Bytes), detector, confidence, best.Match.Entropy, [.. places.DistinctBy(o => (o.Origin, o.File, o.Place.Start, o.Commit?.Id))]);

        void Direct(Sighting sighting, string path)
        {
            var (origin, inside) = sighting.Origin.Locate(path);
            if (origin.Counts(sighting.Match, inside)) here.Add((origin, inside, sighting));
        }

        void Past(Sighting sighting, ObjectId id)
        {
            var origin = sighting.Origin;
            if (!origin.Counts(sighting.Match, null)) return;
            if (origin.Blobs is null || !origin.Blobs.TryGetValue(id, out var from))
            {
                unattributed.Add(sighting);
                return;
            }
            if (from.Unreachable)
            {
                lost.Add(sighting);
                return;
            }
            if (sighting.Provenance is EntryProvenance entry) from = Within(from, entry);
            var commit = from.Commit.ToString();
            if (sighting.Provenance.Root is GitMessageProvenance)
            {
                if (rules.Allow(sighting.Match, null, commit)) messages.Add((sighting, from));
                return;
            }
            if (from.Paths.Count == 0)
            {
                if (rules.Allow(sighting.Match, null, commit)) tagged.Add(sighting);
                return;
            }
            List<string> paths = [.. from.Paths.Where(p => origin.Counts(sighting.Match, p) && rules.Allow(sighting.Match, p, commit))];
            if (paths.Count > 0) past.Add((origin, new HistoryPlaces.Version(sighting, from, paths)));
        }
    }

    /// <summary>Without what was found in text made of something in whose own text it was found as well.</summary>
    private static IEnumerable<Sighting> Shown(IReadOnlyList<Sighting> sightings)
    {
        if (!sightings.Any(s => s.Provenance is EntryProvenance { Derived: true })) return sightings;
        var places = sightings.Select(s => (s.Origin, s.Provenance)).ToHashSet();
        return sightings.Where(s => s.Provenance is not EntryProvenance { Derived: true } entry || !places.Contains((s.Origin, entry.Container)));
    }

    /// <summary>The places of an entry are those of the blob that it is in.</summary>
    private static BlobOrigin Within(BlobOrigin blob, EntryProvenance entry) =>
        blob with { Paths = [.. blob.Paths.Select(p => p + EntryProvenance.Separator + entry.Inside)], InTip = [.. blob.InTip.Select(p => p + EntryProvenance.Separator + entry.Inside)] };

    private static Sighting? Best(IEnumerable<Sighting> sightings)
    {
        Sighting? best = null;
        foreach (var sighting in sightings)
        {
            if (best is null || Better(sighting.Match, best.Value.Match)) best = sighting;
        }
        return best;
    }

    private static bool Better(Match a, Match b)
    {
        var specific = a.Detector.Specificity.CompareTo(b.Detector.Specificity);
        return specific != 0 ? specific > 0 : string.CompareOrdinal(a.Detector.Id, b.Detector.Id) < 0;
    }

    private static IEnumerable<Occurrence> Places(List<(Origin Origin, string Path, Sighting Sighting)> here, List<(Origin Origin, HistoryPlaces.Version Version)> past)
    {
        foreach (var one in here.Select(h => h.Origin.History).Concat(past.Select(p => p.Origin)).Distinct())
        {
            var history = new HistoryPlaces(past.Where(p => p.Origin == one).Select(p => p.Version));
            foreach (var place in here.Where(h => h.Origin.History == one).GroupBy(h => (h.Origin, h.Path, h.Sighting.Place.Start)))
            {
                var origin = place.Key.Origin;
                var sighting = Best(place.Select(p => p.Sighting))!.Value;
                var (commit, others) = history.Claim(place.Key.Path);
                yield return new Occurrence
                {
                    Origin = origin, Match = sighting.Match, Place = sighting.Place, File = origin.Prefix + place.Key.Path,
                    Commit = commit, OtherPaths = [.. others.Select(p => origin.Prefix + p)], InCurrentTree = sighting.Provenance.Root is FileProvenance or StagedProvenance, Entry = EntryOf(sighting),
                };
            }
            foreach (var gone in history.Rest(one))
                yield return gone with { File = one.Prefix + gone.File, OtherPaths = [.. gone.OtherPaths.Select(p => one.Prefix + p)] };
        }
    }

    public static string? EntryOf(Sighting sighting) => (sighting.Provenance as EntryProvenance)?.Inside;

    private static Occurrence OfMessage(Sighting sighting, BlobOrigin from) => new()
    {
        Origin = sighting.Origin, Match = sighting.Match, Place = sighting.Place, Commit = HistoryPlaces.CommitOf(from),
        File = ((GitMessageProvenance)sighting.Provenance).IsTag ? "<tag message>" : "<commit message>",
    };

    private static Occurrence OfObject(Sighting sighting, string what) => new()
    {
        Origin = sighting.Origin, Match = sighting.Match, Place = sighting.Place, Unreachable = what.StartsWith("unreachable", StringComparison.Ordinal),
        File = $"<{what} {(sighting.Provenance is GitBlobProvenance blob ? blob.Id.ToString() : sighting.Provenance.Describe())}>", Entry = EntryOf(sighting),
    };

    /// <summary>A mark covers the value in its repository, so every version of every place counts.</summary>
    private static void ShowMarks(SeenValue seen, Detector detector, List<(Origin Origin, string Path, Sighting Sighting)> here, List<(Origin Origin, HistoryPlaces.Version Version)> past)
    {
        foreach (var (origin, path, sighting) in here)
        {
            if (sighting.Place.Mark is { } mark) See(origin, sighting, mark, path, "", current: true, date: null);
        }
        foreach (var (origin, version) in past)
        {
            if (version.Sighting.Place.Mark is not { } mark) continue;
            var id = version.Sighting.Provenance.Describe();
            foreach (var path in version.Paths)
                See(origin, version.Sighting, mark, path, id, current: !origin.CurrentIsRead && version.From.InTip.Contains(path), version.From.Date);
        }

        void See(Origin origin, Sighting sighting, InlineMark mark, string path, string content, bool current, DateTimeOffset? date) =>
            origin.Policy.See(new MarkedSecret
            {
                Mark = mark, Value = new SecretValue(seen.Bytes), Detector = detector.Id, File = origin.Prefix + path, Line = sighting.Place.Start.Line,
                Content = content, Current = current, Date = date,
            });
    }
}
