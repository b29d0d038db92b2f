using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Checks;

/// <summary>One check: the value's request, the made-up value's, and the comparison of what came back.</summary>
internal sealed class Probes(Exchange exchange, CheckPolicy policy)
{
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(10);

    private readonly Controls controls = new();

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

        var (probe, answer) = await Send(provider, check, () => builder.Build(check.Request, credential.Value), stop);
        var evidence = new Evidence
        {
            Request = $"{check.Request.Method} {check.Request.Address}", Host = first.Address.Host, Address = exchange.AddressOf(first.Address.Host), Answer = probe.Seen,
        };
        if (answer is null) return CheckVerdict.Unknown(probe.Doubt, probe.Detail, evidence);
        if (probe.Reading!.Meaning is Meaning.Live or Meaning.Restricted) exchange.Restore(provider, first.Account);
        if (probe.Reading.Meaning is not (Meaning.Live or Meaning.Restricted or Meaning.Dead)) return CheckVerdict.Unknown(Comparison.DoubtOf(probe.Reading.Meaning), Unclear(probe.Reading), evidence);

        evidence = evidence with { Facts = Facts.Of(check.Request, answer, credential), Minted = await Undo(credential, check, builder, answer, probe.Reading.Meaning) };
        if (probe.Reading.Meaning == Meaning.Dead && first.Account.Length > 0)
            return new CheckVerdict(Life.Dead, Doubt.None, probe.Reading.Text, evidence with { ControlNote = "not sent: another refused login could lock the account" });
        var control = await Control(credential, check, builder, first.Account, stop);
        return Comparison.Of(probe.Reading, control, evidence);
    }

    private static string Unclear(AnswerReading reading) => reading.Matched ? $"it was refused in a way that does not say whether it ever worked, or works with other parts ({reading.Text})" : reading.Text;

    private async Task<(Probe Probe, Answer? Answer)> Send(string provider, CheckDeclaration check, Func<OutgoingRequest> make, CancellationToken stop)
    {
        var reply = await exchange.Send(provider, make, answer => AnswerReading.Of(check, answer).Matched, again: check.Request.Effect == "none", stop);
        if (reply.Answer is not { } answer) return (Probe.None(reply), null);
        var reading = AnswerReading.Of(check, answer);
        return (new Probe(reading, answer.Seen(reading.Rule), Doubt.None, ""), answer);
    }

    private Task<Probe> Control(Credential credential, CheckDeclaration check, RequestBuilder builder, string account, CancellationToken stop) => controls.Once(credential, async () =>
    {
        if (!exchange.Reserve(credential.Detector.Provider, account)) return Probe.None(Doubt.Budget, "another refused login could lock the account");
        var other = credential.With(ControlValue.Of(credential.Detector, credential.Secret, policy.Chance));
        return (await Send(credential.Detector.Provider, check, () => builder.Build(check.Request, other.Value), stop)).Probe;
    });

    /// <summary>Ends the token that the check made. Not stopped by an interrupt: it would leave a working token behind.</summary>
    internal async Task<string> Undo(Credential credential, CheckDeclaration check, RequestBuilder builder, Answer answer, Meaning meaning)
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
