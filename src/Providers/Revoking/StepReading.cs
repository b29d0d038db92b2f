using Stanch.Providers.Checks;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Revoking;

/// <summary>What an answer says of the step that it answers. Whether the credential is dead is not for it to say, but for the type's check.</summary>
internal static class StepReading
{
    public static StepOutcome Of(RevokeStep step, Answer answer)
    {
        if (answer.Status is >= 300 and < 400) return Unknown($"a redirect ({answer.Status}), which proves nothing");
        if (answer.Status is 407 or 511) return Unknown($"a proxy or a captive portal answered ({answer.Status})");
        if (answer.IsPage) return Unknown($"a web page ({answer.Status}) and not the provider's interface");
        List<(StepResult Result, string Text)> met = [];
        Try(step.Done, StepResult.Done, answer.IsEmpty || answer.Json is not null);
        Try(step.Gone, StepResult.Gone, answer.Status == 401 && (answer.Json is not null || answer.IsXml));
        Try(step.Refused, StepResult.Refused, false);
        if (met is [var one])
        {
            if (one.Result == StepResult.Done && step.Declaration.Keep.FirstOrDefault(k => Facts.Read(answer, k.Value) is null or "") is { Key: { } name })
                return Unknown($"the answer ({answer.Status}) lacks '{name}', which a later step needs");
            return new StepOutcome(one.Result, one.Text, answer.Seen(one.Text));
        }
        if (met.Count > 1) return Unknown($"the answer matches several rules: {string.Join("; ", met.Select(m => m.Text))}");
        // Nothing was done for somebody who has to ask again later.
        if (answer.Status == 429) return new StepOutcome(StepResult.NotSent, "the provider's limit of requests was reached (429)", answer.Seen(""));
        if (answer.Status >= 500) return Unknown($"the provider has trouble of its own ({answer.Status})");
        return Unknown(answer.Status == 403 ? "a 403 without the provider's own words proves nothing: a firewall sends one too" : $"the answer ({answer.Status}) is none that the provider file describes");

        void Try(AnswerRule? rule, StepResult result, bool plain)
        {
            if (rule is null || !(rule.Marked ? AnswerReading.Proves(rule, answer) : plain && rule.Status.Contains(answer.Status))) return;
            met.Add((result, AnswerReading.Describe(rule, answer.Status)));
        }

        StepOutcome Unknown(string detail) => new(StepResult.Unknown, detail, answer.Seen(""));
    }
}
