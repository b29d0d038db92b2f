using System.Collections.Concurrent;
using Stanch.Catalog;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Checks;

/// <summary>One check: the value's request, the made-up value's, and the comparison of what came back.</summary>
internal sealed class Probes(Exchange exchange, CheckPolicy policy)
{
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Lazy<Task<Probe>>> controls = new(StringComparer.Ordinal);

    /// <summary>A request that was sent, and what came of it.</summary>
    private sealed record Probe(Reply Reply, AnswerReading? Reading)
    {
        public SeenAnswer? Seen => Reply.Answer is { } answer ? answer.Seen(Reading!.Rule) : null;
    }

    public async Task<CheckVerdict> Run(Credential credential, CheckDeclaration check, RequestBuilder builder, CancellationToken stop)
    {
        OutgoingRequest first;
        try
        {
            first = builder.Build(check.Request, credential.Value);
        }
        catch (UnfitValueException e)
        {
            return CheckVerdict.Unknown(Doubt.NotCheckable, e.Message);
        }
        catch (ForeignHostException e)
        {
            return CheckVerdict.Unknown(Doubt.HostNotAllowed, $"{e.Message}; if it is yours, name it: --endpoint {credential.Detector.Provider}=https://…");
        }
        var provider = credential.Detector.Provider;
        if (!exchange.Reserve(provider, first.Account)) return CheckVerdict.Unknown(Doubt.Budget, $"{policy.MaxRefusals} values were refused for this account already; more could lock it");

        var probe = await Send(provider, check, () => builder.Build(check.Request, credential.Value), stop);
        var evidence = new Evidence
        {
            Request = $"{check.Request.Method} {check.Request.Address}", Host = first.Address.Host, Address = exchange.AddressOf(first.Address.Host), Answer = probe.Seen,
        };
        if (probe.Reply.Answer is not { } answer) return CheckVerdict.Unknown(probe.Reply.Doubt, probe.Reply.Detail, evidence);
        if (probe.Reading!.Meaning is Meaning.Live or Meaning.Restricted) exchange.Restore(provider, first.Account);
        if (probe.Reading.Meaning is not (Meaning.Live or Meaning.Restricted or Meaning.Dead)) return CheckVerdict.Unknown(DoubtOf(probe.Reading.Meaning), Unclear(probe.Reading), evidence);

        evidence = evidence with { Facts = Facts.Of(check.Request, answer, credential), Minted = await Undo(credential, check, builder, answer, probe.Reading.Meaning) };
        if (probe.Reading.Meaning == Meaning.Dead && first.Account.Length > 0)
            return new CheckVerdict(Life.Dead, Doubt.None, probe.Reading.Text, evidence with { ControlNote = "not sent: another refused login could lock the account" });
        var control = await Control(credential, check, builder, first.Account, stop);
        evidence = evidence with { Control = control.Seen, ControlNote = control.Reading?.Text ?? control.Reply.Detail };
        return Compare(probe.Reading, control, evidence);
    }

    /// <summary>The answer to the value against the answer to the made-up one.</summary>
    private static CheckVerdict Compare(AnswerReading reading, Probe control, Evidence evidence)
    {
        if (control.Reading?.Meaning is Meaning.Live or Meaning.Restricted)
            return CheckVerdict.Unknown(Doubt.Ambiguous, "a made-up value gets the answer of one that works, so the answer proves nothing", evidence);
        if (reading.Meaning == Meaning.Dead) return new CheckVerdict(Life.Dead, Doubt.None, reading.Text, evidence);
        if (control.Reading is null) return CheckVerdict.Unknown(control.Reply.Doubt, $"it looks as if it works, and a made-up value could not be tried for comparison: {control.Reply.Detail}", evidence);
        if (control.Reading.Meaning is not (Meaning.Dead or Meaning.Refused))
            return CheckVerdict.Unknown(DoubtOf(control.Reading.Meaning), $"it looks as if it works, and a made-up value was not refused as it should be: {control.Reading.Text}", evidence);
        return new CheckVerdict(reading.Meaning == Meaning.Live ? Life.Live : Life.Restricted, Doubt.None, reading.Text, evidence);
    }

    private static string Unclear(AnswerReading reading) => reading.Matched ? $"it was refused in a way that does not say whether it ever worked, or works with other parts ({reading.Text})" : reading.Text;

    private static Doubt DoubtOf(Meaning meaning) => meaning switch
    {
        Meaning.RateLimit => Doubt.RateLimit,
        Meaning.Foreign => Doubt.Blocked,
        _ => Doubt.Ambiguous,
    };

    private async Task<Probe> Send(string provider, CheckDeclaration check, Func<OutgoingRequest> make, CancellationToken stop)
    {
        var reply = await exchange.Send(provider, make, answer => AnswerReading.Of(check, answer).Matched, again: check.Request.Effect == "none", stop);
        return new Probe(reply, reply.Answer is { } answer ? AnswerReading.Of(check, answer) : null);
    }

    /// <summary>Once for each type and whatever else its request holds: another account, another host may answer otherwise.</summary>
    private Task<Probe> Control(Credential credential, CheckDeclaration check, RequestBuilder builder, string account, CancellationToken stop)
    {
        var key = string.Join('\0', credential.Parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}").Prepend(credential.Detector.Id));
        return controls.GetOrAdd(key, _ => new Lazy<Task<Probe>>(async () =>
        {
            if (!exchange.Reserve(credential.Detector.Provider, account)) return new Probe(Reply.None(Doubt.Budget, "another refused login could lock the account"), null);
            var other = credential.With(ControlValue.Of(credential.Detector, credential.Secret, policy.Chance));
            return await Send(credential.Detector.Provider, check, () => builder.Build(check.Request, other.Value), stop);
        })).Value;
    }

    /// <summary>Ends the token that the check made. Not stopped by an interrupt: it would leave a working token behind.</summary>
    private async Task<string> Undo(Credential credential, CheckDeclaration check, RequestBuilder builder, Answer answer, Meaning meaning)
    {
        if (check.Request.Effect != "mints-token" || meaning != Meaning.Live) return "";
        if (check.Undo is not { } undo) return "a token was made, kept nowhere, and lives until it expires: the provider file names no way to end it";
        Dictionary<string, string> kept = [];
        foreach (var (name, from) in check.Request.Keep)
            if (Facts.Read(answer, from) is { } value) kept[name] = value;
        using var limit = new CancellationTokenSource(UndoTime, policy.Clock);
        try
        {
            var reply = await exchange.Send(credential.Detector.Provider, () => builder.Build(undo, n => kept.GetValueOrDefault(n) ?? credential.Value(n)), _ => false, again: true, limit.Token);
            return reply.Answer switch
            {
                { Status: >= 200 and < 300 } => "a token was made, kept nowhere, and revoked",
                { } other => $"a token was made and kept nowhere; revoking it was answered with {other.Status}",
                null => $"a token was made and kept nowhere; revoking it failed: {reply.Detail}",
            };
        }
        catch (Exception e) when (e is UnfitValueException or ForeignHostException)
        {
            return $"a token was made and kept nowhere; it could not be revoked: {e.Message}";
        }
    }
}
