using System.Text.Json;

namespace Stanch.Playbooks.Advice;

/// <summary>A log of the provider's that can be read by a request.</summary>
/// <param name="Name">As the provider file calls it: <c>sign-ins</c>.</param>
/// <param name="Fields">What each event tells.</param>
internal sealed record AuditLog(string Name, Call Call, IReadOnlyList<string> Fields)
{
    public bool TellsAddress => Fields.Contains("address");

    public static AuditLog Read(JsonProperty log) =>
        new(log.Name, Call.Read(log.Value)[0], [.. log.Value.GetProperty("map").EnumerateObject().Select(f => f.Name)]);
}
