namespace Stanch.Scanning.Ignoring;

/// <summary>What the marks that a run has seen hide, and what is to be said about them.</summary>
internal sealed class MarkJudgement
{
    /// <summary>Places named in one note: a receipt must stay readable.</summary>
    private const int MaxNamed = 20;

    private readonly Dictionary<KnownValue, InlineMark> covered = [];
    private readonly List<string> notes = [];

    /// <param name="markSalts">Numbers of the salts that a mark's fingerprint may have been made with.</param>
    public MarkJudgement(IReadOnlyList<MarkedSecret> marks, KnownValues values, IReadOnlyList<int> markSalts)
    {
        var current = marks.Where(m => m.Current).DistinctBy(m => (m.File, m.Content, m.Line, values.Of(m.Value.Bytes))).ToList();
        Note(current.Where(m => m.Mark.Broken), "the brackets of this 'stanch:ignore' hold neither a fingerprint nor a detector's id, so it hides nothing");
        Note(current.Where(m => !m.Mark.Broken && m.Mark.Reason.Length == 0), "this 'stanch:ignore' gives no reason, so it hides nothing");

        var missed = new List<MarkedSecret>();
        foreach (var m in current.Where(m => m.Mark.Counts && !m.Mark.Bare && IsAbout(m)))
        {
            var known = values.Of(m.Value.Bytes);
            if (m.Mark.Fingerprints.Any(f => f[0] == known.Prefix && markSalts.Any(s => known.FingerprintUnder(s).StartsWith(f, StringComparison.Ordinal))))
                covered.TryAdd(known, m.Mark);
            else missed.Add(m);
        }
        // A second secret on a line whose mark names the first one is simply a finding.
        var named = current.Where(m => covered.ContainsKey(values.Of(m.Value.Bytes))).Select(m => (m.File, m.Content, m.Line)).ToHashSet();
        missed.RemoveAll(m => named.Contains((m.File, m.Content, m.Line)));
        Note(missed, "this 'stanch:ignore' is about another value than the one that stands here");

        var bare = BareMarks.Judge([.. marks.Where(m => m.Mark.Counts && m.Mark.Bare && IsAbout(m))], values).ToLookup(j => j.Verdict, j => j.Secret);
        foreach (var m in bare[BareMarks.Verdict.Covered]) covered.TryAdd(values.Of(m.Value.Bytes), m.Mark);
        Note(bare[BareMarks.Verdict.SeveralOnLine], "several secrets stand here, so a 'stanch:ignore' without fingerprints hides none");
        Note(bare[BareMarks.Verdict.StoodBesideAnother], "this 'stanch:ignore' stood beside another value before, so it does not hide the new one");
        Note(bare[BareMarks.Verdict.Covered], "hidden by a 'stanch:ignore' that is not bound to the value; `stanch ignore FILE:LINE --inline` binds it");
    }

    public IReadOnlyList<string> Notes => notes;

    public InlineMark? Covers(KnownValue value) => covered.GetValueOrDefault(value);

    private static bool IsAbout(MarkedSecret m) => m.Mark.Detectors.Count == 0 || m.Mark.Detectors.Contains(m.Detector);

    private void Note(IEnumerable<MarkedSecret> at, string what)
    {
        var places = at.Select(m => (m.File, m.Line)).Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ToList();
        if (places.Count == 0) return;
        var named = string.Join(", ", places.Take(MaxNamed).Select(p => $"{p.File}:{p.Line}"));
        notes.Add($"{named}{(places.Count > MaxNamed ? $" and {places.Count - MaxNamed} more places" : "")}: {what}");
    }
}
