using System.Text.Json;

namespace Stanch.Playbooks;

/// <summary>Takes one finding out of a report of a scan: the JSON document, or JSON lines. Values that it may hold are left where they are.</summary>
public static class ReportReader
{
    /// <param name="fingerprint">Whole, or as much of its start as names one value.</param>
    /// <returns>Null after an error.</returns>
    public static Exposure? Read(ReadOnlyMemory<byte> report, string fingerprint, List<string> errors)
    {
        var found = new Dictionary<string, List<JsonElement>>(StringComparer.Ordinal);
        var any = false;
        try
        {
            foreach (var finding in Findings(report))
            {
                any = true;
                var whole = Text(finding, "fingerprint");
                if (!whole.StartsWith(fingerprint, StringComparison.OrdinalIgnoreCase)) continue;
                if (!found.TryGetValue(whole, out var places)) found.Add(whole, places = []);
                places.Add(finding);
            }
            if (found.Count == 1 && fingerprint.Length > 0) return Exposure(found.Single().Key, found.Single().Value);
        }
        catch (MalformedReport e)
        {
            errors.Add($"is no report of a scan: {e.Message}");
            return null;
        }
        catch (JsonException e)
        {
            // Its message would quote the report.
            errors.Add($"is no report of a scan: not JSON, at line {e.LineNumber + 1}");
            return null;
        }
        errors.Add(!any ? "holds no finding"
            : found.Count == 0 ? $"has no finding whose fingerprint begins with '{fingerprint}'"
            : $"'{fingerprint}' begins {found.Count} fingerprints ({string.Join(", ", found.Keys.Take(5))}{(found.Count > 5 ? ", …" : "")}); give more of it");
        return null;
    }

    private static IEnumerable<JsonElement> Findings(ReadOnlyMemory<byte> report)
    {
        if (report.Span.StartsWith("\uFEFF"u8)) report = report[3..];
        var first = FirstLine(report);
        if (IsWhole(first))
        {
            // JSON lines: a finding each, and the receipt last.
            for (var line = 1; report.Length > 0; line++)
            {
                first = FirstLine(report);
                report = report[Math.Min(report.Length, first.Length + 1)..];
                if (first.Span.Trim(" \t\r"u8).IsEmpty) continue;
                var element = JsonDocument.Parse(first).RootElement;
                if (element.ValueKind != JsonValueKind.Object) throw Malformed($"'line {line}' is no object");
                if (element.TryGetProperty("findings", out var all)) foreach (var one in Objects(all)) yield return one;
                else if (!element.TryGetProperty("receipt", out _)) yield return element;
            }
            yield break;
        }
        var root = JsonDocument.Parse(report).RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("findings", out var findings)) throw Malformed("'findings' is missing");
        foreach (var finding in Objects(findings)) yield return finding;
    }

    private static IEnumerable<JsonElement> Objects(JsonElement findings)
    {
        if (findings.ValueKind != JsonValueKind.Array) throw Malformed("'findings' is no list");
        foreach (var (i, finding) in findings.EnumerateArray().Index())
            yield return finding.ValueKind == JsonValueKind.Object ? finding : throw Malformed($"'findings[{i}]' is no object");
    }

    private static Exposure Exposure(string fingerprint, List<JsonElement> findings)
    {
        var places = findings.ConvertAll(Place);
        return new Exposure(Text(findings[0], "detector"), fingerprint, Text(findings[0], "redacted"),
            [.. places.OrderByDescending(p => p.InCurrentTree).ThenBy(p => p.Commit?.Date ?? "9", StringComparer.Ordinal)]);
    }

    private static ExposedPlace Place(JsonElement finding) =>
        new(Optional(finding, "repository"), Text(finding, "file"), Number(finding, "line_start"), Number(finding, "column_start"), VariableName.In(Optional(finding, "snippet"), Text(finding, "redacted")), Commit(finding))
        {
            InCurrentTree = Flag(finding, "in_current_tree"), Unreachable = Flag(finding, "unreachable"),
            OtherPaths = finding.TryGetProperty("other_paths", out var others) && others.ValueKind == JsonValueKind.Array
                ? [.. others.EnumerateArray().Where(o => o.ValueKind == JsonValueKind.String).Select(o => o.GetString()!)] : [],
        };

    private static ExposedCommit? Commit(JsonElement finding) =>
        !finding.TryGetProperty("commit", out var commit) || commit.ValueKind == JsonValueKind.Null ? null
        : commit.ValueKind == JsonValueKind.Object ? new ExposedCommit(Text(commit, "id"), Text(commit, "author"), Text(commit, "date"))
        : throw Malformed("'commit' is no object");

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Malformed($"'{name}' of a finding is missing or no text");

    private static string Optional(JsonElement element, string name) => element.TryGetProperty(name, out _) ? Text(element, name) : "";

    private static long Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Malformed($"'{name}' of a finding is missing or no whole number");

    private static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static MalformedReport Malformed(string what) => new(what);

    private sealed class MalformedReport(string message) : Exception(message);

    private static ReadOnlyMemory<byte> FirstLine(ReadOnlyMemory<byte> text) => text.Span.IndexOf((byte)'\n') is >= 0 and var end ? text[..end] : text;

    private static bool IsWhole(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
