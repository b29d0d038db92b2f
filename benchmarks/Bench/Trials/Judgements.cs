using Stanch.Bench.Quality;

namespace Stanch.Bench.Trials;

/// <summary>What people said about the places of one repository at its commit, asked for what a run reports now.</summary>
internal sealed class Judgements
{
    private readonly List<JudgedPlace> places;
    private readonly string tip;
    private readonly ILookup<(string, string, int), JudgedPlace> byLine;
    private readonly HashSet<JudgedPlace> met = [];

    /// <param name="tip">The commit of a finding that names none.</param>
    public Judgements(IEnumerable<JudgedPlace> places, string tip)
    {
        this.places = [.. places];
        this.tip = tip;
        byLine = this.places.ToLookup(p => (p.Commit, p.Path, p.Line));
    }

    /// <summary>Those that were asked for nowhere: not reported any more.</summary>
    public IEnumerable<JudgedPlace> Gone => places.Where(p => !met.Contains(p));

    /// <returns>Null: nobody has looked at it yet.</returns>
    public Verdict? Of(ReportedFinding finding)
    {
        var line = byLine[(finding.Commit ?? tip, finding.File, finding.LineStart)].ToList();
        // What was judged as another detector's is the same place; where several stand on a line and differ, it is to be looked at again.
        var own = line.Where(p => p.Detector == finding.Rule).ToList();
        if (own.Count == 0) own = line;
        met.UnionWith(own);
        var verdicts = own.Select(p => p.Verdict).Distinct().ToList();
        return verdicts.Count == 1 ? verdicts[0] : null;
    }
}
