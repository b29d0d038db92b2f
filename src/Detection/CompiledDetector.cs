using System.Text.RegularExpressions;
using Stanch.Catalog;

namespace Stanch.Detection;

/// <summary>A detector with what the engine works out about it once. Regular expressions are built at their first use: most runs hit few detectors.</summary>
internal sealed class CompiledDetector
{
    /// <summary>Parts are looked for in at most this many bytes and ten lines on either side.</summary>
    public const int BesideReach = 1024;
    public const int BesideLines = 10;
    /// <summary>One window is at most 34 KiB: a pattern that needs longer than this on it is broken.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);
    private const int LineReach = 512;

    private readonly Lazy<Regex> pattern;
    private readonly Lazy<Regex>[] beside;
    private readonly Lazy<Regex>[][] allow;

    public CompiledDetector(Detector detector)
    {
        Detector = detector;
        Gate = new Gate(detector);
        pattern = new(() => Build(detector.Pattern, detector.Linear));
        beside = [.. detector.Beside.Select(b => new Lazy<Regex>(() => Build(b.Pattern, linear: false)))];
        allow = [.. detector.Allow.Select(a => a.Patterns.Select(p => new Lazy<Regex>(() => Build(p, linear: true))).ToArray())];
        var extra = Math.Max(detector.Beside.Length > 0 ? BesideReach : 0, detector.Allow.Any(a => a.Target == "line") ? LineReach : 0);
        ContextBefore = detector.Before + extra;
        ContextAfter = detector.After + extra;
    }

    public Detector Detector { get; }
    public Gate Gate { get; }
    /// <summary>Bytes before the start of an anchor hit that bear on it.</summary>
    public int ContextBefore { get; }
    public int ContextAfter { get; }
    public Regex Pattern => pattern.Value;
    public Regex Beside(int part) => beside[part].Value;
    public Regex Allow(int allowance, int index) => allow[allowance][index].Value;

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
