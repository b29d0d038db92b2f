using System.Runtime.InteropServices;
using Stanch.Detection;
using Stanch.Sources;

namespace Stanch.Scanning.Content;

/// <summary>
/// Takes what a source reads through detection and writes down what is found, with line, column and a redacted snippet: the bytes are gone afterwards. One per
/// worker thread.
/// </summary>
internal sealed class ScanSink : IBlobSink
{
    private readonly Scanner scanner;
    private readonly PathRules rules;
    private readonly Coverage coverage;
    private readonly SightingWriter writer;
    private readonly SplitBlob split;
    private readonly List<Match> matches = [];
    private readonly List<ByteRange> unchanged = [];

    public ScanSink(DetectionEngine engine, PathRules rules, Sightings sightings, Coverage coverage, Origin origin)
    {
        scanner = engine.Open();
        scanner.LimitHit = coverage.LimitHit;
        this.rules = rules;
        this.coverage = coverage;
        writer = new SightingWriter(sightings, origin);
        split = new SplitBlob(scanner, engine.Reach, rules, writer, coverage);
    }

    public object? Accept(in Piece piece)
    {
        if (piece.Start > 0 || piece.OwnStart > 0 || !piece.Last) return split.Accept(piece) ? BlobToken.ScanWhole : SinkVerdict.Enough;
        if (piece.Content.IsEmpty) return null;

        var form = ContentForms.Sniff(piece.Content);
        if (form == ContentForm.Binary)
        {
            coverage.Skip(SkipReason.Binary, piece.Provenance.Describe());
            return BlobToken.ScanWhole;
        }
        matches.Clear();
        unchanged.Clear();
        var token = piece.Base as BlobToken;
        if (piece.Derived && form == ContentForm.Text && token != BlobToken.ScanWhole)
        {
            Inheritance.Unchanged(piece, unchanged);
            if (token is not null) Inheritance.Inherit(token, piece, unchanged, matches);
        }
        var inherited = matches.Count;
        scanner.Scan(piece.Content, form, new ByteRange(piece.OwnStart, piece.OwnEnd), CollectionsMarshal.AsSpan(unchanged), matches);
        if (matches.Count == 0) return form == ContentForm.Text ? null : BlobToken.ScanWhole;

        if (inherited > 0) Inheritance.RemoveTwins(matches);
        var result = form != ContentForm.Text || matches.Count > BlobToken.MostMatches ? BlobToken.ScanWhole : new BlobToken([.. matches]);
        Write(piece, form);
        return result;
    }

    private void Write(in Piece piece, ContentForm form)
    {
        var settled = Settling.Settle(matches, piece.Provenance, rules);
        if (settled.Count == 0) return;
        var redactions = new Redactions(matches);
        var cursor = new LineCursor(form, piece.Content);
        var marks = new Marks(piece.Content, form);
        writer.StartBlob(piece.Provenance);
        foreach (var match in settled)
        {
            if (!marks.Any && writer.Repeats(match)) continue;
            writer.Write(match, Placing.Of(piece.Content, form, match, new ByteRange(0, piece.Content.Length), ref cursor, redactions, marks));
        }
    }
}
