using System.Text.Json;

namespace Stanch.Playbooks.Advice;

/// <summary>A log of the provider's that can be read by a request.</summary>
/// <param name="Name">As the provider file calls it: <c>sign-ins</c>.</param>
/// <param name="Source">The page that describes the request; may be empty.</param>
/// <param name="Fields">What each event tells.</param>
internal sealed record AuditLog(string Name, Call Call, string Source, IReadOnlyList<string> Fields)
{
    public bool TellsAddress => Fields.Contains("address");

    /// <summary>How the request wants the times; empty where it takes none.</summary>
    public string Times =>
        Call.Text.Contains("{from-date}", StringComparison.Ordinal) ? "The times are dates: 2026-01-31."
        : Call.Text.Contains("{from-seconds}", StringComparison.Ordinal) ? "The times are seconds since 1970, as date +%s prints them."
        : Call.Text.Contains("{from-milliseconds}", StringComparison.Ordinal) ? "The times are milliseconds since 1970."
        : Call.Text.Contains("{from}", StringComparison.Ordinal) ? "The times look like 2026-01-31T09:30:00Z."
        : "";

    public static AuditLog Read(JsonProperty log) => new(log.Name, Call.Read(log.Value)[0],
        log.Value.TryGetProperty("source", out var source) ? source.GetString()! : "", [.. log.Value.GetProperty("map").EnumerateObject().Select(f => f.Name)]);
}
