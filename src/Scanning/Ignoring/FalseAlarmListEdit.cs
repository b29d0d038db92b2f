namespace Stanch.Scanning.Ignoring;

/// <summary>Puts a rule into the list <c>false-alarms</c> of a <c>.stanch.yaml</c>, by its order; one for the same places is replaced.</summary>
internal static class FalseAlarmListEdit
{
    public static byte[] With(string file, byte[] content, FalseAlarmRule rule) => YamlListEdit.With(file, content, "false-alarms", KeyOf, rule.Key, Lines(rule));

    private static string KeyOf(YamlNode item) => $"{Text(item, "detector")}\n{Text(item, "path")}\n{Text(item, "name")}";

    private static string Text(YamlNode item, string key) =>
        (item as YamlMapping)?.Pairs.FirstOrDefault(p => p.Key.Text == key)?.Value is YamlScalar scalar ? scalar.Text : "";

    private static List<string> Lines(FalseAlarmRule rule)
    {
        List<string> lines = [$"detector: {YamlListEdit.Scalar(rule.Detector)}"];
        if (rule.Path is { } path) lines.Add($"path: {YamlListEdit.Scalar(path)}");
        if (rule.Name is { } name) lines.Add($"name: {YamlListEdit.Scalar(name)}");
        lines.Add($"reason: {YamlListEdit.Scalar(rule.Reason)}");
        return lines;
    }
}
