using Stanch.Providers.Revoking;

namespace Stanch.Remediation;

internal enum StepState
{
    /// <summary>Not sent yet, or the provider did nothing about it.</summary>
    Open,
    /// <summary>Sent, and what came of it is not known.</summary>
    Pending,
    Settled,
}

/// <summary>What the journal tells of the revocation that it was last written for.</summary>
internal static class Attempt
{
    /// <summary>Its lines, from <c>begun</c> on; empty before the first.</summary>
    public static IReadOnlyList<JournalEntry> Lines(Journal journal) => [.. journal.Entries.Skip(Math.Max(0, journal.Entries.ToList().FindLastIndex(e => e.Event == "begun")))];

    /// <summary>It was begun and has not come to an end.</summary>
    public static bool IsOpen(Journal journal) => Lines(journal) is { Count: > 0 } lines && lines[0].Event == "begun" && lines.All(e => e.Event != "ended");

    public static int Number(Journal journal) => journal.Entries.Count(e => e.Event == "begun");

    public static StepState State(Journal journal, RevokeStep step)
    {
        var state = StepState.Open;
        // By what it sends and not by its place alone: the catalog may be a newer one by now.
        foreach (var entry in Lines(journal).Where(e => e.Data.TryGetProperty("request", out var request) && request.GetString() == step.Request && e.Data.GetProperty("step").GetInt32() == step.Number))
        {
            state = entry.Event switch
            {
                "sending" => StepState.Pending,
                "resolved" => StepState.Settled,
                "answered" => entry.Data.GetProperty("result").GetString() switch
                {
                    "done" or "gone" => StepState.Settled,
                    "unknown" => StepState.Pending,
                    _ => StepState.Open,
                },
                _ => state,
            };
        }
        return state;
    }
}
