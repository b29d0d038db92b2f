using System.Text.Json;
using Stanch.Catalog;
using Stanch.Providers.Requests;
using Stanch.Providers.Signing;

namespace Stanch.Providers.Revoking;

/// <summary>How a type is revoked, as its provider file says.</summary>
/// <param name="Steps">Requests in the order in which they are sent; none: there is no interface for it.</param>
/// <param name="Manual">Steps for a person, where the file gives them in place of requests.</param>
public sealed record RevokePlan(IReadOnlyList<RevokeStep> Steps, IReadOnlyList<string> Manual)
{
    public static RevokePlan Of(ProviderCatalog catalog, Detector detector) =>
        catalog.Providers.FirstOrDefault(p => p.Id == detector.Provider) is { } provider && Declarations.Revoke(provider, detector.Id[(detector.Provider.Length + 1)..]) is { } revoke ? Read(revoke) : new RevokePlan([], []);

    internal static RevokePlan Read(JsonElement revoke) => revoke.ValueKind switch
    {
        JsonValueKind.Array => new RevokePlan([.. revoke.EnumerateArray().Select((s, i) => RevokeStep.Read(i + 1, s))], []),
        _ when revoke.TryGetProperty("manual", out var manual) => new RevokePlan([], [.. manual.EnumerateArray().Select(m => m.GetString()!)]),
        _ => new RevokePlan([RevokeStep.Read(1, revoke)], []),
    };

    /// <summary>Something of it can't be taken back.</summary>
    public bool Irreversible => Steps.Any(s => s is { Irreversible: true, Optional: false });

    /// <summary>Names that the steps which are always done need besides the secret and what earlier steps keep.</summary>
    /// <param name="hosted">The user named the address, so no part of it is asked for.</param>
    public IReadOnlyList<string> Needs(bool hosted) => NeedsOf(Steps.Where(s => !s.Optional), hosted);

    /// <summary>The same of one step.</summary>
    public IReadOnlyList<string> Needs(RevokeStep step, bool hosted) => NeedsOf([step], hosted);

    private List<string> NeedsOf(IEnumerable<RevokeStep> steps, bool hosted) =>
        [.. steps.SelectMany(s => s.Names(hosted).Where(n => n != "secret" && !Steps.TakeWhile(e => e != s).Any(e => e.Keeps(n)))).Distinct()];
}

/// <summary>One request of a revocation.</summary>
public sealed class RevokeStep
{
    private RevokeStep(RequestDeclaration declaration, AnswerRule done) => (Declaration, Done) = (declaration, done);

    /// <summary>From 1.</summary>
    public int Number { get; private init; }
    /// <summary>As the provider file has it, nothing filled in: <c>DELETE https://api.example.com/tokens/{id}</c>.</summary>
    public string Request => $"{Declaration.Method} {Declaration.Address}";
    /// <summary>Empty: the request says it.</summary>
    public string Does { get; private init; } = "";
    /// <summary>What goes with it; empty: nothing that the file names.</summary>
    public string Takes { get; private init; } = "";
    /// <summary>It changes nothing: it looks up what a later step needs.</summary>
    public bool LooksUp => Declaration.Effect != "changes";
    public string Effect => Declaration.Effect;
    /// <summary>It changes something, and that can't be taken back.</summary>
    public bool Irreversible { get; private init; }
    /// <summary>Done only when all that it is given is there; the credential is dead without it.</summary>
    public bool Optional { get; private init; }
    /// <summary>The provider says so when it is asked for what is done already, so asking twice does no harm.</summary>
    public bool SaysWhenGone => Gone is not null;

    internal RequestDeclaration Declaration { get; }
    internal AnswerRule Done { get; }
    internal AnswerRule? Gone { get; private init; }
    internal AnswerRule? Refused { get; private init; }

    internal bool Keeps(string name) => Declaration.Keep.Any(k => k.Key == name);

    internal IEnumerable<string> Names(bool hosted)
    {
        var address = hosted ? Declaration.Address[(Declaration.Address.IndexOf("://", StringComparison.Ordinal) + 3)..] : Declaration.Address;
        if (hosted) address = address.IndexOfAny(['/', '?']) is >= 0 and var path ? address[path..] : "";
        return new[] { address, Declaration.Auth, Declaration.Body }.Concat(Declaration.Headers.Select(h => h.Value)).SelectMany(Template.Needed).Distinct().Where(n => !RequestSigning.Binds(n));
    }

    // A user's own file may leave `done` out: then success is what HTTP calls so.
    internal static RevokeStep Read(int number, JsonElement step) => new(Declarations.Request(step), Declarations.Rule(step, "done") ?? new AnswerRule("done", [200, 201, 202, 204], [], [], []))
    {
        Number = number, Does = Declarations.Text(step, "does"), Takes = Declarations.Text(step, "takes"),
        Irreversible = Declarations.Text(step, "effect") == "changes" && !Flag(step, "reversible"), Optional = Flag(step, "optional"),
        Gone = Declarations.Rule(step, "gone"), Refused = Declarations.Rule(step, "refused"),
    };

    private static bool Flag(JsonElement step, string name) => step.TryGetProperty(name, out var flag) && flag.GetBoolean();
}
