using Stanch.Detection;

namespace Stanch.Scanning.Content;

/// <summary>The stretches of a blob that no report may show, disjoint and ascending, each with what is shown in its place.</summary>
internal sealed class Redactions
{
    private readonly List<(int Start, int End, string Text)> ranges = [];

    /// <param name="matches">Of the same content; in any order.</param>
    public Redactions(IEnumerable<Match> matches)
    {
        var all = new List<(ByteRange At, byte[] Value, bool Secret)>();
        foreach (var match in matches)
        {
            all.Add((match.At, match.Value, true));
            foreach (var part in Hidden(match)) all.Add((part.At, part.Value, false));
        }
        all.Sort(static (a, b) => a.At.Start != b.At.Start ? a.At.Start.CompareTo(b.At.Start) : b.At.End.CompareTo(a.At.End));
        foreach (var group in Overlapping(all))
        {
            // Where a part and a secret overlap, the secret's text is the one that the finding shows too.
            var shown = group.Find(r => r.Secret);
            if (shown.Value is null) shown = group[0];
            ranges.Add((group[0].At.Start, group.Max(r => r.At.End), new SecretValue(shown.Value).ToString()));
        }
    }

    /// <summary>
    /// The parts that belong to the credential. What a recogniser names (the variable, the host) is what the reader needs to see to know the place.
    /// </summary>
    public static IEnumerable<MatchPart> Hidden(Match match) => match.Detector.Recognizer.Length > 0 ? [] : match.Parts;

    private static IEnumerable<List<(ByteRange At, byte[] Value, bool Secret)>> Overlapping(List<(ByteRange At, byte[] Value, bool Secret)> sorted)
    {
        List<(ByteRange At, byte[] Value, bool Secret)> group = [];
        var end = int.MinValue;
        foreach (var range in sorted)
        {
            if (group.Count > 0 && range.At.Start >= end)
            {
                yield return group;
                group = [];
                end = int.MinValue;
            }
            group.Add(range);
            end = Math.Max(end, range.At.End);
        }
        if (group.Count > 0) yield return group;
    }

    /// <summary>Those that touch a stretch of the content.</summary>
    public IEnumerable<(int Start, int End, string Text)> Within(int start, int end)
    {
        int low = 0, high = ranges.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].End <= start) low = middle + 1;
            else high = middle;
        }
        for (; low < ranges.Count && ranges[low].Start < end; low++) yield return ranges[low];
    }
}
