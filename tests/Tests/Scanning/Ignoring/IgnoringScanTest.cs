using Stanch.Catalog;
using Stanch.Scanning;
using Stanch.Scanning.Ignoring;

namespace Stanch.Tests.Scanning.Ignoring;

/// <summary>Whole scans of repositories that change the way repositories do.</summary>
public sealed class IgnoringScanTest : IDisposable
{
    private static readonly Detector Acme = new()
    {
        Id = "acme/key", Title = "Acme key", Provider = "acme", Severity = Severity.High, Sureness = Sureness.Documented, Family = "api-key",
        Anchors = ["acme_"], Pattern = @"(?<secret>acme_[a-z0-9]{20})\b", Before = 0, After = 26, Specificity = 5,
    };
    private static readonly ProviderCatalog Catalog = new([new Provider("acme", "Acme", "ai", "", [], default)], [Acme], "00");

    private readonly TestFolder folder = new();

    public IgnoringScanTest() => folder.MustGit("init", "-q", "-b", "main");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_entry_survives_a_move_a_squash_and_a_rebase()
    {
        folder.Write("a.py", $"key = '{Key(1)}'\n");
        folder.Commit("one");
        Ignore(Key(1));
        folder.Commit("ignore it");
        folder.MustGit("checkout", "-q", "-b", "side");
        folder.MustGit("mv", "a.py", "b.py");
        folder.Commit("move");
        folder.Write("b.py", $"# more\n\n    key = '{Key(1)}' + x\n");
        folder.Commit("change");
        folder.MustGit("checkout", "-q", "main");
        folder.Write("c.py", "x = 1\n");
        folder.Commit("main goes on");
        folder.MustGit("rebase", "-q", "main", "side");
        folder.MustGit("checkout", "-q", "main");
        folder.MustGit("merge", "-q", "--squash", "side");
        folder.Commit("squashed");

        var result = Scan();
        Assert.Empty(result.Findings);
        Assert.True(result.Receipt.Ignored[".stanch.yaml"] > 0);
        Assert.Empty(result.Receipt.Notes);
    }

    [Fact]
    public void A_new_secret_on_an_ignored_line_is_reported()
    {
        folder.Write("a.py", $"key = '{Key(1)}'\n");
        folder.Commit("one");
        Ignore(Key(1));
        folder.Write("a.py", $"key = '{Key(2)}'\n");
        Assert.Equal(Key(2), Assert.Single(Scan().Findings).Secret.Reveal());
        folder.Write("a.py", $"key = '{Key(1)}', '{Key(3)}'\n");
        Assert.Equal(Key(3), Assert.Single(Scan().Findings).Secret.Reveal());
    }

    [Fact]
    public void A_bound_mark_covers_the_commits_before_it_and_not_the_value_after_it()
    {
        folder.Write("a.py", $"key = '{Key(1)}'\n");
        folder.Commit("one");
        var print = Assert.Single(Scan().Findings).Fingerprint;
        folder.Write("a.py", $"key = '{Key(1)}'  # stanch:ignore[{print[..10]}] test key\n");
        folder.Commit("marked");
        var marked = Scan();
        Assert.Empty(marked.Findings);
        Assert.Empty(marked.Receipt.Notes);
        folder.Write("a.py", $"key = '{Key(2)}'  # stanch:ignore[{print[..10]}] test key\n");
        Assert.Contains(Key(2), Scan().Findings.Select(f => f.Secret.Reveal()));
    }

    [Fact]
    public void A_bare_mark_covers_what_it_first_stood_beside()
    {
        folder.Write("a.py", $"key = '{Key(1)}'  # stanch:ignore test key\n");
        folder.Commit("one");
        var marked = Scan();
        Assert.Empty(marked.Findings);
        Assert.Contains("a.py:1: hidden by a 'stanch:ignore' that is not bound", Assert.Single(marked.Receipt.Notes), StringComparison.Ordinal);
        folder.Write("a.py", $"key = '{Key(2)}'  # stanch:ignore test key\n");
        Assert.Contains(Scan().Findings, f => f.Secret.Reveal() == Key(2) && f.InCurrentTree);
        folder.Commit("two");
        Assert.Contains(Scan().Findings, f => f.Secret.Reveal() == Key(2) && f.InCurrentTree);
    }

    [Fact]
    public void A_baseline_leaves_only_what_is_new()
    {
        folder.Write("a.py", $"key = '{Key(1)}'\n");
        folder.Commit("one");
        var known = folder.At("known.txt");
        Assert.Single(Scan(r => r with { WriteBaseline = known }).Findings);
        Assert.DoesNotContain(Key(1), File.ReadAllText(known), StringComparison.Ordinal);
        folder.MustGit("mv", "a.py", "b.py");
        folder.Write("c.py", $"key = '{Key(2)}'\n");
        var result = Scan(r => r with { Baseline = known, WriteBaseline = known });
        Assert.Equal(Key(2), Assert.Single(result.Findings).Secret.Reveal());
        Assert.True(result.Receipt.Ignored["baseline"] > 0);
        Assert.Empty(Scan(r => r with { Baseline = known }).Findings);
    }

    [Fact]
    public void What_ran_out_is_reported_again_and_said()
    {
        folder.Write("a.py", $"key = '{Key(1)}'\n");
        Ignore(Key(1), new DateOnly(2026, 4, 30));
        var result = Scan();
        Assert.Single(result.Findings);
        Assert.Contains("held until 2026-04-30; its secret is reported again", Assert.Single(result.Receipt.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_is_called_idle_only_when_everything_was_looked_at()
    {
        folder.Write("a.py", "key = 1\n");
        folder.Commit("one");
        Ignore(Key(1));
        Assert.Single(Scan().Receipt.Notes);
        Assert.Empty(Scan(r => r with { History = false }).Receipt.Notes);
        Assert.Empty(Scan(r => r with { Targets = [folder.At("a.py")] }).Receipt.Notes);
        Assert.Empty(Scan(r => r with { MinSeverity = Severity.Critical }).Receipt.Notes);
    }

    private static string Key(int number) => "acme_" + new string([.. Enumerable.Range(0, 20).Select(i => "abcdefghijklmnopqrstuvwxyz0123456789"[(i * 7 + number * 11 + i * i * number) % 36])]);

    private void Ignore(string key, DateOnly? until = null)
    {
        var file = IgnoreFile.Open(folder.At(Configuration.FileName), Values.Salt).Value!;
        Assert.Null(file.Add(new IgnoreEntry(Fingerprint.Of(System.Text.Encoding.UTF8.GetBytes(key), file.Salt), "rotated") { Until = until }));
    }

    private ScanResult Scan(Func<ScanRequest, ScanRequest>? change = null)
    {
        var request = new ScanRequest { Targets = [folder.Root], Workers = 2, Clock = new Day() };
        var outcome = new Stanch.Scanning.Scan(change?.Invoke(request) ?? request, Catalog, [Acme]).Run(CancellationToken.None);
        Assert.Empty(outcome.Errors);
        return outcome.Result!;
    }

    private sealed class Day : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
