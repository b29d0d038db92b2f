namespace Stanch.Training;

/// <summary>A labelled place of the data: CredData's row.</summary>
/// <param name="ValueStart">Column from 0, in characters; -1 where the label has none.</param>
internal sealed record LabelledRow(string Repository, string File, int FirstLine, int LastLine, bool True, int ValueStart, int ValueEnd, string[] Categories)
{
    /// <summary>Identifiers rather than secrets: neither right nor wrong.</summary>
    private static readonly HashSet<string> Neutral = ["UUID", "Nonce", "Salt", "AWS S3 Bucket", "Firebase Domain", "Tencent WeChat API App ID", "Other", "Seed, Salt, Nonce", "Uncategorised"];

    public bool Core => !Categories.All(Neutral.Contains);

    public static List<LabelledRow> ReadAll(string folder)
    {
        var rows = new List<LabelledRow>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            var lines = System.IO.File.ReadAllLines(path);
            var header = Fields(lines[0]);
            int At(string name) => header.IndexOf(name);
            foreach (var line in lines.Skip(1))
            {
                var f = Fields(line);
                if (f.Count < header.Count) continue;
                int Number(string name) => int.TryParse(f[At(name)], out var n) ? n : -1;
                rows.Add(new LabelledRow(f[At("RepoName")], f[At("FilePath")], Number("LineStart"), Number("LineEnd"), f[At("GroundTruth")] == "T", Number("ValueStart"), Number("ValueEnd"), f[At("Category")].Split(':')));
            }
        }
        return rows;
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else field.Append(c);
        }
        fields.Add(field.ToString());
        return fields;
    }
}
