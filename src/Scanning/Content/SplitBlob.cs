using Stanch.Detection;
using Stanch.Sources;

namespace Stanch.Scanning.Content;

/// <summary>
/// A blob that comes in pieces because it is too large to be held. Lines are counted on from piece to piece; matches near the end of a piece wait for the
/// next one, which may hold a better claim to the same bytes. Finds exactly what the whole blob would give.
/// </summary>
internal sealed class SplitBlob(Scanner scanner, int reach, PathRules rules, SightingWriter writer, Coverage coverage)
{
    /// <summary>A group that goes on and on is cut: memory is bounded whatever the file holds.</summary>
    private const int MostWaiting = 20_000;

    private readonly List<(Match Match, Place Place)> waiting = [];
    private readonly List<Match> found = [];
    private ContentForm form;
    private LineCursor cursor;
    private long start;

    /// <returns>False: no more of this blob is wanted.</returns>
    public bool Accept(in Piece piece)
    {
        if (piece.Start == 0 && piece.OwnStart == 0) Begin(piece);
        else MoveOn(piece);
        if (form == ContentForm.Binary) return false;

        found.Clear();
        scanner.Scan(piece.Content, form, new ByteRange(piece.OwnStart, piece.OwnEnd), [], found);
        found.RemoveAll(m => waiting.Exists(w => w.Match.Detector.Id == m.Detector.Id && w.Match.At == m.At && w.Match.Decoded == m.Decoded));
        Place(piece);

        var settledTo = piece.Last ? int.MaxValue : piece.OwnEnd - reach;
        WriteSettled(settledTo, piece.Provenance);
        if (!piece.Last && settledTo > 0) cursor.MoveTo(piece.Content, form == ContentForm.Text ? settledTo : settledTo & ~1);
        return true;
    }

    private void Begin(in Piece piece)
    {
        waiting.Clear();
        start = 0;
        form = ContentForms.Sniff(piece.Content);
        cursor = new LineCursor(form, piece.Content);
        writer.StartBlob(piece.Provenance);
        if (form == ContentForm.Binary) coverage.Skip(SkipReason.Binary, piece.Provenance.Describe());
    }

    private void MoveOn(in Piece piece)
    {
        var by = (int)(piece.Start - start);
        start = piece.Start;
        cursor.Rebase(by);
        for (var i = 0; i < waiting.Count; i++) waiting[i] = (waiting[i].Match.Shift(-by), waiting[i].Place);
    }

    private void Place(in Piece piece)
    {
        if (found.Count == 0) return;
        found.Sort(static (a, b) => a.At.Start.CompareTo(b.At.Start));
        var redactions = new Redactions(waiting.Select(w => w.Match).Concat(found));
        // What lies before the reach has been settled and is forgotten; a secret in what follows the owned stretch is not known yet.
        var shown = new ByteRange(Math.Max(0, piece.OwnStart - reach), piece.Last ? piece.Content.Length : Math.Max(0, piece.OwnEnd - reach));
        var marks = new Marks(piece.Content, form);
        var probe = cursor;
        foreach (var match in found) waiting.Add((match, Placing.Of(piece.Content, form, match, shown, ref probe, redactions, marks)));
    }

    /// <summary>Writes what no later piece can contest: groups of matches that claim neighbouring bytes and end before <paramref name="settledTo"/>.</summary>
    private void WriteSettled(int settledTo, Provenance provenance)
    {
        if (waiting.Count == 0) return;
        waiting.Sort(static (a, b) => Claimed(a.Match).Start.CompareTo(Claimed(b.Match).Start));
        int ready = 0, end = int.MinValue;
        for (var i = 0; i < waiting.Count; i++)
        {
            end = Math.Max(end, Claimed(waiting[i].Match).End);
            if (end > settledTo) break;
            if (i + 1 == waiting.Count || Claimed(waiting[i + 1].Match).Start >= end || i > MostWaiting) ready = i + 1;
        }
        if (ready == 0) return;
        var places = new Dictionary<Match, Place>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < ready; i++) places.Add(waiting[i].Match, waiting[i].Place);
        foreach (var match in Settling.Settle([.. places.Keys], provenance, rules))
        {
            writer.Write(match, places[match]);
        }
        waiting.RemoveRange(0, ready);
    }

    /// <summary>All bytes that a match lays claim to: its secret and its parts.</summary>
    private static ByteRange Claimed(Match match)
    {
        var claimed = match.At;
        foreach (var part in match.Parts) claimed = new ByteRange(Math.Min(claimed.Start, part.At.Start), Math.Max(claimed.End, part.At.End));
        return claimed;
    }
}
