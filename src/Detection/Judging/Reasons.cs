using System.Globalization;

namespace Stanch.Detection.Judging;

/// <summary>Says in words what decided.</summary>
internal static class Reasons
{
    private const int Most = 4;

    public static string Of(Judgement judgement, ReadOnlySpan<float> traits, double probability)
    {
        var said = new List<string>();
        foreach (var (trait, effect) in judgement.Effects(traits))
        {
            if (said.Count == Most) break;
            said.Add($"{Traits.Say(trait, traits[(int)trait])} ({effect.ToString("+0.0;-0.0", CultureInfo.InvariantCulture)})");
        }
        var verdict = probability >= 0.5 ? "likely a secret" : "not likely a secret";
        return string.Create(CultureInfo.InvariantCulture, $"{verdict} ({probability:0.00}): {string.Join("; ", said)}");
    }
}
