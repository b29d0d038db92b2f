using Stanch.Bench.Quality;
using Stanch.Bench.Trials;

namespace Stanch.Tests.Bench.Trials;

public sealed class TrialListTest : IDisposable
{
    private const string Heading = "repository\tcommit\tpath\tline\tdetector\tverdict\twhy\n";
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-trials-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_list_of_the_repository_is_whole()
    {
        var list = TrialList.Read(Architecture.Repository.At("benchmarks", "trials"));
        Assert.True(list.Repositories.Count >= 20);
        Assert.True(list.Repositories.Select(r => r.Language).Distinct().Count() >= 10);
        Assert.All(list.Places, p => Assert.Contains(list.Repositories, r => r.Name == p.Repository && r.Commit == p.Commit));
        Assert.All(list.Past, p => Assert.Contains(list.Repositories, r => r.Name == p.Repository));
        foreach (var places in new[] { list.Places, list.Past })
            Assert.Equal(places.Count, places.Select(p => (p.Repository, p.Commit, p.Path, p.Line, p.Detector)).Distinct().Count());
        Assert.All(list.Repositories, r => Assert.Matches("^[0-9a-f]{40}$", r.Commit));
    }

    [Fact]
    public void A_verdict_is_found_by_place_and_by_detector_where_several_stand_there()
    {
        var judged = new Judgements([Place("a", 1, "x/y", Verdict.False), Place("a", 2, "x/y", Verdict.Test), Place("a", 2, "z/w", Verdict.Real), Place("b", 1, "x/y", Verdict.Real)], "c");
        Assert.Equal(Verdict.False, judged.Of(At("a", 1, "x/y")));
        Assert.Equal(Verdict.False, judged.Of(At("a", 1, "new/name")));
        Assert.Equal(Verdict.Real, judged.Of(At("a", 2, "z/w")));
        Assert.Null(judged.Of(At("a", 2, "new/name")));
        Assert.Null(judged.Of(At("c", 1, "x/y")));
        Assert.Null(judged.Of(At("a", 1, "x/y") with { Commit = "d" }));
        Assert.Equal(Verdict.False, judged.Of(At("a", 1, "x/y") with { Commit = "c" }));
        Assert.Equal(["b"], judged.Gone.Select(p => p.Path));
    }

    [Theory]
    [InlineData("a/b\tc0\tf\t1\tx/y\tmaybe\twhy\n", 2)]
    [InlineData("a/b\tc0\tf\tone\tx/y\tfalse\twhy\n", 2)]
    [InlineData("a/b\tc0\tf\t1\tx/y\tfalse\twhy\na/b\tc0\tf\t1\tx/y\tfalse\n", 3)]
    [InlineData("a/b\tc0\tf\t1\tx/y\tfalse\t\n", 2)]
    public void A_broken_line_is_named(string rows, int line)
    {
        File.WriteAllText(Path.Combine(folder, "repositories.tsv"), "repository\tcommit\tlanguage\tlines\n");
        File.WriteAllText(Path.Combine(folder, "alarms.tsv"), Heading + rows);
        Assert.Contains($"alarms.tsv({line},1): error: ", Assert.Throws<InvalidDataException>(() => TrialList.Read(folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("owner+name/repo")]
    [InlineData("owner/name/.git")]
    [InlineData("owner/name.git")]
    [InlineData("name/.git")]
    public void A_clone_is_found_where_people_put_it(string place)
    {
        var git = Path.Combine([folder, .. place.Split('/')]);
        Directory.CreateDirectory(Path.Combine(git, "objects"));
        File.WriteAllText(Path.Combine(git, "HEAD"), "");
        Assert.Equal(git, LocalClone.Find(folder, "owner/name")?.GitFolder);
        Assert.Null(LocalClone.Find(folder, "owner/other"));
    }

    private static JudgedPlace Place(string path, int line, string detector, Verdict verdict) => new("o/n", "c", path, line, detector, verdict, "why");

    private static ReportedFinding At(string path, int line, string detector) => new(path, line, line, "", detector);
}
