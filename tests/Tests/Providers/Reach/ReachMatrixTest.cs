using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Stanch.Providers.Checks;
using Stanch.Providers.Reach;
using Stanch.Scanning.Reports;

namespace Stanch.Tests.Providers.Reach;

/// <summary>Every reach that the catalog declares, against a double that is made from the declaration alone.</summary>
public sealed class ReachMatrixTest
{
    private static readonly Dictionary<string, string> soon = new() { ["Retry-After"] = "0" };

    private sealed record Outcome(ReachedType Type, Reached Reached, ReachPlan Plan, int Received);

    private static async Task<IReadOnlyList<Outcome>> Ask(Func<ReachedType, AskDeclaration, int, Said, Said?> say)
    {
        var doubles = new ConcurrentDictionary<string, ReachDouble>();
        using var provider = new LoopbackProvider(request => doubles[request.Target.Split('/')[1].Replace('~', '/').Split('?')[0]].Answer(request));
        foreach (var type in ReachedTypes.All) doubles[type.Id] = new ReachDouble(type, provider.Address, (ask, page, full) => say(type, ask, page, full));
        var outcomes = new ConcurrentBag<Outcome>();
        await Parallel.ForEachAsync(ReachedTypes.All, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (type, stop) =>
        {
            using var run = new ReachRun(CheckedTypes.Catalog, Policies.For(type.Type, $"{provider.Address}{type.Prefix}"));
            var plan = run.Plans([type.Type.Credential]).Single();
            var reached = await run.Ask(type.Type.Credential, stop);
            outcomes.Add(new(type, reached, plan, doubles[type.Id].Received));
        });
        Assert.Equal([], doubles.Values.SelectMany(d => d.Complaints).Order(StringComparer.Ordinal));
        Assert.Equal([], outcomes.Where(o => o.Reached.Verdict.Life != Life.Live).Select(o => $"{o.Type.Id}: {o.Reached.Verdict}"));
        Assert.Equal([], outcomes.Where(o => ReachText.Json([("it", o.Reached)]).Contains(o.Type.Type.Secret, StringComparison.Ordinal)).Select(o => $"{o.Type.Id}: the secret is told"));
        return [.. outcomes.OrderBy(o => o.Type.Id, StringComparer.Ordinal)];
    }

    [Fact]
    public void There_are_at_least_25_providers() => Assert.InRange(ReachedTypes.All.Select(t => t.Type.Detector.Provider).Distinct().Count(), 25, int.MaxValue);

    [Fact]
    public async Task A_full_answer_to_everything_is_told_whole_in_as_many_requests_as_were_named_first()
    {
        List<string> wrong = [];
        foreach (var (type, reached, plan, received) in await Ask((_, _, _, full) => full))
        {
            if (received != plan.Count) wrong.Add($"{type.Id}: {received} requests came, and {plan.Count} were named");
            foreach (var (ask, asked) in type.Reach.Asks.Zip(reached.Asked!))
            {
                if (asked.Answer != ReachAnswer.Allowed) wrong.Add($"{type.Id}: {ask.May}: {asked.Word}: {asked.Detail}");
                foreach (var (name, _) in ask.Request.Keep.Where(k => asked.Facts.All(f => f.Name != k.Key))) wrong.Add($"{type.Id}: {ask.May}: nothing is kept of {name}");
                var expected = Math.Max(1, ask.Says.Count + ask.Means.Sum(m => m.Value.Count));
                if (asked.Sentences.Count != expected) wrong.Add($"{type.Id}: {ask.May}: {asked.Sentences.Count} sentences in place of {expected}");
                if (asked.Sentences.Any(s => Regex.IsMatch(s, @"\{[a-z]|\?$"))) wrong.Add($"{type.Id}: {ask.May}: {string.Join(' ', asked.Sentences)}");
                if (ask.List is { } list && (asked.List!.Rows.Count != AskAnswer.RowsOnPage * ask.Pages || asked.List.Rows.Any(r => r.Count != list.Keep.Count) || asked.List.Counts.Any(c => c.Value != asked.List.Rows.Count)))
                    wrong.Add($"{type.Id}: {ask.May}: the list is not the one that was sent");
            }
        }
        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task A_list_of_one_page_is_complete_and_the_pages_that_there_could_be_are_not_asked_for()
    {
        foreach (var (type, reached, plan, received) in await Ask((_, ask, page, full) => AskAnswer.Yes(ask, null, page)))
        {
            Assert.Equal((type.Id, plan.Count - type.Reach.Asks.Sum(a => a.Pages - 1)), (type.Id, received));
            foreach (var (ask, asked) in type.Reach.Asks.Zip(reached.Asked!).Where(a => a.First.List is { } list && !(list.Most is > 0 and <= AskAnswer.RowsOnPage)))
                Assert.True(asked.List!.Complete, $"{type.Id}: {ask.May}");
        }
    }

    [Fact]
    public async Task A_list_that_ends_in_a_refusal_is_told_as_far_as_it_was_read()
    {
        foreach (var (type, reached, _, _) in await Ask((type, ask, page, full) => page == 1 ? full : AskAnswer.No(ask, [])))
            foreach (var (ask, asked) in type.Reach.Asks.Zip(reached.Asked!).Where(a => a.First.Pages > 1))
            {
                Assert.Equal((ask.May, ReachAnswer.Allowed, AskAnswer.RowsOnPage), (asked.May, asked.Answer, asked.List!.Rows.Count));
                if (ask.List!.Total.Length == 0) Assert.False(asked.List.Complete, $"{type.Id}: {ask.May}");
            }
    }

    [Fact]
    public async Task Where_everything_is_refused_each_refusal_is_told()
    {
        List<string> wrong = [];
        foreach (var (type, reached, _, _) in await Ask((type, ask, _, _) => AskAnswer.No(ask, type.Reach.Errors)))
            foreach (var asked in reached.Asked!)
            {
                if (asked.Answer is not (ReachAnswer.Refused or ReachAnswer.NotAsked)) wrong.Add($"{type.Id}: {asked.May}: {asked.Word}: {asked.Detail}");
                if (asked.Sentences is not [{ Length: > 0 }]) wrong.Add($"{type.Id}: {asked.May}: {string.Join(' ', asked.Sentences)}");
            }
        Assert.Equal([], wrong);
    }

    public static TheoryData<string> Troubles => ["page with 200", "page with 403", "portal", "cut off", "rate-limited", "trouble", "empty", "another JSON"];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task What_is_no_answer_of_the_provider_neither_opens_nor_closes_anything(string trouble)
    {
        var (said, doubt) = trouble switch
        {
            "page with 200" => (Said.Page(200), Doubt.Blocked),
            "page with 403" => (Said.Page(403), Doubt.Blocked),
            "portal" => (new Said(302, "", "") { Headers = new Dictionary<string, string> { ["Location"] = "http://portal.example/" } }, Doubt.Blocked),
            "cut off" => (null, Doubt.Network),
            "rate-limited" => (new Said(429, """{"error":"too many"}""") { Headers = soon }, Doubt.RateLimit),
            "trouble" => (new Said(503, """{"error":"unavailable"}""") { Headers = soon }, Doubt.Ambiguous),
            "empty" => (new Said(200, ""), Doubt.Ambiguous),
            _ => (new Said(200, """{"hello":"world"}"""), Doubt.Ambiguous),
        };
        List<string> wrong = [];
        foreach (var (type, reached, _, _) in await Ask((_, _, _, full) => said ?? full with { CutAfter = 1 }))
            wrong.AddRange(reached.Asked!.Where(a => a.Answer != ReachAnswer.NotAsked && (a.Answer, a.Doubt) != (ReachAnswer.Unknown, doubt)).Select(a => $"{type.Id}: {a.May}: {a.Word} {a.Doubt}: {a.Detail}"));
        Assert.Equal([], wrong);
    }
}
