using System.Text;

namespace Stanch.Bench;

/// <summary>
/// Hyperscan knows no lookaround, and nearly all of our patterns end in one (the boundary of a token). Without them it takes nearly all of the patterns, and finds a little more.
/// </summary>
internal static class Lookaround
{
    private static readonly string[] Openings = ["(?<!", "(?<=", "(?!", "(?="];

    public static string Without(string pattern)
    {
        var kept = new StringBuilder();
        for (var i = 0; i < pattern.Length;)
        {
            if (Openings.Any(o => pattern.AsSpan(i).StartsWith(o))) i = End(pattern, i);
            else if (pattern[i] == '[') i = Copy(kept, pattern, i, ClassEnd(pattern, i));
            else i = Copy(kept, pattern, i, Math.Min(pattern.Length, i + (pattern[i] == '\\' ? 2 : 1)));
        }
        return kept.ToString();
    }

    private static int Copy(StringBuilder kept, string pattern, int from, int to)
    {
        kept.Append(pattern, from, to - from);
        return to;
    }

    private static int End(string pattern, int i)
    {
        for (var depth = 0; i < pattern.Length;)
        {
            switch (pattern[i])
            {
                case '\\': i += 2; continue;
                case '[': i = ClassEnd(pattern, i); continue;
                case '(': depth++; break;
                case ')' when --depth == 0: return i + 1;
            }
            i++;
        }
        return pattern.Length;
    }

    private static int ClassEnd(string pattern, int i)
    {
        i++;
        if (i < pattern.Length && pattern[i] == '^') i++;
        if (i < pattern.Length && pattern[i] == ']') i++;
        while (i < pattern.Length && pattern[i] != ']') i += pattern[i] == '\\' ? 2 : 1;
        return Math.Min(pattern.Length, i + 1);
    }
}
