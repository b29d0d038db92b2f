namespace Stanch.Bench.Quality.Formats;

/// <summary>A detect-secrets baseline: the findings by file. It holds hashes of the values, so no secret is known.</summary>
internal sealed class DetectSecretsFindings : IFindingsFormat
{
    public string Name => "detect-secrets baseline";

    public bool Fits(PlacedJson first) => first.IsObject && first["results"] is { IsObject: true } && first["plugins_used"] is not null;

    public void Read(PlacedJson value, Collected into)
    {
        if (Expected.Object(value)["results"] is not { IsObject: true } results) throw new MisplacedValueException(value, "this object lacks 'results'");
        foreach (var (file, list) in results.Members)
        {
            if (!list.IsArray) throw new MisplacedValueException(list, "a list of findings was expected here");
            foreach (var item in list.Items) into.Add(file, Expected.Object(item)["line_number"], null, "", Expected.TextIfAny(item, "type"));
        }
    }
}
