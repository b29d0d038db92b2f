using System.Text.Json;
using Stanch.Catalog;
using Stanch.Providers.Checks;
using Stanch.Text;

namespace Stanch.Cli.Commands;

/// <param name="Name">What it is called in the output: the type, and the fingerprint that the report knows it by.</param>
/// <param name="Fingerprint">Empty: it is of no report.</param>
internal sealed record NamedCredential(string Name, Credential Credential, string Fingerprint = "", IReadOnlyDictionary<string, string>? Parts = null);

/// <summary>Takes the values out of a report that was written with <c>--show-secrets</c>.</summary>
internal static class CheckableReport
{
    /// <returns>Null after a mistake.</returns>
    public static List<NamedCredential>? Read(string path, ProviderCatalog catalog, List<string> errors)
    {
        var shown = Printable.Of(path, 200);
        try
        {
            var found = new Dictionary<string, NamedCredential>(StringComparer.Ordinal);
            var detectors = catalog.Detectors.ToDictionary(d => d.Id, StringComparer.Ordinal);
            var (any, without) = (false, false);
            foreach (var finding in Findings(File.ReadAllBytes(path)))
            {
                any = true;
                if (!finding.TryGetProperty("secret", out var secret)) without = true;
                else if (detectors.TryGetValue(finding.GetProperty("detector").GetString()!, out var detector))
                {
                    var parts = finding.TryGetProperty("parts", out var all) ? all.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal) : [];
                    var fingerprint = finding.GetProperty("fingerprint").GetString()!;
                    if (!found.TryGetValue($"{detector.Id} {fingerprint}", out _)) found[$"{detector.Id} {fingerprint}"] = new($"{detector.Id} {fingerprint}", new Credential(detector, secret.GetString()!, parts), fingerprint, parts);
                }
            }
            if (without) errors.Add($"--scan {shown}: the report holds no values; write it with --show-secrets, or use 'stanch scan --check', which needs none");
            else if (!any) errors.Add($"--scan {shown}: there is no finding in it");
            else if (found.Count == 0) errors.Add($"--scan {shown}: its findings are of types that the catalog doesn't have");
            return errors.Count > 0 ? null : [.. found.Values];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.Add($"--scan {shown}: {e.Message}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Its message would quote the report.
            errors.Add($"--scan {shown}: is no report of a scan (json, jsonl)");
        }
        return null;
    }

    private static IEnumerable<JsonElement> Findings(byte[] report)
    {
        var reader = new Utf8JsonReader(report, new JsonReaderOptions { AllowMultipleValues = true });
        List<JsonElement> all = [];
        while (reader.Read())
        {
            var root = JsonElement.ParseValue(ref reader);
            if (root.TryGetProperty("findings", out var findings)) all.AddRange(findings.EnumerateArray());
            else if (!root.TryGetProperty("receipt", out _)) all.Add(root);
        }
        return all;
    }
}
