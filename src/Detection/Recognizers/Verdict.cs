using System.Text;
using Stanch.Detection.Judging;

namespace Stanch.Detection.Recognizers;

/// <summary>Has a slot judged.</summary>
internal static class Verdict
{
    public static Reading Of(ReadOnlySpan<byte> content, in Slot slot, ByteRange context, bool explain)
    {
        Span<float> traits = stackalloc float[Evidence.Count];
        Evidence.Gather(content, slot, traits);
        var judgement = Judgement.Default;
        var probability = Math.Round(explain ? judgement.Probability(traits) : judgement.ProbabilityIfAny(traits), 2);
        var why = explain ? Reasons.Of(judgement, traits, probability) : null;
        if (probability < Judgement.Least) return new Reading(null, why ?? "its likelihood is too low");
        List<MatchPart> parts = [];
        if (slot.Joint != Joint.Address) parts.Add(new MatchPart("name", content[slot.Name.Start..slot.Name.End].ToArray(), slot.Name));
        return new Reading(new Candidate(slot.Value, new ByteRange(slot.Name.Start, slot.Value.End), parts, context, probability), why);
    }
}
