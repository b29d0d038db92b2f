using System.Collections.Concurrent;
using Stanch.Providers.Checks;

namespace Stanch.Tests.Providers;

/// <summary>Types whose double behaves as the provider's documentation says, and not as the provider file does.</summary>
public sealed class DocumentedProvidersTest
{
    public static TheoryData<string> Names => [.. Variant.All.Select(v => v.Name)];

    [Fact]
    public void There_are_at_least_60_of_them() => Assert.InRange(DocumentedProvider.All.Select(d => d.Id).Distinct().Count(), 60, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_provider_that_behaves_as_documented_is_understood(string name)
    {
        var variant = Variant.All.Single(v => v.Name == name);
        var documented = DocumentedProvider.All.ToDictionary(d => d.Id);
        var complaints = new ConcurrentBag<string>();
        using var provider = new LoopbackProvider(request =>
        {
            var type = CheckedTypes.Of(request.Target.Split('/')[1].Replace('~', '/'));
            if (ExpectedRequest.IsUndo(type, request))
            {
                if (!request.Text.Contains("token=tok-of-a-minute", StringComparison.Ordinal)) complaints.Add($"{type.Id}: {request.Text} revokes nothing");
                return new Said(200, """{"status":"success"}""");
            }
            if (documented[type.Id].Complaint(type, request, Prefix(type.Id)) is { Length: > 0 } complaint) complaints.Add(complaint);
            return variant.Say(documented[type.Id].Voice, ExpectedRequest.IsReal(type, request))!;
        });
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(documented.Values.Where(d => variant.Say(d.Voice, true) is not null), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (one, stop) =>
        {
            var type = CheckedTypes.Of(one.Id);
            var policy = Policies.For(type, $"{provider.Address}{Prefix(type.Id)}");
            using var checker = new Checker(CheckedTypes.Catalog, name == "slow" ? policy with { Timeout = TimeSpan.FromMilliseconds(300) } : policy);
            var verdict = await checker.Check(type.Credential, stop);
            if (verdict.Life != variant.Life || (variant.Life == Life.Unknown && !variant.Doubts.Contains(verdict.Doubt))) wrong.Add($"{one.Id}: {verdict.Word} {verdict.Reason}: {verdict.Detail}");
            if (verdict.ToString().Contains(type.Secret, StringComparison.Ordinal) || verdict.ToString().Contains("tok-of-a-minute", StringComparison.Ordinal)) wrong.Add($"{one.Id}: the verdict holds a secret");
        });
        Assert.Equal([], complaints.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([], wrong.Order(StringComparer.Ordinal));
    }

    private static string Prefix(string id) => "/" + id.Replace('/', '~');
}
