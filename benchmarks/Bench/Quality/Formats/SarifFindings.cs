using System.Globalization;

namespace Stanch.Bench.Quality.Formats;

/// <summary>SARIF 2.1.0. A result counts once for each of its locations; one that is suppressed is none.</summary>
internal sealed class SarifFindings : IFindingsFormat
{
    public string Name => "SARIF";

    public bool Fits(PlacedJson first) => first.IsObject && first["runs"] is not null;

    public void Read(PlacedJson value, Collected into)
    {
        foreach (var run in Expected.List(Expected.Object(value), "runs"))
        {
            foreach (var result in Expected.ListIfAny(Expected.Object(run), "results"))
            {
                if (Expected.ListIfAny(Expected.Object(result), "suppressions").Count > 0) continue;
                var rule = Rule(run, result);
                foreach (var location in Expected.ListIfAny(result, "locations")) Location(location, rule, into);
            }
        }
    }

    private static void Location(PlacedJson location, string rule, Collected into)
    {
        if (Expected.Object(location)["physicalLocation"] is not { IsObject: true } physical) return;
        if (physical["artifactLocation"] is not { IsObject: true } artifact) throw new MisplacedValueException(physical, "this object lacks 'artifactLocation'");
        var uri = Expected.Text(artifact, "uri");
        if (uri.StartsWith("file://", StringComparison.OrdinalIgnoreCase)) uri = uri["file://".Length..];
        var region = physical["region"];
        into.Add(Uri.UnescapeDataString(uri), region?["startLine"], region?["endLine"], "", rule);
    }

    private static string Rule(PlacedJson run, PlacedJson result)
    {
        if (Expected.TextIfAny(result, "ruleId") is { Length: > 0 } id) return id;
        if (result["ruleIndex"] is { } index && int.TryParse(index.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            && run["tool"]?["driver"]?["rules"] is { } rules && i < rules.Items.Count) return Expected.TextIfAny(rules.Items[i], "id");
        return "";
    }
}
