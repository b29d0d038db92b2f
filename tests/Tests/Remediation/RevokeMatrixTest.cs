using System.Collections.Concurrent;
using Stanch.Providers.Checks;
using Stanch.Providers.Revoking;
using Stanch.Remediation;
using Stanch.Tests.Providers;

namespace Stanch.Tests.Remediation;

/// <summary>Every revocation that the catalog declares, against a double that is made from its own rules, in every way in which a provider or a network behaves.</summary>
public sealed class RevokeMatrixTest
{
    public static TheoryData<string> Names => [.. RevokeVariant.All.Select(v => v.Name)];

    [Fact]
    public void There_are_at_least_45_of_them_and_each_can_be_proved() => Assert.InRange(RevokedType.All.Count, 45, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_declared_revocation_is_done_once_and_proved_or_not_claimed(string name)
    {
        var variant = RevokeVariant.All.Single(v => v.Name == name);
        var complaints = new ConcurrentBag<string>();
        var ended = new ConcurrentDictionary<string, bool>();
        var sent = new ConcurrentDictionary<(string, int), int>();
        var types = RevokedType.All.Where(t => t.Changes.All(s => s.Optional || variant.Say(s) is not null)).ToDictionary(t => t.Id);
        using var provider = new LoopbackProvider(request =>
        {
            var type = types[request.Target.Split('/')[1].Replace('~', '/')];
            var step = type.StepOf(request, Prefix(type));
            if (step is { LooksUp: false })
            {
                sent.AddOrUpdate((type.Id, step.Number), 1, (_, n) => n + 1);
                if (!step.Optional && variant.Ends) ended[type.Id] = true;
                return step.Optional ? RuleAnswer.Of(step.Done) : variant.Say(step)!;
            }
            if (step is not null && !ended.ContainsKey(type.Id) && ExpectedRequest.IsReal(type.Type, request)) return RuleAnswer.Of(step.Done);
            if (step is null && ExpectedRequest.Complaint(type.Type, request, Prefix(type)) is { Length: > 0 } complaint) complaints.Add(complaint);
            var voice = Voice.Derived(type.Type.Check);
            return !ExpectedRequest.IsReal(type.Type, request) ? voice.Wrong : ended.ContainsKey(type.Id) ? voice.Dead! : voice.Live;
        });
        var wrong = new ConcurrentBag<string>();
        var folder = Directory.CreateTempSubdirectory("stanch-");
        try
        {
            await Parallel.ForEachAsync(types.Values, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (type, stop) =>
            {
                var policy = Policies.For(type.Type, $"{provider.Address}{Prefix(type)}") with { Timeout = name == "slow" ? TimeSpan.FromSeconds(3) : TimeSpan.FromMinutes(1) };
                var clock = new HastyClock();
                using var checker = new Checker(CheckedTypes.Catalog, policy);
                using var revoker = new Revoker(CheckedTypes.Catalog, policy, type.Credential);
                using var journal = Journal.Open(Path.Combine(folder.FullName, Prefix(type)[1..]), clock.GetUtcNow(), out var mistake);
                Assert.Equal("", mistake);
                var options = new RevocationOptions { Irreversible = true, Wait = TimeSpan.FromSeconds(5), Clock = clock };
                var result = await new Revocation(checker, revoker, journal!, options, _ => { }).Run(type.Credential, type.Plan, "0-test", stop);
                if (result.Outcome != variant.Outcome) wrong.Add($"{type.Id}: {result.Word}: {result.Detail}");
                foreach (var step in type.Changes.Where(s => !s.Optional || variant.Outcome == RevocationOutcome.Dead))
                    if (sent.GetValueOrDefault((type.Id, step.Number)) is var times && (times < 1 || times > (step.Optional ? 1 : variant.Sends))) wrong.Add($"{type.Id}: step {step.Number} was sent {times} times");
            });
            foreach (var type in types.Values)
                if (File.ReadAllText(Path.Combine(folder.FullName, Prefix(type)[1..])).Contains(type.Type.Secret, StringComparison.Ordinal)) wrong.Add($"{type.Id}: the journal holds the secret");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        Assert.Equal([], complaints.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([], wrong.Order(StringComparer.Ordinal));
    }

    private static string Prefix(RevokedType type) => "/" + type.Id.Replace('/', '~');
}
