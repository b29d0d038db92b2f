using System.Text.RegularExpressions;

namespace Stanch.Detection.Judging;

/// <summary>The other parts of a credential, near its secret.</summary>
internal static class Beside
{
    /// <summary>Adds the nearest match of each part.</summary>
    /// <returns>Why there is no finding (a needed part is missing), or null.</returns>
    public static string? Find(PatternRun run, ReadOnlySpan<byte> content, CompiledDetector detector, Candidate candidate, List<MatchPart> parts)
    {
        var range = Around(content, candidate.Whole);
        string? text = null;
        for (var i = 0; i < detector.Detector.Beside.Length; i++)
        {
            var wanted = detector.Detector.Beside[i];
            text ??= new string(run.Widen(content, range));
            var best = Nearest(detector.Beside(i), text, range.Start, candidate.Secret);
            if (best is { } at)
            {
                parts.Add(new MatchPart(wanted.Name, content[at.Start..at.End].ToArray(), at));
            }
            else if (wanted.Needed)
            {
                return $"its part '{wanted.Name}' is not within {CompiledDetector.BesideLines} lines";
            }
        }
        return null;
    }

    private static ByteRange? Nearest(Regex pattern, string text, int offset, ByteRange secret)
    {
        ByteRange? best = null;
        var distance = int.MaxValue;
        try
        {
            for (var m = pattern.Match(text); m.Success; m = m.NextMatch())
            {
                var group = m.Groups["value"] is { Success: true } value ? value : m;
                var at = new ByteRange(offset + group.Index, offset + group.Index + group.Length);
                if (at.Overlaps(secret)) continue;
                var far = at.Start >= secret.End ? at.Start - secret.End : secret.Start - at.End;
                if (far < distance) (best, distance) = (at, far);
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // What was found until now stands; a part is an addition, the secret itself is not in doubt.
        }
        return best;
    }

    private static ByteRange Around(ReadOnlySpan<byte> content, ByteRange whole)
    {
        var start = whole.Start;
        var lowest = Math.Max(0, whole.Start - CompiledDetector.BesideReach);
        for (var lines = 0; start > lowest; start--)
        {
            if (content[start - 1] == '\n' && ++lines > CompiledDetector.BesideLines) break;
        }
        var end = whole.End;
        var highest = Math.Min(content.Length, whole.End + CompiledDetector.BesideReach);
        for (var lines = 0; end < highest; end++)
        {
            if (content[end] == '\n' && ++lines > CompiledDetector.BesideLines) break;
        }
        return new ByteRange(start, end);
    }
}
