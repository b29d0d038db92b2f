using Stanch.Bench.Quality;

namespace Stanch.Tests.Bench.Quality;

public sealed class ScoringTest : IDisposable
{
    private const string App = "data/aa/app.py";
    private readonly LabelledFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_place_counts_once_however_many_findings_hit_it()
    {
        folder.Label(App, 1, 1, isTrue: true).Label(App, 2, 2, isTrue: false).Label(App, 3, 3, isTrue: true);
        Assert.Equal(new Tally(1, 1, 1, 0), folder.Score(At(1), At(1, rule: "other"), At(2)).Total);
    }

    [Fact]
    public void A_place_is_true_if_any_of_its_labels_is()
    {
        folder.Label(App, 1, 1, isTrue: false).Label(App, 1, 1, isTrue: true);
        Assert.Equal(new Tally(1, 0, 0, 0), folder.Score(At(1)).Total);
    }

    [Fact]
    public void What_nobody_labelled_is_false_only_in_the_strict_figure()
    {
        folder.Label(App, 1, 1, isTrue: true);
        var total = folder.Score(At(1), At(5), At(5, rule: "other"), At(6)).Total;
        Assert.Equal(new Tally(1, 0, 0, 2), total);
        Assert.Equal(1, total.Precision);
        Assert.Equal(1.0 / 3, total.StrictPrecision!.Value, 12);
    }

    [Fact]
    public void Identifiers_count_neither_way_in_the_core_and_like_all_others_without_it()
    {
        folder.Label(App, 1, 1, isTrue: true, "UUID:Nonce").Label(App, 2, 2, isTrue: true, "UUID:Token");
        var core = folder.Score(At(1), At(2));
        Assert.Equal(new Tally(1, 0, 0, 0), core.Total);
        Assert.Equal(1, core.Reading.Neutral);
        Assert.Equal(new Tally(1, 0, 1, 0), Scoring.Of(folder.Read(core: false), [At(2)]).Total);
    }

    [Fact]
    public void A_finding_that_hits_a_true_place_is_not_charged_for_a_false_one_around_it()
    {
        folder.Label(App, 1, 8, isTrue: false).Label(App, 3, 3, isTrue: true);
        Assert.Equal(new Tally(1, 0, 0, 0), folder.Score(At(3)).Total);
        Assert.Equal(new Tally(0, 1, 1, 0), folder.Score(At(4)).Total);
    }

    [Fact]
    public void A_finding_of_several_lines_hits_what_it_mostly_covers_or_what_mostly_covers_it()
    {
        folder.Label(App, 2, 2, isTrue: true).Label(App, 4, 8, isTrue: true);
        Assert.Equal(new Tally(1, 0, 1, 0), folder.Score(At(1, 2)).Total);
        // Three lines of which the label on the second holds less than half.
        Assert.Equal(new Tally(0, 0, 2, 1), folder.Score(At(1, 3)).Total);
        Assert.Equal(new Tally(1, 0, 1, 0), folder.Score(At(3, 6)).Total);
    }

    [Fact]
    public void A_match_of_several_lines_is_placed_by_its_secret()
    {
        folder.Label(App, 3, 3, isTrue: true);
        Assert.Equal(new Tally(1, 0, 0, 0), folder.Score(At(1, 6, "three")).Total);
        Assert.Equal(new Tally(0, 0, 1, 1), folder.Score(At(1, 6, "absent")).Total);
    }

    [Fact]
    public void Doubles_licences_and_strangers_are_left_out_and_told()
    {
        folder.Label(App, 1, 1, isTrue: true);
        var score = folder.Score(At(1), At(1), new("/tmp/x/data/aa/LICENSE.txt", 1, 1, "", ""), new("data/cc/a", 1, 1, "", ""), new("elsewhere/b", 1, 1, "", ""));
        Assert.Equal(new Tally(1, 0, 0, 0), score.Total);
        Assert.Equal(new Reading(5, 1, 2, 1, 0), score.Reading);
    }

    [Theory]
    [InlineData("data/aa/app.py")]
    [InlineData("./data/aa/app.py")]
    [InlineData("aa/app.py")]
    [InlineData("/somewhere/data/aa/app.py")]
    [InlineData(@"C:\somewhere\data\aa\app.py")]
    public void A_path_is_known_by_what_stands_behind_the_data_folder(string path) => Assert.Equal(App, Scoring.Normal(path));

    [Fact]
    public void Repositories_categories_and_file_types_are_counted_apart()
    {
        folder.Label(App, 1, 1, isTrue: true, "Password:Token").Label("data/bb/conf", 1, 1, isTrue: true, "Token").Label("data/bb/conf", 2, 2, isTrue: false, "Key");
        var score = folder.Score(At(1), new("data/bb/conf", 2, 2, "", ""), new("data/bb/conf", 9, 9, "", ""));
        Assert.Equal(new Tally(1, 0, 0, 0), score.Repositories["aa"]);
        Assert.Equal(new Tally(0, 1, 1, 1), score.Repositories["bb"]);
        Assert.Equal(new Tally(1, 0, 0, 0), score.Categories["Password"]);
        Assert.Equal(new Tally(1, 0, 1, 0), score.Categories["Token"]);
        Assert.Equal(new Tally(0, 1, 0, 0), score.Categories["Key"]);
        Assert.Equal(new Tally(1, 0, 0, 0), score.FileTypes[".py"]);
        Assert.Equal(new Tally(0, 1, 1, 1), score.FileTypes["(none)"]);
        Assert.Equal(0.5, score.Total.F1);
    }

    [Fact]
    public void Nothing_found_has_no_precision_and_no_merit()
    {
        folder.Label(App, 1, 1, isTrue: true);
        var total = folder.Score().Total;
        Assert.Null(total.Precision);
        Assert.Equal(0, total.Recall);
        Assert.Equal(0, total.F1);
    }

    [Fact]
    public void A_folder_without_labels_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Labels.Read(Path.Combine(Path.GetTempPath(), "stanch-no-labels-here"), core: true));

    [Fact]
    public void The_interval_is_the_same_in_every_run_and_holds_the_figure()
    {
        var repositories = Enumerable.Range(0, 20).ToDictionary(i => $"r{i}", i => new Tally(i, 2, 20 - i, 1), StringComparer.Ordinal);
        var (low, high) = Resampling.Interval(repositories, t => t.Recall);
        Assert.Equal((low, high), Resampling.Interval(repositories, t => t.Recall));
        var figure = repositories.Values.Aggregate((a, b) => a + b).Recall!.Value;
        Assert.InRange(figure, low, high);
        Assert.True(high - low > 0.05);
        Assert.Equal((0.25, 0.25), Resampling.Interval(new Dictionary<string, Tally> { ["only"] = new(1, 0, 3, 0) }, t => t.Recall));
    }

    private static ReportedFinding At(int start, int end = 0, string secret = "", string rule = "rule") => new(App, start, end == 0 ? start : end, secret, rule);
}
