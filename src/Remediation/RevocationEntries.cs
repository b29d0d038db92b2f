using System.Text.Json;
using Stanch.Providers.Checks;
using Stanch.Providers.Revoking;
using Stanch.Scanning.Reports;

namespace Stanch.Remediation;

/// <summary>What a revocation writes into its journal.</summary>
internal sealed class RevocationEntries(Journal journal, TimeProvider clock)
{
    /// <summary>When a step was last sent in this run: what was asked before says nothing of what it did.</summary>
    public DateTimeOffset LastSent { get; private set; } = DateTimeOffset.MinValue;

    public void Begun(string type, string fingerprint, RevokePlan plan, string version) => Add("begun", json =>
    {
        json.WriteString("type", type);
        json.WriteString("fingerprint", fingerprint);
        json.WriteString("stanch", version);
        json.WriteNumber("steps", plan.Steps.Count);
    });

    public void Checked(CheckVerdict verdict) => Add("checked", json =>
    {
        json.WritePropertyName("verdict");
        VerdictText.Write(json, verdict);
    });

    public void Sending(RevokeStep step)
    {
        Add("sending", json =>
        {
            Name(json, step);
            json.WriteString("effect", step.Effect);
            json.WriteBoolean("irreversible", step.Irreversible);
            if (step.Takes.Length > 0) json.WriteString("takes", step.Takes);
        });
        LastSent = clock.GetUtcNow();
    }

    public void Answered(RevokeStep step, StepOutcome outcome) => Add("answered", json =>
    {
        Name(json, step);
        json.WriteString("result", outcome.Word);
        json.WriteString("detail", outcome.Detail);
        if (outcome.Host.Length > 0) json.WriteString("host", outcome.Host);
        if (outcome.Address.Length > 0) json.WriteString("address", outcome.Address);
        if (outcome.Answer is not { } answer) return;
        json.WriteNumber("status", answer.Status);
        if (answer.Rule.Length > 0) json.WriteString("rule", answer.Rule);
        json.WriteString("body_sha256", answer.BodyDigest);
        json.WriteNumber("body_bytes", answer.BodyLength);
    });

    public void Resolved(RevokeStep step, string reason) => Add("resolved", json =>
    {
        Name(json, step);
        json.WriteString("reason", reason);
    });

    public void Left(RevokeStep step, string reason) => Add("left", json =>
    {
        Name(json, step);
        json.WriteString("reason", reason);
    });

    public void Ended(RevocationResult result) => Add("ended", json =>
    {
        json.WriteString("outcome", result.Word);
        json.WriteString("detail", result.Detail);
    });

    private static void Name(Utf8JsonWriter json, RevokeStep step)
    {
        json.WriteNumber("step", step.Number);
        json.WriteString("request", step.Request);
    }

    private void Add(string name, Action<Utf8JsonWriter> write) => journal.Append(name, clock.GetUtcNow(), write);
}
