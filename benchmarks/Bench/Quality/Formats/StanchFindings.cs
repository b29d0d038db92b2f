namespace Stanch.Bench.Quality.Formats;

/// <summary>Our own reports, <c>jsonl</c> and <c>json</c>. Lines with <c>rule</c> in place of <c>detector</c> are read too: so other scanners' outputs are handed around.</summary>
internal sealed class StanchFindings : IFindingsFormat
{
    public string Name => "Stanch jsonl or json";

    public bool Fits(PlacedJson first) =>
        first.IsObject && (first["receipt"] is not null || (first["file"] is not null && first["line_start"] is not null) || first["format"] is { Text: "stanch-report/1" });

    public void Read(PlacedJson value, Collected into)
    {
        if (Expected.Object(value)["findings"] is not null)
        {
            foreach (var finding in Expected.List(value, "findings")) Finding(Expected.Object(finding), into);
        }
        else if (value["receipt"] is null) Finding(value, into);
    }

    private static void Finding(PlacedJson finding, Collected into)
    {
        var file = Expected.Text(finding, "file");
        // Where the target holds several repositories, the file is named from its own repository.
        var repository = Expected.TextIfAny(finding, "repository");
        var rule = finding["rule"] is { IsText: true } named ? named.Text : Expected.TextIfAny(finding, "detector");
        into.Add(repository.Length > 0 && !file.StartsWith(repository + "/", StringComparison.Ordinal) ? $"{repository}/{file}" : file,
            finding["line_start"], finding["line_end"], Expected.TextIfAny(finding, "secret"), rule, finding["commit"]?["id"]?.Text);
    }
}
