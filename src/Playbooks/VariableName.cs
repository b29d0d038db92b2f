using System.Text.RegularExpressions;

namespace Stanch.Playbooks;

/// <summary>The name that a value is given to, read off the line around it.</summary>
internal static partial class VariableName
{
    /// <param name="snippet">The line with the value redacted.</param>
    /// <param name="redacted">The value as the line shows it.</param>
    /// <returns>Empty when the line doesn't tell.</returns>
    public static string In(string snippet, string redacted)
    {
        foreach (var line in snippet.Split('\n'))
        {
            var at = redacted.Length == 0 ? -1 : line.IndexOf(redacted, StringComparison.Ordinal);
            if (at < 0) continue;
            // Far enough for any name, and no work for a hostile line.
            var before = line[Math.Max(0, at - 200)..at];
            return Assigned().Match(before) is { Success: true } m ? m.Groups["name"].Value : "";
        }
        return "";
    }

    [GeneratedRegex("""(?<![\w.-])["'`]?(?<name>[A-Za-z_][\w.-]{0,79})["'`]?\]?\s{0,8}(?::\s{0,8}[\w<>?\[\]]{1,30}\s{0,8}=|[:=]{1,2}>?|=>)\s{0,8}[\w.]{0,20}\(?["'`]{0,3}$""", RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();
}
