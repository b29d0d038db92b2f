using System.Globalization;

namespace Stanch.Bench.Quality;

/// <summary>One row of the labels: a value that people looked at.</summary>
/// <param name="Repository">Its id: the folder below <c>data/</c>.</param>
/// <param name="Categories">A row may belong to two.</param>
internal sealed record Label(string File, string Repository, int LineStart, int LineEnd, bool True, string[] Categories);

/// <summary>Labelled code: <c>data/</c>, <c>meta/*.csv</c> and <c>repos.tsv</c> in a folder.</summary>
/// <param name="Rows">What counts.</param>
/// <param name="Neutral">What counts neither way: identifiers, nonces, salts.</param>
/// <param name="Names">Name of each repository by its id.</param>
internal sealed record Labels(string Folder, IReadOnlyList<Label> Rows, IReadOnlyList<Label> Neutral, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>Of these it is arguable whether they are secret at all.</summary>
    private static readonly HashSet<string> Identifiers =
        ["UUID", "Nonce", "Salt", "AWS S3 Bucket", "Firebase Domain", "Tencent WeChat API App ID", "Other", "Seed, Salt, Nonce", "Uncategorised"];

    /// <param name="core">Rows that are identifiers only are neutral; otherwise they count like all others.</param>
    /// <exception cref="InvalidDataException">The folder holds no such labels.</exception>
    public static Labels Read(string folder, bool core)
    {
        var repositories = Path.Combine(folder, "repos.tsv");
        var meta = Path.Combine(folder, "meta");
        if (!File.Exists(repositories) || !Directory.Exists(meta) || !Directory.Exists(Path.Combine(folder, "data")))
            throw new InvalidDataException($"{folder}: labelled code has repos.tsv, meta/ and data/");
        var names = Csv.Records(File.ReadAllText(repositories), '\t').Where(r => r["split"] != "-").ToDictionary(r => r["repo_id"], r => r["repo"], StringComparer.Ordinal);
        var rows = new List<Label>();
        var neutral = new List<Label>();
        foreach (var file in Directory.EnumerateFiles(meta, "*.csv").Order(StringComparer.Ordinal))
        {
            foreach (var record in Csv.Records(File.ReadAllText(file), ','))
            {
                if (!names.ContainsKey(record["RepoName"])) continue;
                var label = new Label(record["FilePath"], record["RepoName"], Number(record["LineStart"]), Number(record["LineEnd"]), record["GroundTruth"] == "T", record["Category"].Split(':'));
                (core && label.Categories.All(Identifiers.Contains) ? neutral : rows).Add(label);
            }
        }
        return new Labels(folder, rows, neutral, names);
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);
}
