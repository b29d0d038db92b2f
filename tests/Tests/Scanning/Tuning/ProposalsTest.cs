using CsCheck;
using Stanch.Catalog;
using Stanch.Scanning;
using Stanch.Scanning.Ignoring;
using Stanch.Scanning.Tuning;
using Stanch.Tests.Scanning.Reports;

namespace Stanch.Tests.Scanning.Tuning;

public sealed class ProposalsTest
{
    private static readonly Gen<string> Piece = Gen.String[Gen.Char["ab*?[]\\ !#-é"], 1, 4].Where(p => p is not ("." or "..") && p.Trim().Length > 0);
    private static readonly Gen<string> Path = Piece.Array[1, 3].Select(pieces => string.Join('/', pieces));
    private static readonly Gen<Finding> Found =
        Gen.Select(Path, Gen.Int[1, 8], Gen.OneOf(Gen.Const("api_key"), Gen.Const("tokenHint"), Gen.Const("x"), Gen.Const("zz-hint"), Gen.Const("<odd>")), Gen.OneOf(Gen.Const("one/a"), Gen.Const("two/b")), Gen.Int[0, 3])
            .Select(t => Sample.Finding(Of(t.Item4), Sample.Value($"value{t.Item2}"), t.Item1, 1, 1, "{0}") with
            {
                Name = t.Item3,
                // One value is known for one reason.
                Known = (t.Item2 % 4) switch { 0 => null, 1 => new Ignored(IgnoredBy.Configuration, "rotated"), _ => new Ignored(IgnoredBy.Mark, "false-positive") },
            });

    [Fact]
    public void A_proposal_tells_all_that_its_rule_hides_and_nothing_else() => Found.Array[0, 24].Sample(all =>
    {
        foreach (var proposal in Proposals.From(all))
        {
            var hidden = all.Where(f => proposal.Rule.Hides(f.Detector.Id, f.Name, [f.File])).ToHashSet(ReferenceEqualityComparer.Instance);
            var told = proposal.Unmarked.Concat(proposal.Otherwise).Concat(proposal.Marked).ToHashSet(ReferenceEqualityComparer.Instance);
            Assert.True(hidden.SetEquals(told));
            Assert.True(proposal.MarkedValues >= 2);
            Assert.Equal(proposal.Risky, hidden.Cast<Finding>().Any(f => f.Known?.Reason != "false-positive"));
        }
    });

    [Fact]
    public void The_order_of_the_findings_changes_nothing() => Found.Array[0, 16].Sample(all =>
        Assert.Equal(Proposals.From(all).Select(p => p.Id), Proposals.From(all.Reverse()).Select(p => p.Id)));

    [Fact]
    public void A_rule_is_written_and_read_back_with_every_comment_kept() =>
        Gen.Select(Found.Array[2, 12], Gen.OneOf(Gen.Const(""), Gen.Const("# end\n"), Gen.Const("false-alarms: []  # none yet\n"), Gen.Const("false-alarms:\n  # about it\n  - detector: a/*\n    name: q\n    reason: r\n"))).Sample((all, rest) =>
        {
            var text = $"# ours\nversion: 1   # one\npaths: [third_party]\n{rest}";
            var content = System.Text.Encoding.UTF8.GetBytes(text);
            foreach (var proposal in Proposals.From(all))
            {
                content = FalseAlarmListEdit.With("f", content, proposal.Rule);
                var read = ConfigurationReader.Read("f", content);
                Assert.Empty(read.Errors);
                Assert.Contains(read.Value!.FalseAlarms, r => r.SameAs(proposal.Rule));
            }
            var now = System.Text.Encoding.UTF8.GetString(content);
            foreach (var line in text.Split('\n').Where(l => l.Contains('#', StringComparison.Ordinal))) Assert.Contains(line[line.IndexOf('#', StringComparison.Ordinal)..], now, StringComparison.Ordinal);
        });

    private static Detector Of(string id) => new() { Id = id, Title = id, Provider = id.Split('/')[0], Severity = Severity.High, Sureness = Sureness.Documented, Family = "api-key", Anchors = ["acm_"] };
}
