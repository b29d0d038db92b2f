namespace Stanch.Detection;

/// <summary>Something that looks like a secret, before it is judged.</summary>
/// <param name="Context">See <see cref="Match.Context"/>.</param>
/// <param name="Confidence">What the recogniser thinks, or null: then the detector says.</param>
internal sealed record Candidate(ByteRange Secret, ByteRange Whole, List<MatchPart> Parts, ByteRange Context, double? Confidence);

/// <summary>What a recogniser made of an anchor hit: a candidate, or why there is none (null: nothing worth saying).</summary>
internal readonly record struct Reading(Candidate? Candidate, string? Why = null);
