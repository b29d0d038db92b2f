using Stanch.Playbooks;
using Stanch.Tests.Scanning.Reports;

namespace Stanch.Tests.Playbooks;

internal static class Exposures
{
    public static Exposure Typical { get; } = new("zoom/client-secret", "3-0123456789abcdef01234567", "aBcD…(32)",
    [
        new("", "config/.env", 12, 20, "ZOOM_CLIENT_SECRET", new("4f6c1d0a9b8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a", "Ada <ada@example.com>", "2026-10-31T09:15:00+01:00")) { InCurrentTree = true },
        new("", "src/meeting's room.js", 7, 3, "", new("9a9b8c7d6e5f4a4f6c1d0a9b8e7f6a5b4c3d2e1f", "Bob <bob@example.com>", "2026-11-02T09:15:00+01:00")),
    ]);

    /// <summary>Every text that can be hostile is.</summary>
    public static Exposure Hostile { get; } = new("zoom/client-secret", "3-0123456789abcdef01234567", Hostilities.All[0],
        [.. Hostilities.All.Select(h => new ExposedPlace(h, h + ".env", 1, 1, "", new(h, h, h)) { InCurrentTree = true, OtherPaths = [h] })]);
}
