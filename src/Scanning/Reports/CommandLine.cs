using System.Buffers;

namespace Stanch.Scanning.Reports;

/// <summary>Commands that a reader copies out of a report.</summary>
public static class CommandLine
{
    private static readonly SearchValues<char> bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@+=,-");
    // No signs that a build agent obeys anywhere in a line: ##vso[, ##[error].
    private static readonly SearchValues<char> quotable = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@+=,- ()&'");

    /// <summary>As one word that POSIX shells, PowerShell and cmd read alike; null where there is none, for a path that a repository chose must not become a command.</summary>
    public static string? Word(string text)
    {
        if (text.Length is 0 or > 300 || text[0] == '-') return null;
        if (!text.AsSpan().ContainsAnyExcept(bare)) return text;
        var plain = Path.DirectorySeparatorChar == '\\' ? text.Replace('\\', '/') : text;
        return plain.AsSpan().ContainsAnyExcept(quotable) ? null : $"\"{plain}\"";
    }
}
