namespace Stanch.Detection;

/// <summary>Where several detectors claim the same bytes, one keeps them.</summary>
public static class Contest
{
    /// <summary>
    /// Sorts by position and removes every match whose secret overlaps that of a better one, or a part of a more specific one (the id beside a
    /// key is no finding of its own). Deterministic.
    /// </summary>
    public static void Settle(List<Match> matches)
    {
        if (matches.Count < 2)
        {
            return;
        }
        matches.Sort(static (a, b) => a.At.Start != b.At.Start ? a.At.Start.CompareTo(b.At.Start) : a.At.End.CompareTo(b.At.End));
        var order = Enumerable.Range(0, matches.Count).ToArray();
        Array.Sort(order, (a, b) => Better(matches[a], matches[b]));
        var secrets = new Claims();
        var parts = new Claims();
        var waiting = new List<ByteRange>();
        var kept = new bool[matches.Count];
        var specificity = int.MaxValue;
        foreach (var i in order)
        {
            var match = matches[i];
            if (match.Detector.Specificity < specificity)
            {
                // Parts are taken from less specific detectors only: equals do not rob each other.
                foreach (var part in waiting) parts.Add(part);
                waiting.Clear();
                specificity = match.Detector.Specificity;
            }
            if (secrets.Overlaps(match.At) || parts.Overlaps(match.At)) continue;
            kept[i] = true;
            secrets.Add(match.At);
            waiting.AddRange(match.Parts.Select(p => p.At));
        }
        var n = 0;
        for (var i = 0; i < matches.Count; i++)
        {
            if (kept[i]) matches[n++] = matches[i];
        }
        matches.RemoveRange(n, matches.Count - n);
    }

    private static int Better(Match a, Match b)
    {
        var specific = b.Detector.Specificity.CompareTo(a.Detector.Specificity);
        if (specific != 0) return specific;
        // What is reported by default does not give way to what only might be something.
        var sure = (b.Confidence >= ConfidencePreset.Default.AtLeast).CompareTo(a.Confidence >= ConfidencePreset.Default.AtLeast);
        if (sure != 0) return sure;
        var form = Form(a).CompareTo(Form(b));
        if (form != 0) return form;
        var length = b.At.Length.CompareTo(a.At.Length);
        if (length != 0) return length;
        var start = a.At.Start.CompareTo(b.At.Start);
        if (start != 0) return start;
        // Two ways to the same bytes: the one that took off fewer layers.
        var layers = (a.Decoded?.Length ?? 0).CompareTo(b.Decoded?.Length ?? 0);
        if (layers != 0) return layers;
        var id = string.CompareOrdinal(a.Detector.Id, b.Detector.Id);
        return id != 0 ? id : string.CompareOrdinal(a.Decoded, b.Decoded);
    }

    /// <summary>What still holds its escapes is the raw form of what was decoded; what decoding did not change is the plain one read twice.</summary>
    private static int Form(Match match) => match.Decoded is null ? 1 : match.At.Length != match.Value.Length ? 0 : 2;
}
