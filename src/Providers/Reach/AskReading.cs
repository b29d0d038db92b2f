using Stanch.Providers.Checks;
using Stanch.Providers.Network;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Reach;

/// <summary>What one answer to a question means.</summary>
/// <param name="Text">What of it decided, or why it decides nothing.</param>
internal sealed record AskReading(ReachAnswer Answer, Doubt Doubt, string Text)
{
    public static AskReading Of(AskDeclaration ask, Answer answer)
    {
        if (answer.Status is >= 300 and < 400 or 407 or 511) return Unknown(Doubt.Blocked, $"a redirect, a proxy or a portal answered ({answer.Status})");
        if (answer.IsPage) return Unknown(Doubt.Blocked, $"a web page ({answer.Status}) and not the provider's interface");
        var (yes, no) = (IsYes(ask, answer), IsNo(ask, answer));
        if (yes && no) return Unknown(Doubt.Ambiguous, $"the answer ({answer.Status}) is a yes and a no at once");
        if (yes) return new(ReachAnswer.Allowed, Doubt.None, $"status {answer.Status}");
        if (no) return new(ReachAnswer.Refused, Doubt.None, ask.Refused is { Marked: true } rule ? AnswerReading.Describe(rule, answer.Status) : $"status {answer.Status}");
        if (answer.Status == 429) return Unknown(Doubt.RateLimit, "the provider's limit of requests was reached (429)");
        if (answer.Status >= 500) return Unknown(Doubt.Ambiguous, $"the provider has trouble of its own ({answer.Status})");
        return Unknown(Doubt.Ambiguous, answer.IsEmpty ? $"an empty answer ({answer.Status}) proves nothing" : $"the answer ({answer.Status}) is none that the provider file describes");
    }

    private static AskReading Unknown(Doubt doubt, string text) => new(ReachAnswer.Unknown, doubt, text);

    private static bool IsYes(AskDeclaration ask, Answer answer)
    {
        if (answer.IsEmpty) return false;
        if (ask.Allowed is { } rule && !AnswerReading.Proves(rule, answer)) return false;
        if (answer.Status is not (>= 200 and < 300)) return ask.Allowed?.Status.Contains(answer.Status) == true;
        if (ask.List is { } list) return Rows.Of(list, answer) is not null;
        return ask.Allowed is not null || ask.Request.Keep.Any(k => Facts.Read(answer, k.Value) is { Length: > 0 });
    }

    private static bool IsNo(AskDeclaration ask, Answer answer)
    {
        if (answer.IsEmpty || answer.Tree is null) return false;
        if (ask.Refused is not { } rule) return answer.Status is 401 or 403;
        return rule.Marked ? AnswerReading.Proves(rule, answer) : rule.Status.Contains(answer.Status);
    }
}
