using Stanch.Providers.Revoking;
using Stanch.Remediation;
using Stanch.Tests.Providers;

namespace Stanch.Tests.Remediation;

/// <summary>A way in which a provider, or what stands between, answers a step that changes something; and what may be said then.</summary>
/// <param name="Say">Null: the variant does not exist for this step.</param>
/// <param name="Ends">The value is dead after it.</param>
/// <param name="Sends">How often the step is sent at most: what may have been done is not sent again.</param>
internal sealed record RevokeVariant(string Name, Func<RevokeStep, Said?> Say, bool Ends, RevocationOutcome Outcome, int Sends = 1)
{
    private static readonly Dictionary<string, string> soon = new() { ["Retry-After"] = "0" };
    private static readonly Said gap = new(200, "{ never whole }") { CutAfter = 0 };

    public override string ToString() => Name;

    public static IReadOnlyList<RevokeVariant> All { get; } =
    [
        new("done", s => RuleAnswer.Of(s.Done), Ends: true, RevocationOutcome.Dead),
        new("gone", s => s.Gone is { } gone ? RuleAnswer.Of(gone) : null, Ends: true, RevocationOutcome.Dead),
        new("refused", s => s.Refused is { } refused ? RuleAnswer.Of(refused) : null, Ends: false, RevocationOutcome.Refused),
        new("done in words only", s => RuleAnswer.Of(s.Done), Ends: false, RevocationOutcome.StillLive),
        new("firewall 403", _ => Said.Page(403), Ends: false, RevocationOutcome.StillLive),
        new("firewall 403 in JSON", _ => new Said(403, """{"detail":"denied"}"""), Ends: false, RevocationOutcome.StillLive),
        new("page with 200", _ => Said.Page(200), Ends: false, RevocationOutcome.StillLive),
        new("captive portal", _ => new Said(302, "", "") { Headers = new Dictionary<string, string> { ["Location"] = "http://portal.example/" } }, Ends: false, RevocationOutcome.StillLive),
        new("rate-limited", _ => new Said(429, """{"error":"too many requests"}""") { Headers = soon }, Ends: false, RevocationOutcome.StillLive),
        new("trouble after it was done", _ => new Said(503, """{"error":"unavailable"}""") { Headers = soon }, Ends: true, RevocationOutcome.Dead),
        new("trouble before it was done", _ => new Said(503, """{"error":"unavailable"}""") { Headers = soon }, Ends: false, RevocationOutcome.StillLive),
        new("cut off after it was done", _ => gap, Ends: true, RevocationOutcome.Dead),
        new("cut off before it was done", _ => gap, Ends: false, RevocationOutcome.StillLive, Sends: 3),
        new("slow", s => RuleAnswer.Of(s.Done) with { Drips = true }, Ends: true, RevocationOutcome.Dead),
    ];
}
