namespace Stanch.Scanning.Ignoring;

/// <summary>
/// What a mark without a fingerprint covers: the one value that it first stood beside. A new secret on its line is not covered, as far as
/// the history that was scanned tells. See docs/adr/values-not-places.md.
/// </summary>
internal static class BareMarks
{
    public enum Verdict { Covered, SeveralOnLine, StoodBesideAnother }

    /// <param name="marks">All bare marks that count, current or not, of one repository.</param>
    /// <returns>A verdict on each current one.</returns>
    public static IEnumerable<(MarkedSecret Secret, Verdict Verdict)> Judge(IReadOnlyCollection<MarkedSecret> marks)
    {
        var standing = marks.Where(m => m.Current).ToList();
        foreach (var group in marks.GroupBy(m => (m.File, m.Mark.Reason)))
        {
            var current = group.Where(m => m.Current).ToList();
            // A value whose mark moved to another file with it has not made room for a new one.
            var gone = group.Where(m => !m.Current && !standing.Any(m.SameValue)).ToList();
            foreach (var secret in current)
            {
                // Dates may be equal after a rebase or a squash; then it is reported rather than hidden.
                var onLine = current.Where(m => m.Line == secret.Line && m.Content == secret.Content);
                var since = group.Where(secret.SameValue).Min(m => m.Date ?? DateTimeOffset.MaxValue);
                yield return (secret,
                    onLine.Any(m => !Nested(m, secret)) ? Verdict.SeveralOnLine
                    : gone.Any(m => (m.Date ?? DateTimeOffset.MaxValue) <= since) ? Verdict.StoodBesideAnother
                    : Verdict.Covered);
            }
        }
    }

    /// <summary>Two detectors may take more or less of one secret: an address and the password in it.</summary>
    private static bool Nested(MarkedSecret a, MarkedSecret b) =>
        a.Value.Bytes.IndexOf(b.Value.Bytes) >= 0 || b.Value.Bytes.IndexOf(a.Value.Bytes) >= 0;
}
