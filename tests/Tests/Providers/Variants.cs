using Stanch.Providers.Checks;
using Stanch.Providers.Requests;

namespace Stanch.Tests.Providers;

/// <summary>What a provider says to a value that works, to one that doesn't, and to anything else.</summary>
internal sealed record Voice(Said Live, Said Wrong, Said? Dead = null, Said? Restricted = null)
{
    /// <summary>From the type's own rules.</summary>
    public static Voice Derived(CheckDeclaration check) => new(
        RuleAnswer.Of(check.Live), check.Refused is { } refused ? RuleAnswer.Of(refused) : check.Dead is { } wrong ? RuleAnswer.Of(wrong) : RuleAnswer.Unnamed,
        check.Dead is { } dead ? RuleAnswer.Of(dead) : null, check.Restricted is { } restricted ? RuleAnswer.Of(restricted) : null);
}

/// <summary>A way in which a provider, or what stands between, behaves; and all that may be said of a value then.</summary>
/// <param name="Say">The answer to a request; the flag says whether it carries the value, and not a made-up one. Null: the variant does not exist for this type.</param>
internal sealed record Variant(string Name, Func<Voice, bool, Said?> Say, Life Life, params Doubt[] Doubts)
{
    public override string ToString() => Name;

    private static readonly Dictionary<string, string> soon = new() { ["Retry-After"] = "0" };

    public static IReadOnlyList<Variant> All { get; } =
    [
        new("live", (v, real) => real ? v.Live : v.Wrong, Life.Live),
        new("dead", (v, real) => v.Dead is null ? null : real ? v.Dead : v.Wrong, Life.Dead),
        new("restricted", (v, real) => v.Restricted is null ? null : real ? v.Restricted : v.Wrong, Life.Restricted),
        new("rate-limited", (_, _) => new Said(429, """{"error":"too many requests"}""") { Headers = soon }, Life.Unknown, Doubt.RateLimit),
        new("made-up value rate-limited", (v, real) => real ? v.Live : new Said(429, """{"error":"too many requests"}""") { Headers = soon }, Life.Unknown, Doubt.RateLimit),
        new("firewall 403", (_, _) => Said.Page(403), Life.Unknown, Doubt.Blocked),
        new("firewall 403 in JSON", (_, _) => new Said(403, """{"message":"Request blocked","code":1020,"detail":"denied","errors":[]}"""), Life.Unknown, Doubt.Blocked, Doubt.Ambiguous),
        new("firewall for the made-up value alone", (v, real) => real ? v.Live : Said.Page(403), Life.Unknown, Doubt.Blocked),
        new("page with 200", (_, _) => Said.Page(200), Life.Unknown, Doubt.Blocked),
        new("page with 401", (_, _) => Said.Page(401), Life.Unknown, Doubt.Blocked),
        new("page that says it is JSON", (_, _) => Said.Page(200) with { ContentType = "application/json" }, Life.Unknown, Doubt.Blocked),
        new("captive portal", (_, _) => new Said(302, "", "") { Headers = new Dictionary<string, string> { ["Location"] = "http://portal.example/login" } }, Life.Unknown, Doubt.Blocked),
        new("portal that asks to log in to the network", (_, _) => new Said(511, """{"error":"network authentication required"}"""), Life.Unknown, Doubt.Blocked),
        new("slow", (v, _) => v.Live with { Drips = true }, Life.Unknown, Doubt.Timeout),
        new("cut off", (v, _) => v.Live with { CutAfter = 1 }, Life.Unknown, Doubt.Network),
        new("lying", (v, _) => v.Live, Life.Unknown, Doubt.Ambiguous),
        new("empty with 200", (_, _) => new Said(200, ""), Life.Unknown, Doubt.Ambiguous),
        new("empty with 401", (_, _) => new Said(401, ""), Life.Unknown, Doubt.Ambiguous),
        new("blanks", (_, _) => new Said(200, " \r\n"), Life.Unknown, Doubt.Ambiguous),
        new("trouble", (_, _) => new Said(503, """{"error":"unavailable"}""") { Headers = soon }, Life.Unknown, Doubt.Ambiguous),
        new("another JSON with 200", (_, _) => new Said(200, """{"hello":"world"}"""), Life.Unknown, Doubt.Ambiguous),
        new("too long", (v, _) => v.Live with { Body = v.Live.Body + new string(' ', 1 << 20) }, Life.Unknown, Doubt.Ambiguous, Doubt.Blocked),
    ];
}
