using Stanch.Providers.Checks;
using Stanch.Providers.Revoking;

namespace Stanch.Remediation;

/// <summary>
/// Ends one credential: asks whether it works, sends the steps, asks until it is dead. Every request stands in the journal before it is sent, and what came of it after, so that a run
/// that dies anywhere is taken up where it was.
/// </summary>
/// <remarks>
/// A step of which no outcome is known is not sent again before somebody was asked: the check whether the value still works, or the provider, whose answer to a step that is done already
/// is known.
/// </remarks>
public sealed class Revocation(Checker checker, Revoker revoker, Journal journal, RevocationOptions options, Action<RevocationNews> tell)
{
    private const int Sends = 3;
    private const string DeadSays = "the check says that the value is dead";
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(30);

    private CheckVerdict last = new(Life.Unknown, Doubt.Interrupted, "not asked yet");

    /// <summary>Throws <see cref="JournalFailed"/>; nothing is sent that does not stand in the journal.</summary>
    public async Task<RevocationResult> Run(Credential credential, RevokePlan plan, string fingerprint, CancellationToken stop)
    {
        var entries = new RevocationEntries(journal, options.Clock);
        var taken = Attempt.IsOpen(journal);
        if (!taken) entries.Begun(credential.Detector.Id, fingerprint, plan, options.Version);
        else tell(new RevocationNews("taken up where an earlier run was left"));
        await Ask();

        var begun = plan.Steps.Any(s => !s.LooksUp && Attempt.State(journal, s) != StepState.Open);
        if (last.Doubt == Doubt.Interrupted) return new RevocationResult(RevocationOutcome.Interrupted, "stopped; nothing was sent to revoke it in this run", last);
        if (!begun && last.Life == Life.Dead) return End(RevocationOutcome.AlreadyDead, "it does not work any more; nothing was sent to revoke it");
        if (!begun && last.Life == Life.Unknown && !options.Force && plan.Steps.Count > 0)
            return End(RevocationOutcome.NotKnown, $"whether it works is not known, so nothing was sent to revoke it ({last.Detail}); --force revokes it all the same");

        foreach (var step in plan.Steps)
        {
            if (stop.IsCancellationRequested) return new RevocationResult(RevocationOutcome.Interrupted, $"stopped before step {step.Number}; run it again to go on", last);
            var state = Attempt.State(journal, step);
            if (!step.LooksUp && state == StepState.Settled) continue;
            if (last.Life == Life.Dead && step.LooksUp) continue;
            if (last.Life == Life.Dead && state == StepState.Pending)
            {
                entries.Resolved(step, DeadSays);
                continue;
            }
            if (Leave(step) is { } reason)
            {
                entries.Left(step, reason);
                tell(new RevocationNews($"step {step.Number} left out: {reason}"));
                continue;
            }
            var outcome = await Do(step, state == StepState.Pending);
            if (outcome.Result is StepResult.Refused or StepResult.NotSent or StepResult.Unknown && !step.Optional) return Failed(step, outcome);
            if (outcome.Result == StepResult.Gone && step.LooksUp) break;
        }
        return await UntilDead();

        async Task Ask()
        {
            last = await checker.Again(credential, stop);
            entries.Checked(last);
            tell(new RevocationNews("", last));
        }

        string? Leave(RevokeStep step)
        {
            var missing = revoker.Missing(step);
            if (step.Optional && step.Irreversible && !options.Irreversible) return "it can't be taken back; --yes-irreversible allows it";
            if (missing.Count == 0) return null;
            if (step.Optional) return $"it needs {string.Join(", ", missing)}";
            return last.Life == Life.Dead ? "it is dead without it" : null;
        }

        async Task<StepOutcome> Do(RevokeStep step, bool pending)
        {
            for (var sends = 1; ; sends++)
            {
                if (pending && !step.LooksUp && await Settle(step) is { } settled) return settled;
                entries.Sending(step);
                var outcome = await revoker.Send(step);
                entries.Answered(step, outcome);
                tell(new RevocationNews($"step {step.Number}: {outcome.Detail}"));
                if (outcome.Result != StepResult.Unknown || step.LooksUp) return outcome;
                pending = true;
                // An answer that means nothing would come again.
                if (outcome.Answer is not null || sends == Sends) return await Settle(step, patient: false) is { Result: StepResult.Done } done ? done : outcome;
            }
        }

        // What came of a step that was sent; null: nothing, so it may be sent again.
        async Task<StepOutcome?> Settle(RevokeStep step, bool patient = true)
        {
            for (var asked = 0; asked < (patient ? 3 : 1); asked++)
            {
                if (asked > 0 && !await Pause(TimeSpan.FromSeconds(asked))) break;
                if (asked > 0 || last.Evidence?.Answer is not { } answer || answer.At < entries.LastSent) await Ask();
                if (last.Life == Life.Dead)
                {
                    entries.Resolved(step, DeadSays);
                    return new StepOutcome(StepResult.Done, DeadSays);
                }
            }
            if (last.Life == Life.Unknown && !step.SaysWhenGone && !options.Force) return new StepOutcome(StepResult.Unknown, "it was sent, and whether it was done is not known; --force sends it again");
            return null;
        }

        async Task<bool> Pause(TimeSpan length)
        {
            try
            {
                await Task.Delay(length, options.Clock, stop);
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        async Task<RevocationResult> UntilDead()
        {
            var began = options.Clock.GetTimestamp();
            for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 < longest ? pause * 2 : longest)
            {
                if (last.Evidence?.Answer is not { } answer || answer.At < entries.LastSent) await Ask();
                if (last.Life == Life.Dead) return End(RevocationOutcome.Dead, "it is refused: a check says that it is dead");
                if (last.Doubt is Doubt.NotCheckable or Doubt.NeedsParts or Doubt.NeedsConsent or Doubt.Offline or Doubt.HostNotAllowed or Doubt.Budget) return Unproved();
                var left = options.Wait - options.Clock.GetElapsedTime(began);
                if (left <= TimeSpan.Zero) return last.Life == Life.Unknown ? Unproved() : new RevocationResult(RevocationOutcome.StillLive, $"it still works after {options.Wait.TotalSeconds:0} s; run it again to go on asking", last);
                if (!await Pause(pause < left ? pause : left)) return new RevocationResult(RevocationOutcome.Interrupted, "stopped before a check said that it is dead; run it again to go on", last);
                await Ask();
            }
        }

        RevocationResult Unproved() => new(RevocationOutcome.NotKnown, $"{(plan.Steps.Count > 0 ? "the provider took the request, but " : "")}whether it is dead is not known: {last.Detail}", last);

        RevocationResult Failed(RevokeStep step, StepOutcome outcome)
        {
            var detail = $"step {step.Number}: {outcome.Detail}";
            if (outcome.Result == StepResult.Unknown) return new RevocationResult(last.Life is Life.Live or Life.Restricted ? RevocationOutcome.StillLive : RevocationOutcome.NotKnown, detail, last);
            return End(outcome.Result == StepResult.Refused ? RevocationOutcome.Refused : last.Life is Life.Live or Life.Restricted ? RevocationOutcome.StillLive : RevocationOutcome.NotKnown, detail);
        }

        RevocationResult End(RevocationOutcome outcome, string detail)
        {
            var result = new RevocationResult(outcome, detail, last);
            entries.Ended(result);
            return result;
        }
    }
}
