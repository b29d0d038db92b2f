using System.Globalization;

namespace Stanch.Scanning.Ignoring;

/// <summary>Puts an entry into the list <c>ignore</c> of a <c>.stanch.yaml</c>, by its fingerprint.</summary>
internal static class IgnoreListEdit
{
    public static byte[] With(string file, byte[] content, IgnoreEntry entry) => YamlListEdit.With(file, content, "ignore", FingerprintOf, entry.Fingerprint, Lines(entry));

    private static string FingerprintOf(YamlNode item) =>
        (item as YamlMapping)?.Pairs.FirstOrDefault(p => p.Key.Text == "fingerprint")?.Value is YamlScalar scalar ? scalar.Text : "";

    private static List<string> Lines(IgnoreEntry entry)
    {
        List<string> lines = [$"fingerprint: {entry.Fingerprint}"];
        if (entry.Detector is { } detector) lines.Add($"detector: {YamlListEdit.Scalar(detector)}");
        lines.Add($"reason: {YamlListEdit.Scalar(entry.Reason)}");
        if (entry.By is { } by) lines.Add($"by: {YamlListEdit.Scalar(by)}");
        if (entry.Until is { } until) lines.Add($"until: {until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        return lines;
    }
}
