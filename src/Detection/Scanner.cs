using Stanch.Detection.Decoding;
using Stanch.Detection.Prefilter;
using Stanch.Detection.Recognizers;

namespace Stanch.Detection;

/// <summary>
/// Finds secrets in bytes: prefilter, gate, pattern on a window, judgement. Not thread-safe: one per thread, kept for many blobs. Allocates
/// nothing while nothing is found.
/// </summary>
public sealed class Scanner
{
    /// <summary>Layers of encoding that are taken off: base64 in percent in base64.</summary>
    internal const int MaxDepth = 3;

    private readonly DetectionEngine engine;
    private readonly Frame[] frames = new Frame[MaxDepth + 1];
    private readonly PatternRun patterns;

    internal Scanner(DetectionEngine engine)
    {
        this.engine = engine;
        patterns = new PatternRun(engine);
    }

    /// <summary>Set to learn what was dropped and why. Off for scanning: it costs.</summary>
    public Trace? Trace { get => patterns.Trace; set => patterns.Trace = value; }

    /// <summary>Called with one phrase when a time limit or a budget cuts the work short: the scan is then partial.</summary>
    public Action<string>? LimitHit { get => patterns.LimitHit; set => patterns.LimitHit = value; }

    /// <summary>Scans one whole blob of text held in memory, and settles which match keeps contested bytes.</summary>
    public void Scan(ReadOnlySpan<byte> content, List<Match> matches)
    {
        Scan(content, ContentForm.Text, new ByteRange(0, content.Length), [], matches);
        Contest.Settle(matches);
    }

    /// <summary>Scans a piece of a blob. Contested bytes are not settled: the caller does so once it has all matches of the blob (<see cref="Contest.Settle"/>).</summary>
    /// <param name="content">The piece with its context on either side.</param>
    /// <param name="form">Not <see cref="ContentForm.Binary"/>.</param>
    /// <param name="own">What starts here is reported.</param>
    /// <param name="unchanged">
    /// Ascending stretches whose matches are known already: a place is left out when all that bears on it (<see cref="Match.Context"/>, not clipped to the
    /// content) lies within one of them. May reach beyond the content on either side. Only for <see cref="ContentForm.Text"/>.
    /// </param>
    /// <param name="matches">Matches are added.</param>
    public void Scan(ReadOnlySpan<byte> content, ContentForm form, ByteRange own, ReadOnlySpan<ByteRange> unchanged, List<Match> matches)
    {
        switch (form)
        {
            case ContentForm.Text:
                patterns.StartBlob(content.Length);
                ScanText(content, own, unchanged, depth: 0, matches);
                break;
            case ContentForm.Utf16Le or ContentForm.Utf16Be:
                var text = Utf16.ToUtf8(content, form == ContentForm.Utf16Be);
                var found = new List<Match>();
                patterns.StartBlob(text.Length);
                ScanText(text, new ByteRange(0, text.Length), [], depth: 0, found);
                var back = new Utf16.Mapping(content, form == ContentForm.Utf16Be);
                foreach (var match in found.OrderBy(m => m.Whole.Start))
                {
                    var mapped = match.Map(back.Range, new ByteRange(2 * match.Context.Start, 4 * match.Context.End));
                    if (own.Contains(mapped.Whole.Start)) matches.Add(mapped);
                }
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(form), form, "binary content is not scanned");
        }
    }

    /// <summary>Scans what an encoding hid. Offsets of the matches are the decoded text's.</summary>
    internal void ScanDecoded(ReadOnlySpan<byte> decoded, int depth, List<Match> matches) =>
        ScanText(decoded, new ByteRange(0, decoded.Length), [], depth, matches);

    private unsafe void ScanText(ReadOnlySpan<byte> content, ByteRange own, ReadOnlySpan<ByteRange> unchanged, int depth, List<Match> matches)
    {
        var frame = frames[depth] ??= new Frame();
        frame.Start(depth, matches);
        var known = new Unchanged(unchanged);
        fixed (byte* start = content)
        {
            // An anchor that begins in the owned stretch may have its rarest bytes behind it.
            var to = Math.Min(own.End + engine.Anchors.LongestAnchor, content.Length - 3);
            for (var from = own.Start; from < to;)
            {
                if (known.Inside(from, engine.Reach) is var skip && skip > from)
                {
                    from = skip;
                    continue;
                }
                var until = Math.Min(to, known.NextFar(from, engine.Reach));
                var count = engine.Prefilter.Find(engine.Anchors, start, ref from, until, frame.Hits, Frame.Capacity);
                for (var i = 0; i < count; i++)
                {
                    Candidate(content, own, ref known, frame, frame.Hits[i], AnchorIndex.Folded(start + frame.Hits[i]));
                }
            }
            if (content.Length >= 3 && own.End > content.Length - 3)
            {
                // The last window has three bytes: enough for an anchor of three.
                var at = content.Length - 3;
                var folded = (uint)(content[at] | content[at + 1] << 8 | content[at + 2] << 16) | 0x20202020;
                if (at >= own.Start) Candidate(content, own, ref known, frame, at, folded);
            }
        }
        if (engine.Anchorless.Length > 0) patterns.Everywhere(content, own, known, frame);
        if (depth < MaxDepth) Base64Runs.Scan(this, patterns, content, own, known, frame);
    }

    private void Candidate(ReadOnlySpan<byte> content, ByteRange own, ref Unchanged known, Frame frame, int position, uint folded)
    {
        if (engine.Anchors.First(folded) is >= 0 and var four) Chain(content, own, ref known, frame, position, four);
        if (engine.Anchors.FirstOfThree(folded) is >= 0 and var three) Chain(content, own, ref known, frame, position, three);
    }

    private void Chain(ReadOnlySpan<byte> content, ByteRange own, ref Unchanged known, Frame frame, int position, int entry)
    {
        var index = engine.Anchors;
        do
        {
            if (!index.Test(ref entry, content, position, out var anchor, out var start) || !own.Contains(start)) continue;
            var hit = new ByteRange(start, start + index.Anchors[anchor].Length);
            foreach (var detector in index.DetectorsOf[anchor]) Hit(content, ref known, frame, hit, detector);
        }
        while (entry >= 0);
    }

    private void Hit(ReadOnlySpan<byte> content, ref Unchanged known, Frame frame, ByteRange hit, int detector)
    {
        if (detector < 0)
        {
            if (frame.Depth < MaxDepth) Escapes.Scan(this, patterns, content, ref known, frame, hit, (EscapeKind)detector);
            return;
        }
        var compiled = engine.Compiled[detector];
        switch (compiled.Kind)
        {
            case DetectorKind.Pattern:
                if (patterns.MayFollow(content, hit, compiled) && !known.Covers(new ByteRange(hit.Start - compiled.ContextBefore, hit.Start + compiled.ContextAfter)))
                    patterns.Around(content, frame, hit, compiled);
                break;
            case DetectorKind.Assignment:
                if (!known.Covers(AssignmentRecognizer.Context(hit))) patterns.Recognized(content, frame, hit, compiled, AssignmentRecognizer.Parse(content, hit, Trace is not null));
                break;
            case DetectorKind.UrlCredentials:
                if (!known.Covers(UrlCredentialsRecognizer.Context(hit))) patterns.Recognized(content, frame, hit, compiled, UrlCredentialsRecognizer.Parse(content, hit, Trace is not null));
                break;
        }
    }
}
