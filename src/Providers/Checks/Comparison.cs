using System.Collections.Concurrent;
using Stanch.Providers.Network;

namespace Stanch.Providers.Checks;

/// <summary>A request or a login that was tried, and what came of it.</summary>
/// <param name="Reading">Null: no answer came; <paramref name="Doubt"/> and <paramref name="Detail"/> say why.</param>
internal sealed record Probe(AnswerReading? Reading, SeenAnswer? Seen, Doubt Doubt, string Detail)
{
    public static Probe None(Doubt doubt, string detail) => new(null, null, doubt, detail);

    public static Probe None(Reply reply) => None(reply.Doubt, reply.Detail);
}

/// <summary>What made-up values got: each is sent once for a type and whatever else its request holds, since another account or host may answer otherwise.</summary>
internal sealed class Controls
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Probe>>> sent = new(StringComparer.Ordinal);

    public static string Key(Credential credential) => string.Join('\0', credential.Parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}").Prepend(credential.Detector.Id));

    public Task<Probe> Once(Credential credential, Func<Task<Probe>> send)
    {
        return sent.GetOrAdd(Key(credential), _ => new Lazy<Task<Probe>>(send)).Value;
    }
}

/// <summary>The answer to the value against the answer to the made-up one.</summary>
internal static class Comparison
{
    /// <param name="reading">That of the value: live, restricted or dead.</param>
    public static CheckVerdict Of(AnswerReading reading, Probe control, Evidence evidence)
    {
        evidence = evidence with { Control = control.Seen, ControlNote = control.Reading?.Text ?? control.Detail };
        if (control.Reading?.Meaning is Meaning.Live or Meaning.Restricted)
            return CheckVerdict.Unknown(Doubt.Ambiguous, "a made-up value gets the answer of one that works, so the answer proves nothing", evidence);
        if (reading.Meaning == Meaning.Dead) return new CheckVerdict(Life.Dead, Doubt.None, reading.Text, evidence);
        if (control.Reading is null) return CheckVerdict.Unknown(control.Doubt, $"it looks as if it works, and a made-up value could not be tried for comparison: {control.Detail}", evidence);
        if (control.Reading.Meaning is not (Meaning.Dead or Meaning.Refused))
            return CheckVerdict.Unknown(DoubtOf(control.Reading.Meaning), $"it looks as if it works, and a made-up value was not refused as it should be: {control.Reading.Text}", evidence);
        return new CheckVerdict(reading.Meaning == Meaning.Live ? Life.Live : Life.Restricted, Doubt.None, reading.Text, evidence);
    }

    public static Doubt DoubtOf(Meaning meaning) => meaning switch
    {
        Meaning.RateLimit => Doubt.RateLimit,
        Meaning.Foreign => Doubt.Blocked,
        _ => Doubt.Ambiguous,
    };
}
