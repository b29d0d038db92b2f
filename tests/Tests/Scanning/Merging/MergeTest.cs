using Stanch.Catalog;
using Stanch.Detection;
using Stanch.Scanning.Content;
using Stanch.Scanning.Ignoring;
using Stanch.Scanning.Merging;
using Stanch.Sources;
using Stanch.Sources.Git;
using Stanch.Tests.Detection;
using Stanch.Tests.Scanning.Content;
using Place = Stanch.Scanning.Content.Place;

namespace Stanch.Tests.Scanning.Merging;

public sealed class MergeTest
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Value = "hunter2hunter2x"u8.ToArray();

    private readonly Origin origin = NewOrigin();
    private readonly Dictionary<ObjectId, BlobOrigin> blobs = [];
    private readonly SeenValue seen = new(Value);

    private static Origin NewOrigin(string configuration = "version: 1\n", string prefix = "") =>
        new("", prefix, new IgnorePolicy(ConfigurationReader.Read("x", System.Text.Encoding.UTF8.GetBytes(configuration)).Value!, null, "", new DateOnly(2026, 1, 1)), "", all: false);

    private static Match MatchOf(Detector detector, double confidence = 0.9) => new()
    {
        Detector = detector, Value = Value, At = default, Whole = default, Parts = [], Entropy = 3, Confidence = confidence, Context = default,
    };

    private void See(Provenance provenance, int line, Detector? detector = null, Origin? from = null) =>
        seen.Add(MatchOf(detector ?? Detectors.Prefixed), new Place(new Position(line, 1), new Position(line, 9), "snippet", null), provenance, from ?? origin, 1000);

    private void Blob(int number, int day, int line, string[] paths, string[]? inTip = null, bool unreachable = false, Detector? detector = null)
    {
        var blob = Sunk.Blob(number);
        blobs[blob.Id] = new BlobOrigin { Commit = unreachable ? default : Sunk.Blob(1000 + day).Id, Author = "A", Date = Day.AddDays(day), Paths = paths, InTip = inTip ?? [], Unreachable = unreachable };
        See(blob, line, detector);
    }

    private Secret? Merged(bool unreachable = false, Merge? merge = null)
    {
        origin.Blobs = blobs;
        return (merge ?? new Merge(new PathRules(), unreachable)).Of(seen);
    }

    private static IEnumerable<string> Show(Secret? secret) =>
        secret!.Occurrences.Select(o => $"{o.File}:{o.Place.Start.Line} {(o.Commit is { } c ? (c.Date - Day).Days : "-")} {(o.InCurrentTree ? "here" : "gone")} [{string.Join(',', o.OtherPaths)}]").Order(StringComparer.Ordinal);

    [Fact]
    public void Versions_of_a_file_are_one_place_with_the_first_commit_and_its_line()
    {
        Blob(1, day: 5, line: 7, ["a"]);
        Blob(2, day: 2, line: 3, ["a"]);
        Blob(3, day: 9, line: 8, ["a"]);
        Assert.Equal(["a:3 2 gone []"], Show(Merged()));
    }

    [Fact]
    public void Names_of_the_same_content_are_one_place()
    {
        Blob(1, day: 1, line: 3, ["old", "new"]);
        Blob(2, day: 4, line: 5, ["new", "newest"], inTip: ["newest"]);
        Blob(3, day: 2, line: 1, ["elsewhere"]);
        Assert.Equal(["elsewhere:1 2 gone []", "old:3 1 here [new,newest]"], Show(Merged()));
    }

    [Fact]
    public void What_stands_in_the_tree_takes_over_what_history_knows_of_it()
    {
        Blob(1, day: 1, line: 3, ["old", "new"]);
        See(new FileProvenance("new"), 30);
        See(new FileProvenance("new"), 40);
        See(new FileProvenance("fresh"), 1);
        Assert.Equal(["fresh:1 - here []", "new:30 1 here [old]", "new:40 1 here [old]"], Show(Merged()));
    }

    [Fact]
    public void The_most_specific_detector_names_the_secret_everywhere()
    {
        See(new FileProvenance("a"), 1, Detectors.Password);
        See(new FileProvenance("b"), 1);
        var secret = Merged()!;
        Assert.Equal("acme/token", secret.Detector.Id);
        Assert.Equal(2, secret.Occurrences.Count);
    }

    [Fact]
    public void A_detector_counts_only_at_paths_that_it_is_for()
    {
        var rc = Detectors.Prefixed with { Id = "acme/rc", Paths = ["**/.acmerc"], Specificity = 99 };
        Blob(1, day: 1, line: 1, ["src/x.cs", "home/.acmerc"], detector: rc);
        Blob(2, day: 1, line: 1, ["src/y.cs"], detector: rc);
        Assert.Equal(["home/.acmerc:1 1 gone []"], Show(Merged()));
    }

    [Fact]
    public void Excluded_paths_do_not_count_in_history_either()
    {
        var own = NewOrigin("version: 1\npaths: [third_party/**]\n");
        Blob(1, day: 1, line: 1, ["third_party/x"]);
        Blob(2, day: 2, line: 1, ["third_party/x", "mine/x"]);
        own.Blobs = blobs;
        var moved = new SeenValue(Value);
        foreach (var s in seen.Sightings) moved.Add(s.Match, s.Place, s.Provenance, own, 1000);
        Assert.Equal(["mine/x:1 2 gone []"], Show(new Merge(new PathRules(), unreachable: false).Of(moved)));
    }

    [Fact]
    public void Unreachable_content_is_left_out_and_counted_unless_asked_for()
    {
        Blob(1, day: 1, line: 1, [], unreachable: true);
        var merge = new Merge(new PathRules(), unreachable: false);
        Assert.Null(Merged(merge: merge));
        Assert.Equal(1, merge.UnreachableSecrets);
        Assert.True(Assert.Single(Merged(unreachable: true)!.Occurrences).Unreachable);

        Blob(2, day: 1, line: 1, ["a"]);
        merge = new Merge(new PathRules(), unreachable: false);
        Assert.Equal(["a:1 1 gone []"], Show(Merged(merge: merge)));
        Assert.Equal(0, merge.UnreachableSecrets);
    }

    [Fact]
    public void Files_of_a_repository_further_in_belong_to_it()
    {
        var inner = NewOrigin("version: 1\npaths: [skip]\n", "sub/");
        origin.AddNested(inner);
        See(new FileProvenance("sub/a"), 1);
        See(new FileProvenance("sub/skip"), 1);
        See(new FileProvenance("submarine/skip"), 1);
        var secret = Merged()!;
        Assert.Equal(["sub/a:1 - here []", "submarine/skip:1 - here []"], Show(secret));
        Assert.Same(inner, secret.Occurrences.Single(o => o.File == "sub/a").Origin);
    }

    [Fact]
    public void A_run_that_ended_before_the_walk_reports_by_object()
    {
        See(Sunk.Blob(1), 4);
        var merge = new Merge(new PathRules(), unreachable: false);
        Assert.StartsWith("<object 01000000", Assert.Single(merge.Of(seen)!.Occurrences).File, StringComparison.Ordinal);
        Assert.Equal(1, merge.Unattributed);
    }
}
