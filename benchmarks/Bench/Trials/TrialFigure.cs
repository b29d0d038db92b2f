using Stanch.Bench.Quality;

namespace Stanch.Bench.Trials;

/// <summary>False alarms in popular, well-kept repositories, in their work trees or in all that their commits brought. Each was looked at once: what is new since then is named, and counts as false until somebody looks.</summary>
internal static class TrialFigure
{
    private const int Lines = 100_000;

    private sealed record Outcome(TrialRepository Repository, long LineCount, IReadOnlyList<(ReportedFinding Finding, Verdict? Verdict)> Findings, IReadOnlyList<JudgedPlace> Gone, bool Whole);

    /// <param name="past">All that the commits up to the repository's ever brought, in place of its files.</param>
    /// <returns>False: an input can't be read; it has been said.</returns>
    public static bool Print(Options options, Table table, bool past)
    {
        table.Title($"False alarms in well-kept repositories, {(past ? "history" : "work trees")}");
        TrialList list;
        try
        {
            list = TrialList.Read(options.Trials);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            Console.Error.WriteLine($"bench: {e.Message}");
            return false;
        }
        table.Line($"{"",-28} {"lines",10} {"findings",9} {"real",6} {"test",6} {"example",8} {"false",6} {"new",6}");
        var outcomes = new List<Outcome>();
        foreach (var repository in list.Repositories)
        {
            if (past && repository.LinesBrought == 0)
            {
                table.Line($"{repository.Name,-28} its history was not looked at: left out");
                continue;
            }
            if (LocalClone.Find(options.Clones, repository.Name) is not { } clone)
            {
                table.Line($"{repository.Name,-28} is not in {options.Clones}: left out");
                continue;
            }
            if ((past ? TryPast(options, repository, clone, list) : Try(options, repository, clone, list)) is not { } outcome) return false;
            outcomes.Add(outcome);
            Row(outcome.Repository.Name, [outcome], table, outcome.Whole ? "" : "  (the clone lacks files)");
        }
        Row($"{outcomes.Count} repositories", outcomes, table);
        Details(outcomes, table);
        table.Ratio($"false alarms (new ones among them) in {Lines:#,0} lines", Per(outcomes, v => v is null or Verdict.False), 1, atLeast: false);
        table.Line($"for whoever calls data of tests and examples false too: {Per(outcomes, v => v is not Verdict.Real):0.00}");
        return true;
    }

    private static Outcome? Try(Options options, TrialRepository repository, LocalClone clone, TrialList list)
    {
        var folder = Directory.CreateTempSubdirectory("stanch-trial-").FullName;
        try
        {
            var whole = clone.CheckOut(repository.Commit, folder);
            var tree = Path.Combine(folder, "tree");
            var (file, error) = StanchRun.On(options.Stanch, tree, prefix: "", "--no-history", "--no-ignore");
            return Judged(repository, file, error, list.Places, LinesIn(tree), whole);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Outcome? TryPast(Options options, TrialRepository repository, LocalClone clone, TrialList list)
    {
        var (file, error) = StanchRun.On(options.Stanch, clone.GitFolder, prefix: "", "--range", repository.Commit);
        return Judged(repository, file, error, list.Past, repository.LinesBrought, whole: true);
    }

    private static Outcome? Judged(TrialRepository repository, FindingsFile? file, FindingsError? error, IReadOnlyList<JudgedPlace> places, long lines, bool whole)
    {
        if (file is null)
        {
            Console.Error.WriteLine($"bench: {repository.Name}: {error}");
            return null;
        }
        var judged = new Judgements(places.Where(p => p.Repository == repository.Name), repository.Commit);
        List<(ReportedFinding, Verdict?)> findings = [.. file.Findings.Select(f => (f, judged.Of(f)))];
        return new Outcome(repository, lines, findings, [.. judged.Gone], whole);
    }

    private static void Row(string name, IReadOnlyList<Outcome> outcomes, Table table, string note = "")
    {
        var verdicts = outcomes.SelectMany(o => o.Findings).Select(f => f.Verdict).ToList();
        int Count(Verdict? verdict) => verdicts.Count(v => v == verdict);
        table.Line($"{name,-28} {outcomes.Sum(o => o.LineCount),10} {verdicts.Count,9} {Count(Verdict.Real),6} {Count(Verdict.Test),6} {Count(Verdict.Example),8} {Count(Verdict.False),6} {Count(null),6}{note}");
    }

    private static void Details(IReadOnlyList<Outcome> outcomes, Table table)
    {
        var open = outcomes.SelectMany(o => o.Findings.Select(f => (o.Repository, f.Finding, f.Verdict))).Where(f => f.Verdict is null or Verdict.False).ToList();
        if (open.Count > 0) table.Line("\n  false alarms, and what nobody has judged yet:");
        foreach (var (repository, finding, verdict) in open) table.Line($"{(verdict is null ? "new  " : "false")} {repository.Name} {(finding.Commit is { } commit ? commit[..Math.Min(10, commit.Length)] + " " : "")}{finding.File}:{finding.LineStart} {finding.Rule}");
        var gone = outcomes.SelectMany(o => o.Gone).ToList();
        if (gone.Count > 0)
        {
            table.Line("\n  judged once and not reported any more: " + string.Join(", ", gone.GroupBy(g => g.Verdict).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}")));
            foreach (var place in gone.Where(g => g.Verdict == Verdict.Real)) table.Line($"missed {place.Repository} {place.Path}:{place.Line} {place.Detector}");
        }
        table.Line("");
    }

    private static double Per(IReadOnlyList<Outcome> outcomes, Func<Verdict?, bool> counts) =>
        outcomes.Sum(o => o.Findings.Count(f => counts(f.Verdict))) * (double)Lines / Math.Max(1, outcomes.Sum(o => o.LineCount));

    /// <summary>Of text: what holds a NUL near its start is none.</summary>
    private static long LinesIn(string tree)
    {
        long lines = 0;
        foreach (var path in Directory.EnumerateFiles(tree, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            var content = File.ReadAllBytes(path);
            if (!content.AsSpan(0, Math.Min(content.Length, 8000)).Contains((byte)0)) lines += content.AsSpan().Count((byte)'\n');
        }
        return lines;
    }
}
