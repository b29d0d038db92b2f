namespace Stanch.Scanning.Ignoring;

/// <summary>
/// What a mark without a fingerprint covers: the one value that it first stood beside. A new secret on its line is not covered, as far as
/// the history that was scanned tells. See docs/adr/values-not-places.md.
/// </summary>
internal static class BareMarks
{
    /// <summary>More values than this on a line need not be compared to know that they are several secrets.</summary>
    private const int MaxNested = 8;

    public enum Verdict { Covered, SeveralOnLine, StoodBesideAnother }

    /// <param name="marks">All bare marks that count, current or not, of one repository.</param>
    /// <returns>A verdict on each current one.</returns>
    public static IEnumerable<(MarkedSecret Secret, Verdict Verdict)> Judge(IReadOnlyCollection<MarkedSecret> marks, KnownValues values)
    {
        var standing = marks.Where(m => m.Current).Select(Value).ToHashSet();
        foreach (var group in marks.GroupBy(m => (m.File, m.Mark.Reason)))
        {
            // A value whose mark moved to another file with it has not made room for a new one.
            var earliestGone = group.Where(m => !m.Current && !standing.Contains(Value(m))).Min(m => (DateTimeOffset?)DateOf(m));
            var since = group.GroupBy(Value).ToDictionary(g => g.Key, g => g.Min(DateOf));
            foreach (var line in group.Where(m => m.Current).GroupBy(m => (m.Content, m.Line)))
            {
                var several = AreSeveral([.. line.DistinctBy(Value)]);
                foreach (var secret in line)
                {
                    // Dates may be equal after a rebase or a squash; then it is reported rather than hidden.
                    yield return (secret, several ? Verdict.SeveralOnLine : earliestGone <= since[Value(secret)] ? Verdict.StoodBesideAnother : Verdict.Covered);
                }
            }
        }

        KnownValue Value(MarkedSecret m) => values.Of(m.Value.Bytes);
    }

    private static DateTimeOffset DateOf(MarkedSecret m) => m.Date ?? DateTimeOffset.MaxValue;

    /// <summary>Two detectors may take more or less of one secret: an address and the password in it.</summary>
    private static bool AreSeveral(List<MarkedSecret> onLine)
    {
        if (onLine.Count > MaxNested) return true;
        var longest = onLine.MaxBy(m => m.Value.Length)!;
        return onLine.Any(m => longest.Value.Bytes.IndexOf(m.Value.Bytes) < 0);
    }
}
