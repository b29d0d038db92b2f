using Stanch.Scanning;
using Stanch.Scanning.Ignoring;

namespace Stanch.Tests.Scanning.Ignoring;

public sealed class IgnorePolicyTest : IDisposable
{
    private static readonly DateOnly Today = new(2026, 5, 1);
    private static readonly DateTimeOffset Old = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), New = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_entry_hides_its_value_and_no_other_wherever_it_stands()
    {
        var policy = Load(Entry(1, "rotated"));
        Assert.Equal(new Ignored(IgnoredBy.Configuration, "rotated"), policy.Decide(Values.Value(1)));
        Assert.Null(policy.Decide(Values.Value(2)));
        Assert.Empty(policy.Notes(whole: true));
        Assert.Equal(Values.Print(1), policy.FingerprintOf(Values.Value(1)));
    }

    [Theory]
    [InlineData("2026-05-01", true)]
    [InlineData("2026-04-30", false)]
    public void An_entry_holds_to_the_end_of_its_last_day(string until, bool holds)
    {
        var policy = Load(Entry(1, "for now", until));
        Assert.Equal(holds, policy.Decide(Values.Value(1)) is not null);
        if (!holds) Assert.Equal($"{folder.At(Configuration.FileName)}(4): the entry for {Values.Print(1)[..10]} held until {until}; its secret is reported again", Assert.Single(policy.Notes(whole: false)));
    }

    [Fact]
    public void An_entry_that_hides_nothing_is_said_when_everything_was_scanned()
    {
        var policy = Load(Entry(1, "rotated"));
        Assert.Empty(policy.Notes(whole: false));
        Assert.EndsWith("hides nothing: its secret was not found in this scan", Assert.Single(policy.Notes(whole: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_hides_its_values_also_under_a_salt_of_its_own()
    {
        var own = Convert.FromHexString("ffffffffffffffff");
        Assert.Null(Baseline.Write(folder.At("known"), own, [(Fingerprint.Of(Values.Value(1), own), "a/b"), (Fingerprint.Of(Values.Value(2), own), "a/b")]));
        var policy = Load(Entry(9, "x", "2020-01-01"), "known");
        Assert.Equal(new Ignored(IgnoredBy.Baseline, ""), policy.Decide(Values.Value(1)));
        Assert.Null(policy.Decide(Values.Value(3)));
        Assert.Contains(policy.Notes(whole: true), n => n.EndsWith("1 of 2 fingerprints belong to no secret that was found in this scan", StringComparison.Ordinal));
    }

    [Fact]
    public void What_ran_out_is_reported_although_the_baseline_knows_it()
    {
        Assert.Null(Baseline.Write(folder.At("known"), Values.Salt, [(Values.Print(1), "a/b")]));
        Assert.Null(Load(Entry(1, "for now", "2026-01-01"), "known").Decide(Values.Value(1)));
    }

    [Fact]
    public void A_mark_with_the_fingerprint_hides_the_value_everywhere_and_a_new_value_beside_it_is_reported()
    {
        var policy = Load();
        var mark = new InlineMark("test key", [Values.Print(1)[..Fingerprint.ShortLength]], []);
        policy.See(Marked(mark, 1, "a.py", 3));
        policy.See(Marked(mark, 2, "b.py", 4));
        Assert.Equal(new Ignored(IgnoredBy.Mark, "test key"), policy.Decide(Values.Value(1)));
        Assert.Null(policy.Decide(Values.Value(2)));
        Assert.Equal("b.py:4: this 'stanch:ignore' is about another value than the one that stands here", Assert.Single(policy.Notes(whole: true)));
    }

    [Fact]
    public void A_mark_made_before_the_repository_had_a_salt_still_holds()
    {
        var policy = Load();
        policy.See(Marked(new InlineMark("test key", [Fingerprint.Of(Values.Value(1), Fingerprint.DefaultSalt)[..10]], []), 1, "a.py", 3));
        Assert.NotNull(policy.Decide(Values.Value(1)));
    }

    [Fact]
    public void A_second_secret_on_a_line_whose_mark_names_the_first_is_reported()
    {
        var policy = Load();
        var mark = new InlineMark("test key", [Values.Print(1)], []);
        policy.See(Marked(mark, 1, "a.py", 3));
        policy.See(Marked(mark, 2, "a.py", 3));
        Assert.NotNull(policy.Decide(Values.Value(1)));
        Assert.Null(policy.Decide(Values.Value(2)));
        Assert.Empty(policy.Notes(whole: true));
    }

    [Fact]
    public void A_bare_mark_hides_the_value_and_is_named()
    {
        var policy = Load();
        policy.See(Marked(Bare, 1, "a.py", 3));
        Assert.NotNull(policy.Decide(Values.Value(1)));
        Assert.Equal("a.py:3: hidden by a 'stanch:ignore' that is not bound to the value; `stanch ignore FILE:LINE --inline` binds it", Assert.Single(policy.Notes(whole: false)));
    }

    [Fact]
    public void A_bare_mark_on_a_line_with_two_secrets_hides_neither()
    {
        var policy = Load();
        policy.See(Marked(Bare, 1, "a.py", 3));
        policy.See(Marked(Bare, 2, "a.py", 3));
        Assert.Null(policy.Decide(Values.Value(1)));
        Assert.Null(policy.Decide(Values.Value(2)));
    }

    [Fact]
    public void A_new_secret_beside_an_old_bare_mark_is_reported()
    {
        var policy = Load();
        policy.See(Marked(Bare, 1, "a.py", 3, current: false, Old));
        policy.See(Marked(Bare, 2, "a.py", 3, current: true, New));
        Assert.Null(policy.Decide(Values.Value(2)));
        Assert.Equal("a.py:3: this 'stanch:ignore' stood beside another value before, so it does not hide the new one", Assert.Single(policy.Notes(whole: false)));
    }

    [Fact]
    public void A_bare_mark_that_moved_with_its_value_still_holds()
    {
        var policy = Load();
        policy.See(Marked(Bare, 1, "a.py", 3, current: false, Old));
        policy.See(Marked(Bare, 1, "sub/a.py", 30, current: true, New));
        policy.See(Marked(Bare, 2, "a.py", 9, current: true, Old));
        policy.See(Marked(Bare, 2, "a.py", 4, current: false, Old));
        Assert.NotNull(policy.Decide(Values.Value(1)));
        Assert.NotNull(policy.Decide(Values.Value(2)));
    }

    [Fact]
    public void A_mark_that_was_taken_out_again_hides_nothing()
    {
        var policy = Load();
        policy.See(Marked(Bare, 1, "a.py", 3, current: false, Old));
        policy.See(Marked(new InlineMark("x", [Values.Print(2)], []), 2, "a.py", 4, current: false, Old));
        Assert.Null(policy.Decide(Values.Value(1)));
        Assert.Null(policy.Decide(Values.Value(2)));
        Assert.Empty(policy.Notes(whole: true));
    }

    [Fact]
    public void A_mark_for_a_detector_is_about_its_secrets_alone()
    {
        var policy = Load();
        policy.See(Marked(new InlineMark("x", [], ["other/type"]), 1, "a.py", 3));
        policy.See(Marked(new InlineMark("x", [], ["some/type"]), 2, "a.py", 4));
        Assert.Null(policy.Decide(Values.Value(1)));
        Assert.NotNull(policy.Decide(Values.Value(2)));
    }

    [Fact]
    public void A_mark_without_a_reason_hides_nothing_and_is_named()
    {
        var policy = Load();
        policy.See(Marked(new InlineMark("", [], []), 1, "a.py", 3));
        Assert.Null(policy.Decide(Values.Value(1)));
        Assert.Equal("a.py:3: this 'stanch:ignore' gives no reason, so it hides nothing", Assert.Single(policy.Notes(whole: true)));
    }

    [Fact]
    public void Twenty_thousand_marks_in_one_file_are_judged()
    {
        var policy = Load();
        for (var i = 0; i < 20_000; i++) policy.See(Marked(Bare, i, "a.py", i % 10_000, current: i < 10_000, i < 10_000 ? New : Old));
        Assert.Null(policy.Decide(Values.Value(7)));
    }

    [Fact]
    public void Many_threads_may_ask_at_once()
    {
        var policy = Load(Entry(3, "x"));
        var hidden = Enumerable.Range(0, 400).AsParallel().WithDegreeOfParallelism(8).Count(i => policy.Decide(Values.Value(i % 20)) is not null);
        Assert.Equal(20, hidden);
    }

    [Fact]
    public void Errors_of_both_files_are_named_at_once()
    {
        folder.Write(Configuration.FileName, "version: 3\n");
        folder.Write("known", "nonsense\n");
        Assert.Equal(["CFG013", "CFG020"], IgnorePolicy.Load(folder.Root, Today, baseline: folder.At("known")).Errors.Select(e => e.Code));
        Assert.Equal("CFG001", Assert.Single(IgnorePolicy.Load(folder.Root, Today, configuration: folder.At("none")).Errors).Code);
    }

    private static readonly InlineMark Bare = new("test key", [], []);

    private static MarkedSecret Marked(InlineMark mark, int value, string file, int line, bool current = true, DateTimeOffset? date = null) => new()
    {
        Mark = mark, Value = new SecretValue(Values.Value(value)), Detector = "some/type", File = file, Line = line,
        Content = current ? "" : $"blob{value}", Current = current, Date = date,
    };

    private static string Entry(int value, string reason, string? until = null) =>
        $"ignore:\n- fingerprint: {Values.Print(value)}\n  reason: {reason}\n" + (until is null ? "" : $"  until: {until}\n");

    private IgnorePolicy Load(string entries = "", string? baseline = null)
    {
        folder.Write(Configuration.FileName, $"version: 1\nsalt: {Values.SaltHex}\n{entries}");
        var load = IgnorePolicy.Load(folder.Root, Today, baseline: baseline is null ? null : folder.At(baseline));
        Assert.Empty(load.Errors);
        return load.Value!;
    }
}
