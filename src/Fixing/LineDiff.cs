namespace Stanch.Fixing;

/// <summary>The lines that differ, for a person. A fix touches few of them, so no more is needed than to pass over what is alike before, between and after.</summary>
internal static class LineDiff
{
    private const int Ahead = 200;

    public static IEnumerable<string> Of(string before, string after)
    {
        string[] old = Lines(before), now = Lines(after);
        int i = 0, j = 0;
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }
            // Lines that were put in: what comes next in the old text follows after them.
            var added = i < old.Length ? Array.IndexOf(now, old[i], j, Math.Min(Ahead, now.Length - j)) - j : now.Length - j;
            yield return $"@@ line {j + 1} @@";
            if (added > 0)
            {
                for (var end = j + added; j < end; j++) yield return $"+{now[j]}";
                continue;
            }
            if (i < old.Length) yield return $"-{old[i++]}";
            if (j < now.Length) yield return $"+{now[j++]}";
        }
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
}
