using System.Text;
using Stanch.Catalog;
using Stanch.Scanning;
using Stanch.Scanning.Ignoring;
using Stanch.Scanning.Tuning;
using Stanch.Tests.Scanning.Ignoring;

namespace Stanch.Tests.Scanning.Tuning;

/// <summary>Whole scans: what is marked, what is proposed, what is hidden once it was written.</summary>
public sealed class TuningScanTest : IDisposable
{
    private static readonly Detector Acme = new()
    {
        Id = "acme/key", Title = "Acme key", Provider = "acme", Severity = Severity.High, Sureness = Sureness.Documented, Family = "api-key",
        Anchors = ["acme_"], Pattern = @"(?<name>\w{1,30}) = '(?<secret>acme_[a-z0-9]{20})\b", Before = 40, After = 26, Specificity = 5,
    };
    private static readonly ProviderCatalog Catalog = new([new Provider("acme", "Acme", "ai", "", [], default)], [Acme], "00");

    private readonly TestFolder folder = new();

    public TuningScanTest() => folder.MustGit("init", "-q", "-b", "main");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_narrowest_rule_that_hides_nothing_else_is_proposed()
    {
        File("test/deep/a.py", ("x", 1));
        File("test/deep/b.py", ("y", 2));
        File("test/c.py", ("z", 3));
        File("src/d.py", ("w", 4));
        folder.Commit("one");
        Mark(1, 2);
        var proposal = Assert.Single(Propose());
        Assert.Equal(("acme/key", "/test/deep/**", null, false), (proposal.Rule.Detector, proposal.Rule.Path, proposal.Rule.Name, proposal.Risky));
        Assert.Equal(["test/deep/a.py", "test/deep/b.py"], proposal.Marked.Select(f => f.File));
    }

    [Fact]
    public void What_nobody_marked_makes_a_rule_risky_and_comes_first()
    {
        File("test/a.py", ("x", 1));
        File("test/b.py", ("y", 2));
        File("test/c.py", ("z", 3));
        File("test/d.py", ("v", 4));
        folder.Commit("one");
        Mark(1, 2);
        Mark("rotated", 4);
        var findings = Scan(r => r with { TellKnown = true });
        var proposal = Assert.Single(Proposals.From(findings.Findings));
        Assert.Equal((true, "/test/**"), (proposal.Risky, proposal.Rule.Path));
        Assert.Equal(["test/c.py"], proposal.Unmarked.Select(f => f.File));
        Assert.Equal(["test/d.py"], proposal.Otherwise.Select(f => f.File));
        var text = string.Join('\n', TuningText.Of([proposal], findings.Findings, findings.Receipt));
        Assert.True(text.IndexOf("RISKY", StringComparison.Ordinal) < text.IndexOf("test/c.py:1", StringComparison.Ordinal));
        Assert.True(text.IndexOf("test/c.py:1", StringComparison.Ordinal) < text.IndexOf("test/a.py:1", StringComparison.Ordinal));
        Assert.Contains("(rotated)", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key(3), text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_speaks_where_no_folder_does()
    {
        File("a/x.py", ("key_example", 1));
        File("b/y.rb", ("token_example", 2));
        File("a/z.py", ("key", 3));
        File("b/w.rb", ("token", 4));
        folder.Commit("one");
        Mark(1, 2);
        var proposal = Assert.Single(Propose());
        Assert.Equal((null, "*_example", false), (proposal.Rule.Path, proposal.Rule.Name, proposal.Risky));
    }

    [Fact]
    public void One_value_is_no_pattern()
    {
        File("test/a.py", ("x", 1), ("y", 1));
        folder.Commit("one");
        Mark(1);
        Assert.Empty(Propose());
    }

    [Fact]
    public void A_value_that_is_ignored_for_another_reason_is_no_evidence()
    {
        File("test/a.py", ("x", 1), ("y", 2));
        folder.Commit("one");
        Mark("test key", 1, 2);
        Assert.Empty(Propose());
    }

    [Fact]
    public void What_was_written_hides_new_values_of_the_kind_and_leaves_the_rest()
    {
        File("test/a.py", ("x", 1), ("y", 2));
        File("src/b.py", ("z", 3));
        folder.Commit("one");
        Mark(1, 2);
        var proposal = Assert.Single(Propose());
        Assert.Null(IgnoreFile.Open(folder.At(Configuration.FileName), Values.Salt).Value!.Add(proposal.Rule));
        Assert.Empty(Propose());
        File("test/a.py", ("x", 1), ("y", 2), ("n", 5));
        File("src/b.py", ("z", 3), ("m", 5));
        folder.Commit("two");
        var scan = Scan();
        // The new value is hidden where the rule speaks and reported where it does not.
        Assert.Equal(["src/b.py:1", "src/b.py:2"], scan.Findings.Select(f => $"{f.File}:{f.LineStart}").Order(StringComparer.Ordinal));
        Assert.Equal(3, scan.Receipt.Ignored["false-alarm rule"]);
        Assert.Empty(scan.Receipt.Notes);
        Assert.Equal(5, Scan(r => r with { ShowIgnored = true }).Findings.Count);
    }

    [Fact]
    public void A_rule_that_hides_nothing_is_named()
    {
        File("a.py", ("x", 1));
        folder.Commit("one");
        Assert.Null(IgnoreFile.Open(folder.At(Configuration.FileName), Values.Salt).Value!.Add(new FalseAlarmRule("acme/*", "none") { Path = "/nowhere/**" }));
        Assert.Contains("the false-alarm rule for acme/* hides nothing", Assert.Single(Scan().Receipt.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_also_had_another_name_is_hidden_only_if_the_rule_speaks_of_both()
    {
        File("src/a.py", ("x", 1));
        folder.Commit("one");
        Directory.CreateDirectory(folder.At("test"));
        folder.MustGit("mv", "src/a.py", "test/a.py");
        folder.Commit("two");
        var file = IgnoreFile.Open(folder.At(Configuration.FileName), Values.Salt).Value!;
        Assert.Null(file.Add(new FalseAlarmRule("acme/key", "test data") { Path = "/test/**" }));
        Assert.Single(Scan().Findings);
        Assert.Null(file.Add(new FalseAlarmRule("acme/key", "test data") { Name = "x" }));
        Assert.Empty(Scan().Findings);
    }

    [Theory]
    [InlineData("false-positive", true)]
    [InlineData("False positive: a hash", true)]
    [InlineData("false alarm", true)]
    [InlineData("false-positives", false)]
    [InlineData("rotated, was no false-positive", false)]
    public void A_reason_says_whether_it_is_a_false_positive(string reason, bool said) => Assert.Equal(said, FalsePositive.IsSaid(reason));

    private void File(string name, params (string Name, int Key)[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
        folder.Write(name, string.Concat(lines.Select(l => $"{l.Name} = '{Key(l.Key)}'\n")));
    }

    private void Mark(params int[] keys) => Mark("false-positive", keys);

    private void Mark(string reason, params int[] keys)
    {
        var file = IgnoreFile.Open(folder.At(Configuration.FileName), Values.Salt).Value!;
        foreach (var key in keys) Assert.Null(file.Add(new IgnoreEntry(Fingerprint.Of(Encoding.UTF8.GetBytes(Key(key)), file.Salt), reason)));
    }

    private IReadOnlyList<Proposal> Propose() => Proposals.From(Scan(r => r with { TellKnown = true }).Findings);

    private ScanResult Scan(Func<ScanRequest, ScanRequest>? change = null)
    {
        var request = new ScanRequest { Targets = [folder.Root], Workers = 2 };
        var outcome = new Stanch.Scanning.Scan(change?.Invoke(request) ?? request, Catalog, [Acme]).Run(CancellationToken.None);
        Assert.Empty(outcome.Errors);
        return outcome.Result!;
    }

    private static string Key(int number) => "acme_" + new string([.. Enumerable.Range(0, 20).Select(i => "abcdefghijklmnopqrstuvwxyz0123456789"[(i * 7 + number * 11 + i * i * number) % 36])]);
}
