using System.Collections.Concurrent;
using Stanch.Catalog;
using Stanch.Providers.Checks;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Reach;

/// <summary>
/// Says of credentials that work what they open: owner, account, rights, what they can touch. One for a run, on top of its checks. Sends nothing but what
/// the provider file declares, all of which only reads. Safe to be called from many threads.
/// </summary>
public sealed class ReachRun : IDisposable
{
    private readonly CheckPolicy policy;
    private readonly Checker checker;
    private readonly ConcurrentDictionary<string, ReachDeclaration?> declarations = new(StringComparer.Ordinal);

    public ReachRun(ProviderCatalog catalog, CheckPolicy policy)
    {
        this.policy = policy;
        checker = new Checker(catalog, policy);
    }

    /// <summary>Requests that were sent so far, repeated ones among them.</summary>
    public int Requests => checker.Requests;
    /// <summary>Every host that was asked.</summary>
    public IReadOnlyCollection<string> Hosts => checker.Hosts;

    /// <summary>Names that are needed besides the secret; null: the catalog does not say how to ask for this type.</summary>
    public IReadOnlyList<string>? Needs(Detector detector)
    {
        if (Declaration(detector) is not { } reach || checker.Needs(detector) is not { } needs) return null;
        var given = Given(detector, reach);
        var builder = checker.Builder(detector);
        return [.. needs.Union(reach.Asks.SelectMany(a => builder.Missing(Page.First.Of(a.Request), n => n == "secret" || n == "page" || given.Contains(n) ? "" : null)))];
    }

    /// <summary>What it takes at most for one credential; null: the catalog does not say how to ask.</summary>
    public ReachPlan? Plan(Detector detector)
    {
        if (Declaration(detector) is not { } reach || checker.Declaration(detector) is not { } check) return null;
        var asked = check.Request;
        List<PlannedRequest> requests = [new(Shown(asked), 2, "whether it works, and whether a made-up value does")];
        var undo = check.Request.Effect == "mints-token" ? check.Undo : null;
        if (undo is not null) requests.Add(new(Shown(undo), 1, "end the token that this made"));
        if (Borrows(check, reach))
        {
            requests.Add(new(Shown(asked), 1, "what the questions are asked with"));
            if (undo is not null) requests.Add(new(Shown(undo), 1, "end it"));
        }
        requests.AddRange(reach.Asks.Select(a => new PlannedRequest(Shown(a.Request), a.Pages, a.May)));
        var hosts = policy.Endpoints.TryGetValue(detector.Provider, out var endpoint) ? [endpoint.Address.Authority] : requests.Select(r => r.Request.Split("://", 2)[1].Split('/', '?')[0]).Distinct().ToList();
        return new ReachPlan(detector.Id, requests, hosts) { MakesToken = check.Request.Effect == "mints-token" };
    }

    /// <summary>What it takes at most for these: a made-up value is sent once for those of one type and account. Those of which nothing would be asked have no plan.</summary>
    public IReadOnlyList<ReachPlan> Plans(IEnumerable<Credential> credentials)
    {
        HashSet<string> controls = [];
        List<ReachPlan> plans = [];
        foreach (var credential in credentials.Where(c => Objection(c) is null))
        {
            var plan = Plan(credential.Detector)!;
            plans.Add(controls.Add(Controls.Key(credential)) ? plan : plan with { Requests = [plan.Requests[0] with { Times = 1, Purpose = "whether it works" }, .. plan.Requests.Skip(1)] });
        }
        return plans;
    }

    /// <summary>Why nothing would be sent for this credential, before anything is; null: it would.</summary>
    public CheckVerdict? Objection(Credential credential) => Declaration(credential.Detector) is null
        ? CheckVerdict.Unknown(Doubt.NotCheckable, $"the catalog does not say how to ask what {credential.Detector.Id} opens") : checker.Objection(credential);

    /// <summary>Never throws for anything that a provider or the network does.</summary>
    public async Task<Reached> Ask(Credential credential, CancellationToken stop)
    {
        if (Objection(credential) is { } objection) return new Reached(objection);
        var verdict = await checker.Check(credential, stop);
        if (verdict.Life is not (Life.Live or Life.Restricted)) return new Reached(verdict);
        var (reach, check) = (Declaration(credential.Detector)!, checker.Declaration(credential.Detector)!);
        var builder = checker.Builder(credential.Detector);
        var facts = verdict.Evidence?.Facts ?? [];
        if (!Borrows(check, reach)) return new Reached(verdict, await new Asking(checker.Exchange, builder, credential, reach, new Dictionary<string, string>()).All(facts, stop));

        var reply = await checker.Exchange.Send(credential.Detector.Provider, () => builder.Build(check.Request, credential.Value), a => AnswerReading.Of(check, a).Matched, again: check.Request.Effect == "none", stop);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reply.Answer is { } answer && AnswerReading.Of(check, answer).Meaning == Meaning.Live)
            foreach (var (name, from) in check.Request.Keep)
                if (Facts.Read(answer, from) is { Length: > 0 } value) known[name] = value;
        var asked = await new Asking(checker.Exchange, builder, credential, reach, known).All(facts, stop);
        return new Reached(verdict, asked) { Minted = reply.Answer is { } made ? await checker.Probes.Undo(credential, check, builder, made, AnswerReading.Of(check, made).Meaning) : "" };
    }

    /// <summary>A question uses what the check's answer gives: its request is sent once more for that.</summary>
    private static bool Borrows(CheckDeclaration check, ReachDeclaration reach)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ask in reach.Asks)
        {
            if (Used(ask.Request).Any(n => !own.Contains(n) && check.Request.Keep.Any(k => k.Key == n))) return true;
            foreach (var (name, _) in ask.Request.Keep) own.Add(name);
        }
        return false;
    }

    private static IEnumerable<string> Used(RequestDeclaration request) => new[] { request.Address, request.Auth, request.Body }.Concat(request.Headers.Select(h => h.Value)).SelectMany(Template.Needed);

    private HashSet<string> Given(Detector detector, ReachDeclaration reach) =>
        [.. reach.Asks.SelectMany(a => a.Request.Keep).Concat(checker.Declaration(detector)?.Request.Keep ?? []).Select(k => k.Key)];

    private static string Shown(RequestDeclaration request) => $"{request.Method} {request.Address}";

    private ReachDeclaration? Declaration(Detector detector) => declarations.GetOrAdd(detector.Id, _ => checker.ProviderOf(detector) is { } provider ? ReachDeclaration.Of(provider, Checker.TypeOf(detector)) : null);

    public void Dispose() => checker.Dispose();
}
