namespace Stanch.Bench.Quality.Formats;

/// <summary>gitleaks' JSON, and betterleaks', which has the same names and may have the path among <c>Attributes</c> only.</summary>
internal sealed class GitleaksFindings : IFindingsFormat
{
    public string Name => "gitleaks or betterleaks JSON";

    public bool Fits(PlacedJson first) => first.IsArray && first.Items.All(i => i["RuleID"] is not null);

    public void Read(PlacedJson value, Collected into)
    {
        if (!value.IsArray) throw new MisplacedValueException(value, "one list of findings was expected, and nothing behind it");
        foreach (var item in value.Items)
        {
            var file = Expected.TextIfAny(item, "File");
            if (file.Length == 0 && item["Attributes"] is { IsObject: true } attributes) file = Expected.TextIfAny(attributes, "path");
            if (file.Length == 0) file = Expected.Text(item, "File");
            into.Add(file, item["StartLine"], item["EndLine"], Expected.TextIfAny(item, "Secret"), Expected.Text(item, "RuleID"));
        }
    }
}
