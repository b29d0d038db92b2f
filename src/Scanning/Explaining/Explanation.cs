using System.Text;
using Stanch.Catalog;
using Stanch.Detection;
using Stanch.Scanning.Content;
using Stanch.Scanning.Ignoring;
using Stanch.Scanning.Reports;
using Stanch.Sources.Git;
using Stanch.Text;

namespace Stanch.Scanning.Explaining;

/// <summary>What became of one place. Holds no value.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 code units.</param>
/// <param name="Detector">Detector id; empty where it is about the file.</param>
/// <param name="Reported">A scan reports a secret here.</param>
public sealed record Explained(int Line, int Column, string Detector, bool Reported, string Text);

/// <summary>Says for a file what detection looked at, and what became of it: why a secret is reported, or is not.</summary>
public static class Explanation
{
    private const long MostBytes = 512L << 20;

    /// <param name="line">Only what touches this line; null: all.</param>
    /// <param name="errors">Why there is no explanation.</param>
    public static IReadOnlyList<Explained>? Of(string file, int? line, IReadOnlyList<Detector> detectors, DateOnly today, string? configuration, List<string> errors)
    {
        var name = Printable.Of(file, 1000);
        byte[] bytes;
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MostBytes })
            {
                errors.Add($"{name}: larger than {MostBytes >> 20} MiB");
                return null;
            }
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{name}: {e.Message}");
            return null;
        }
        var root = RepositoryShape.FindAbove(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var read = IgnorePolicy.Load(root ?? Path.GetDirectoryName(file) ?? "", today, configuration);
        errors.AddRange(read.Errors.Select(e => e.ToString()));
        if (read.Value is not { } policy) return null;

        var form = ContentForms.Sniff(bytes);
        if (form == ContentForm.Binary) return [new Explained(1, 1, "", false, "the file is binary (it holds a NUL byte near its start), so it is not scanned")];
        // The trace speaks of the text that was scanned, which for UTF-16 is a translation.
        if (form != ContentForm.Text) bytes = System.Text.Encoding.UTF8.GetBytes(LineSnippet.Decode(bytes, form));
        var path = root is null ? file.Replace('\\', '/') : Path.GetRelativePath(root, Path.GetFullPath(file)).Replace('\\', '/');
        var events = Traced(bytes, path, detectors, policy);
        return [.. InOrder(events, bytes).Where(e => line is null || (e.Line <= line && line <= e.Last)).Select(e => e.What).Distinct()];
    }

    private static List<(ByteRange At, string Detector, bool Reported, string Text)> Traced(byte[] bytes, string path, IReadOnlyList<Detector> detectors, IgnorePolicy policy)
    {
        var scanner = new DetectionEngine(detectors).Open();
        var limits = new List<string>();
        var trace = new Trace();
        (scanner.Trace, scanner.LimitHit) = (trace, limits.Add);
        var matches = new List<Match>();
        scanner.Scan(bytes, ContentForm.Text, new ByteRange(0, bytes.Length), [], matches);

        List<(ByteRange At, string Detector, bool Reported, string Text)> events = [.. trace.Events.Where(e => !e.Accepted).Select(e => (e.At, e.Detector, false, e.Text))];
        events.AddRange(limits.Select(l => (new ByteRange(0, 0), "", false, $"a limit was hit, so the scan of this file is not whole: {l}")));
        var rules = new PathRules();
        var origin = new Origin("", "", policy, "", all: false);
        var allowed = matches.Where(m => rules.Allow(m, path, null) && origin.Counts(m, path)).ToList();
        foreach (var match in matches.Except(allowed))
            events.Add((match.At, match.Detector.Id, false, $"{Found(match)}; dropped, {(rules.Allow(match, path, null) ? $"{Configuration.FileName} leaves out this path or detector" : "the detector's rules about paths leave out this one")}"));
        var settled = new List<Match>(allowed);
        Contest.Settle(settled);
        foreach (var match in allowed.Except(settled))
        {
            var winner = settled.Find(s => s.At.Overlaps(match.At));
            events.Add((match.At, match.Detector.Id, false, $"{Found(match)}; dropped, {winner?.Detector.Id ?? "another detector"} claims the same characters and is more specific"));
        }
        // What a recogniser weighed to find it.
        var reasons = trace.Events.Where(e => e.Accepted && e.Text != "reported").DistinctBy(e => (e.At, e.Detector)).ToDictionary(e => (e.At, e.Detector), e => e.Text);
        Judge(bytes, path, policy, settled, reasons, events);
        return events;
    }

    private static void Judge(byte[] bytes, string path, IgnorePolicy policy, List<Match> settled, Dictionary<(ByteRange, string), string> reasons, List<(ByteRange, string, bool, string)> events)
    {
        var marks = new Marks(bytes, ContentForm.Text);
        var cursor = new LineCursor(ContentForm.Text, bytes);
        foreach (var match in settled)
        {
            var line = cursor.MoveTo(bytes, match.At.Start).Line;
            if (marks.Beside(match.At) is { } mark)
                policy.See(new MarkedSecret { Mark = mark, Value = new SecretValue(match.Value), Detector = match.Detector.Id, File = path, Line = line, Current = true });
        }
        foreach (var match in settled)
        {
            var what = $"{Found(match)}: {new SecretValue(match.Value)}, {match.Entropy:0.0} bits a character, confidence {match.Confidence:0.00}";
            if (reasons.TryGetValue((match.At, match.Detector.Id), out var reason)) what += $" ({reason})";
            var least = policy.Configuration.Threshold ?? ConfidenceThreshold.Default;
            events.Add((policy.DecidePlace(match.Detector.Id, NameOf(match), [path]) ?? policy.Decide(match.Value)) is { } known
                ? (match.At, match.Detector.Id, false, $"{what}; hidden by {IgnorePolicy.NameOf(known.By)}{(known.Reason.Length > 0 ? $": {known.Reason}" : "")}")
                : match.Confidence < least.AtLeast
                ? (match.At, match.Detector.Id, false, $"{what}; less than the {least.AtLeast:0.00} that is asked for, so it is only counted")
                : (match.At, match.Detector.Id, true, $"{what}; reported"));
        }
    }

    private static string? NameOf(Match match) => match.Parts.FirstOrDefault(p => p.Name == "name") is { } part ? Encoding.UTF8.GetString(part.Value) : null;

    private static string Found(Match match) => match.Decoded is null ? "pattern matches" : $"pattern matches after decoding ({match.Decoded})";

    private static IEnumerable<(int Line, int Last, Explained What)> InOrder(List<(ByteRange At, string Detector, bool Reported, string Text)> events, byte[] bytes)
    {
        var cursor = new LineCursor(ContentForm.Text, bytes);
        foreach (var (at, detector, reported, text) in events.OrderBy(e => e.At.Start).ThenBy(e => e.Detector, StringComparer.Ordinal).ThenBy(e => e.Text, StringComparer.Ordinal))
        {
            var start = cursor.MoveTo(bytes, Math.Clamp(at.Start, 0, bytes.Length));
            var ahead = cursor;
            var end = ahead.MoveTo(bytes, Math.Clamp(at.End, 0, bytes.Length));
            yield return (start.Line, end.Line, new Explained(start.Line, start.Column, detector, reported, text));
        }
    }
}
