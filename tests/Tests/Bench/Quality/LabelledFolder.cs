using Stanch.Bench.Quality;

namespace Stanch.Tests.Bench.Quality;

/// <summary>Invented labelled code in a folder of its own: two repositories, <c>aa</c> and <c>bb</c>.</summary>
internal sealed class LabelledFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-labels-").FullName;
    private readonly List<string> rows = [];

    public LabelledFolder()
    {
        Directory.CreateDirectory(Path.Combine(folder, "meta"));
        File.WriteAllText(Path.Combine(folder, "repos.tsv"), "repo\tcommit\trepo_id\tsplit\nowner/first\t1\taa\tdev\nowner/second\t2\tbb\tdev\nowner/left\t3\tcc\t-\n");
        Text("data/aa/app.py", "one", "two", "three", "four", "five", "six", "seven", "eight");
    }

    public void Text(string file, params string[] lines)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Join('\n', lines));
    }

    public LabelledFolder Label(string file, int start, int end, bool isTrue, string category = "Password")
    {
        rows.Add($"{rows.Count},x,GitHub,{file.Split('/')[1]},{file},{start},{end},{(isTrue ? 'T' : 'F')},-1,-1,,,\"{category}\"");
        return this;
    }

    public Labels Read(bool core = true)
    {
        File.WriteAllLines(Path.Combine(folder, "meta", "all.csv"),
            ["Id,FileID,Domain,RepoName,FilePath,LineStart,LineEnd,GroundTruth,ValueStart,ValueEnd,CryptographyKey,PredefinedPattern,Category", .. rows]);
        return Labels.Read(folder, core);
    }

    public Score Score(params ReportedFinding[] findings) => Scoring.Of(Read(), findings);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
