using System.Collections.Concurrent;
using Stanch.Providers.Checks;

namespace Stanch.Tests.Providers;

/// <summary>Every check that the catalog declares, against a double that is made from its own rules, in every way in which a provider or a network behaves.</summary>
public sealed class CheckMatrixTest
{
    public static TheoryData<string> Names => [.. Variant.All.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_declared_check_says_only_what_the_answers_prove(string name)
    {
        var variant = Variant.All.Single(v => v.Name == name);
        var complaints = new ConcurrentBag<string>();
        using var provider = new LoopbackProvider(request =>
        {
            var type = CheckedTypes.Of(request.Target.Split('/')[1].Replace('~', '/'));
            if (ExpectedRequest.IsUndo(type, request)) return new Said(200, "{}");
            if (ExpectedRequest.Complaint(type, request, Prefix(type)) is { Length: > 0 } complaint) complaints.Add(complaint);
            return variant.Say(Voice.Derived(type.Check), ExpectedRequest.IsReal(type, request))!;
        });
        var wrong = new ConcurrentBag<string>();
        var asked = CheckedTypes.All.Where(t => variant.Say(Voice.Derived(t.Check), true) is not null).ToList();
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (type, stop) =>
        {
            var policy = Policies.For(type, $"{provider.Address}{Prefix(type)}");
            using var checker = new Checker(CheckedTypes.Catalog, name == "slow" ? policy with { Timeout = TimeSpan.FromMilliseconds(300) } : policy);
            var verdict = await checker.Check(type.Credential, stop);
            if (verdict.Life != variant.Life || (variant.Life == Life.Unknown && !variant.Doubts.Contains(verdict.Doubt))) wrong.Add($"{type.Id}: {verdict.Word} {verdict.Reason}: {verdict.Detail}");
            else if (verdict.Life != Life.Unknown && verdict.Evidence?.Answer is null) wrong.Add($"{type.Id}: without evidence");
            if (verdict.ToString().Contains(type.Secret, StringComparison.Ordinal)) wrong.Add($"{type.Id}: the verdict holds the secret");
        });
        Assert.Equal([], complaints.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([], wrong.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_are_at_least_150() => Assert.InRange(CheckedTypes.All.Count, 150, int.MaxValue);

    private static string Prefix(CheckedType type) => "/" + type.Id.Replace('/', '~');
}
