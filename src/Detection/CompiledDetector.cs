using System.Buffers;
using System.Text.RegularExpressions;
using Stanch.Catalog;
using Stanch.Detection.Recognizers;

namespace Stanch.Detection;

internal enum DetectorKind : byte { Pattern, Assignment, UrlCredentials }

/// <summary>A detector with what the engine works out about it once. Regular expressions are built at their first use: most runs hit few detectors.</summary>
internal sealed class CompiledDetector
{
    /// <summary>Parts are looked for in at most this many bytes and ten lines on either side.</summary>
    public const int BesideReach = 1024;
    public const int BesideLines = 10;
    /// <summary>One window is at most 34 KiB: a pattern that needs longer than this on it is broken.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);
    private const int LineReach = 512;
    private const int MostStarts = 4;

    // Two threads may build the same one at once: both are right, and one of them stays.
    private Regex? pattern;
    private SearchValues<string>? companions;
    private readonly bool tracked;
    private Track? track;
    private Regex?[]? beside;
    private Regex?[][]? allow;

    public CompiledDetector(Detector detector)
    {
        Detector = detector;
        Gate = new Gate(detector);
        tracked = !detector.Track.IsEmpty;
        Kind = detector.Recognizer switch
        {
            "" => DetectorKind.Pattern,
            AssignmentRecognizer.Name => DetectorKind.Assignment,
            UrlCredentialsRecognizer.Name => DetectorKind.UrlCredentials,
            var other => throw new ArgumentOutOfRangeException(nameof(detector), other, "no such recogniser"),
        };
        var extra = Math.Max(detector.Beside.Length > 0 ? BesideReach : 0, detector.Allow.Length > 0 && detector.Allow.Any(a => a.Target == "line") ? LineReach : 0);
        ContextBefore = detector.Before + extra;
        ContextAfter = detector.After + extra;
    }

    public Detector Detector { get; }
    public DetectorKind Kind { get; }
    public Gate Gate { get; }
    /// <summary>Bytes before the start of an anchor hit that bear on it.</summary>
    public int ContextBefore { get; }
    public int ContextAfter { get; }
    /// <summary>False: no match has its anchor where this begins.</summary>
    public bool MayFollow(ReadOnlySpan<byte> content) => !tracked || (track ??= new Track(Detector.Track.Span)).MayFollow(content);

    /// <summary>False: the pattern can't match in this window, and need not be asked.</summary>
    public bool MayMatch(ReadOnlySpan<char> window) =>
        Detector.Companions.Length == 0 || window.ContainsAny(companions ??= SearchValues.Create(Detector.Companions, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where <see cref="Pinned"/>, it matches only at the very place where it is told to begin.</summary>
    public Regex Pattern => pattern ??= Build(Pinned ? $"\\G(?:{Detector.Pattern})" : Detector.Pattern, Detector.Linear);

    /// <summary>
    /// A match that counts begins within a few bytes before the anchor, so it is tried there and nowhere else in the window: of a window of 200 bytes behind the word <c>smtp</c>
    /// every byte was tried before, at 7 µs. Not for patterns with a comment, which would swallow the bracket behind them.
    /// </summary>
    public bool Pinned => Detector.Before - Detector.Look <= MostStarts && Detector is { Anchors.Length: > 0, Linear: false } && !Detector.Pattern.Contains('#', StringComparison.Ordinal);

    public Regex Beside(int part)
    {
        var all = beside ??= new Regex?[Detector.Beside.Length];
        return all[part] ??= Build(Detector.Beside[part].Pattern, linear: false);
    }

    public Regex Allow(int allowance, int index)
    {
        var all = allow ??= [.. Detector.Allow.Select(a => new Regex?[a.Patterns.Length])];
        return all[allowance][index] ??= Build(Detector.Allow[allowance].Patterns[index], linear: true);
    }

    /// <summary>
    /// Matching is over bytes widened as Latin-1. A user's pattern runs in linear time where the linear engine can take it (it knows no lookaround
    /// and no backreference), and under a time limit in any case.
    /// </summary>
    private static Regex Build(string pattern, bool linear)
    {
        if (linear)
        {
            try
            {
                return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Limit);
            }
            catch (NotSupportedException)
            {
                // Lookaround or a backreference: the backtracking engine takes it, under the time limit.
            }
        }
        return new Regex(pattern, RegexOptions.CultureInvariant, Limit);
    }
}
