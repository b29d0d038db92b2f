using System.Text;
using System.Text.RegularExpressions;
using Stanch.Catalog;

namespace Stanch.Detection.Judging;

/// <summary>Allowances of users' rules, as far as content decides them.</summary>
internal static class Allowances
{
    private const int LineReach = 512;

    /// <returns>Why the match is dropped, or null.</returns>
    public static string? Judge(PatternRun run, ReadOnlySpan<byte> content, CompiledDetector detector, Candidate candidate, out IReadOnlyList<Allowance> pending)
    {
        List<Allowance>? later = null;
        pending = [];
        for (var i = 0; i < detector.Detector.Allow.Length; i++)
        {
            var allowance = detector.Detector.Allow[i];
            var byPattern = allowance.Patterns.Length > 0 && Matches(run, content, detector, i, allowance, candidate);
            var byWord = allowance.Stopwords.Length > 0 && HoldsWord(content, candidate.Secret, allowance.Stopwords);
            if (!allowance.All)
            {
                if (byPattern || byWord) return "an allowance of the rule covers it";
            }
            else if ((allowance.Patterns.Length == 0 || byPattern) && (allowance.Stopwords.Length == 0 || byWord))
            {
                if (allowance.Paths.Length == 0 && allowance.Commits.Length == 0) return "an allowance of the rule covers it";
                (later ??= []).Add(allowance);
            }
        }
        if (later is not null) pending = later;
        return null;
    }

    private static bool HoldsWord(ReadOnlySpan<byte> content, ByteRange secret, string[] words)
    {
        var text = Encoding.Latin1.GetString(content[secret.Start..secret.End]);
        return words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Matches(PatternRun run, ReadOnlySpan<byte> content, CompiledDetector detector, int index, Allowance allowance, Candidate candidate)
    {
        var range = allowance.Target switch { "match" => candidate.Whole, "line" => Line(content, candidate.Whole), _ => candidate.Secret };
        var text = new string(run.Widen(content, range));
        for (var p = 0; p < allowance.Patterns.Length; p++)
        {
            try
            {
                if (detector.Allow(index, p).IsMatch(text)) return true;
            }
            catch (RegexMatchTimeoutException)
            {
                run.LimitHit?.Invoke($"time limit of an allowance of {detector.Detector.Id}");
            }
        }
        return false;
    }

    private static ByteRange Line(ReadOnlySpan<byte> content, ByteRange whole)
    {
        var before = content[Math.Max(0, whole.Start - LineReach)..whole.Start];
        var after = content[whole.End..Math.Min(content.Length, whole.End + LineReach)];
        var start = before.LastIndexOf((byte)'\n');
        var end = after.IndexOf((byte)'\n');
        return new ByteRange(whole.Start - before.Length + start + 1, whole.End + (end < 0 ? after.Length : end));
    }
}
