using System.Text;
using System.Text.RegularExpressions;
using Stanch.Detection.Judging;
using Stanch.Detection.Recognizers;

namespace Stanch.Detection;

/// <summary>Runs patterns on windows and turns what matches into judged <see cref="Match"/>es.</summary>
internal sealed class PatternRun(DetectionEngine engine)
{
    /// <summary>Decoded bytes that one blob may cost: four times itself and a mebibyte.</summary>
    private long decodeBudget;
    private bool budgetReported;
    private char[] window = new char[4096];

    public Trace? Trace { get; set; }
    public Action<string>? LimitHit { get; set; }

    public void StartBlob(int length)
    {
        decodeBudget = 4L * length + (1 << 20);
        budgetReported = false;
    }

    /// <summary>False when the blob's budget for decoding is spent; that is reported once.</summary>
    public bool MayDecode(int length)
    {
        if ((decodeBudget -= length) >= 0) return true;
        if (!budgetReported) LimitHit?.Invoke("decoding budget of a blob");
        budgetReported = true;
        return false;
    }

    /// <summary>The quickest question about an anchor hit, put before all others. Who asks for reasons gets the one that says most: then the others are put too.</summary>
    public bool MayFollow(ReadOnlySpan<byte> content, ByteRange hit, CompiledDetector detector) => Trace is not null || detector.MayFollow(content[hit.Start..]);

    /// <summary>The detector's pattern around one anchor hit. Only a match that covers the anchor counts: the others belong to other hits.</summary>
    public void Around(ReadOnlySpan<byte> content, Frame frame, ByteRange hit, CompiledDetector detector)
    {
        var d = detector.Detector;
        var range = Clip(content, hit.Start - d.Before, hit.Start + d.After);
        if (!detector.Gate.Passes(content[range.Start..range.End]))
        {
            Trace?.Add(hit, d.Id, $"anchor found; no run of {d.MinRun} fitting characters near it");
            return;
        }
        var chars = Widen(content, range);
        if (!detector.MayMatch(chars))
        {
            Trace?.Add(hit, d.Id, $"anchor found; none of {string.Join(", ", d.Companions.Select(c => $"'{c}'"))} near it");
            return;
        }
        if (Trace is not null && !detector.MayFollow(content[hit.Start..]))
        {
            Trace?.Add(hit, d.Id, "anchor found; what follows it does not fit the pattern");
            return;
        }
        // The limit is a clock's: a machine that is busy with something else gets a second try, and what takes its time does so twice.
        if (!Search(content, frame, hit, detector, range, chars) && !Search(content, frame, hit, detector, range, Widen(content, range))) TimedOut(d.Id);
    }

    /// <returns>False when the time limit cut it short.</returns>
    private bool Search(ReadOnlySpan<byte> content, Frame frame, ByteRange hit, CompiledDetector detector, ByteRange range, ReadOnlySpan<char> chars)
    {
        string? text = null;
        try
        {
            for (var from = Math.Max(0, hit.Start - range.Start - detector.Detector.Before + detector.Detector.Look); from <= hit.Start - range.Start;)
            {
                if (First(detector.Pattern, chars, from) is not { } found)
                {
                    if (!detector.Pinned) break;
                    from++;
                    continue;
                }
                var whole = new ByteRange(range.Start + found.Start, range.Start + found.End);
                if (whole.Start > hit.Start) break;
                from = Math.Max(found.End, found.Start + 1);
                if (!whole.Covers(hit)) continue;
                text ??= new string(chars);
                Found(content, frame, detector, text, found.Start, range.Start, new ByteRange(hit.Start - detector.ContextBefore, hit.Start + detector.ContextAfter));
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
        if (text is null) Trace?.Add(hit, detector.Detector.Id, "anchor found; the pattern does not match around it");
        return true;
    }

    private static ByteRange? First(Regex pattern, ReadOnlySpan<char> chars, int from)
    {
        foreach (var found in pattern.EnumerateMatches(chars, from)) return new ByteRange(found.Index, found.Index + found.Length);
        return null;
    }

    /// <summary>Detectors without an anchor (a user's own rule may have none): their pattern runs over everything, window by window.</summary>
    public void Everywhere(ReadOnlySpan<byte> content, ByteRange own, Unchanged known, Frame frame)
    {
        const int Step = 32 * 1024;
        foreach (var index in engine.Anchorless)
        {
            var detector = engine.Compiled[index];
            for (var from = own.Start; from < own.End; from += Step)
            {
                var until = Math.Min(from + Step, own.End);
                var context = new ByteRange(from - detector.ContextBefore, until + detector.ContextAfter);
                if (known.Covers(context)) continue;
                var range = Clip(content, from - detector.Detector.Before, until + detector.Detector.After);
                var chars = Widen(content, range);
                string? text = null;
                try
                {
                    foreach (var found in detector.Pattern.EnumerateMatches(chars))
                    {
                        var start = range.Start + found.Index;
                        if (start < from || start >= until) continue;
                        text ??= new string(chars);
                        Found(content, frame, detector, text, found.Index, range.Start, context);
                        chars = Widen(content, range);
                    }
                }
                catch (RegexMatchTimeoutException)
                {
                    TimedOut(detector.Detector.Id);
                }
            }
        }
    }

    private void TimedOut(string id) => LimitHit?.Invoke($"time limit of pattern {id}");

    private void Found(ReadOnlySpan<byte> content, Frame frame, CompiledDetector detector, string text, int at, int offset, ByteRange context)
    {
        var d = detector.Detector;
        var m = detector.Pattern.Match(text, at);
        if (!m.Success) return;
        var group = SecretGroup(m);
        var secret = new ByteRange(offset + group.Index, offset + group.Index + group.Length);
        var whole = new ByteRange(offset + m.Index, offset + m.Index + m.Length);
        if (!frame.First(engine.IndexOf(d), secret.Start)) return;

        var parts = new List<MatchPart>();
        foreach (Group g in m.Groups)
        {
            if (!g.Success || g == group || char.IsAsciiDigit(g.Name[0]) || g.Name is "secret" or "body" or "check") continue;
            var part = new ByteRange(offset + g.Index, offset + g.Index + g.Length);
            parts.Add(new MatchPart(g.Name, content[part.Start..part.End].ToArray(), part));
        }
        // A type may have an older form without a checksum: then its group takes no part.
        var checkable = d.Checksum.Length > 0 && (!Checksum.IsComputed(d.Checksum) || m.Groups["check"].Success);
        if (checkable)
        {
            var body = m.Groups["body"] is { Success: true } b ? b : group;
            if (!Checksum.Holds(d.Checksum, Encoding.Latin1.GetBytes(body.Value), Encoding.Latin1.GetBytes(m.Groups["check"].Value)))
            {
                Trace?.Add(secret, d.Id, $"pattern matches; dropped, the checksum ({d.Checksum}) is wrong");
                return;
            }
        }
        Judge(content, frame, detector, new Candidate(secret, whole, parts, context, checkable ? null : Confidence.Unchecked(d)));
    }

    /// <summary>Group <c>secret</c>; a user's rule may have none: then its first group that took part, or all of the match.</summary>
    private static Group SecretGroup(System.Text.RegularExpressions.Match m)
    {
        if (m.Groups["secret"] is { Success: true } secret) return secret;
        for (var i = 1; i < m.Groups.Count; i++)
        {
            if (m.Groups[i] is { Success: true, Length: > 0 } group) return group;
        }
        return m;
    }

    /// <summary>What a recogniser read, judged like the match of a pattern.</summary>
    public void Recognized(ReadOnlySpan<byte> content, Frame frame, ByteRange hit, CompiledDetector detector, Reading reading)
    {
        if (reading.Candidate is null)
        {
            if (reading.Why is not null) Trace?.Add(hit, detector.Detector.Id, reading.Why);
            return;
        }
        if (!frame.First(engine.IndexOf(detector.Detector), reading.Candidate.Secret.Start)) return;
        if (reading.Why is not null) Trace?.Add(reading.Candidate.Secret, detector.Detector.Id, reading.Why, accepted: true);
        Judge(content, frame, detector, reading.Candidate);
    }

    private void Judge(ReadOnlySpan<byte> content, Frame frame, CompiledDetector detector, Candidate candidate)
    {
        var d = detector.Detector;
        var secret = candidate.Secret;
        var value = content[secret.Start..secret.End];
        var reason = Placeholder.Reason(value) ?? StopWord(d.Stop, value);
        var entropy = Entropy.Of(value);
        if (reason is null && entropy < d.MinEntropy) reason = $"its entropy is {entropy:0.0} bits a character, below {d.MinEntropy:0.0}";
        var parts = candidate.Parts;
        if (reason is null && d.Beside.Length > 0) reason = Beside.Find(this, content, detector, candidate, parts);
        IReadOnlyList<Catalog.Allowance> pending = [];
        if (reason is null && d.Allow.Length > 0) reason = Allowances.Judge(this, content, detector, candidate, out pending);
        if (reason is not null)
        {
            Trace?.Add(secret, d.Id, $"pattern matches; dropped, {reason}");
            return;
        }
        Trace?.Add(secret, d.Id, "reported", accepted: true);
        frame.Matches.Add(new Match
        {
            Detector = d,
            Value = value.ToArray(),
            At = secret,
            Whole = candidate.Whole,
            Parts = parts,
            Entropy = Math.Round(entropy, 2),
            Confidence = candidate.Confidence ?? Confidence.Of(d),
            Context = candidate.Context,
            Pending = pending,
        });
    }

    private static string? StopWord(string[] stop, ReadOnlySpan<byte> value)
    {
        if (stop.Length == 0) return null;
        var text = Encoding.Latin1.GetString(value);
        foreach (var word in stop)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return $"it holds the stop word '{word}'";
        }
        return null;
    }

    private static ByteRange Clip(ReadOnlySpan<byte> content, int start, int end) => new(Math.Max(0, start), Math.Min(content.Length, end));

    /// <summary>A range as Latin-1 characters, in a buffer that lives until the next call.</summary>
    internal ReadOnlySpan<char> Widen(ReadOnlySpan<byte> content, ByteRange range)
    {
        if (window.Length < range.Length) window = new char[Math.Max(range.Length, 2 * window.Length)];
        Encoding.Latin1.GetChars(content[range.Start..range.End], window);
        return window.AsSpan(0, range.Length);
    }
}
