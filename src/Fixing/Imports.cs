using System.Text.RegularExpressions;

namespace Stanch.Fixing;

/// <summary>Puts in what a rewritten line needs to be known.</summary>
internal static partial class Imports
{
    /// <param name="line">The line to be there: <c>import os</c>.</param>
    public static string Put(Tongue tongue, string content, string line) => tongue switch
    {
        Tongue.Python => Python(content, line),
        Tongue.Go => Go(content),
        Tongue.Ruby => content.Split('\n').Any(l => l.Trim() == line) ? content : At(content, AfterComments(content, "#"), line),
        Tongue.Php => content.Contains(line, StringComparison.Ordinal) ? content : Php(content, line),
        _ => content,
    };

    private static string Python(string content, string line)
    {
        if (content.Split('\n').Any(l => l.TrimEnd('\r').TrimEnd() == line)) return content;
        var at = AfterComments(content, "#");
        foreach (var quote in new[] { "\"\"\"", "'''" })
        {
            if (!content.AsSpan(at).StartsWith(quote, StringComparison.Ordinal)) continue;
            var end = content.IndexOf(quote, at + 3, StringComparison.Ordinal);
            if (end < 0) return content;
            var newline = content.IndexOf('\n', end);
            at = newline < 0 ? content.Length : newline + 1;
        }
        // These must come before all else.
        foreach (Match future in Future().Matches(content)) at = Math.Max(at, future.Index + future.Length);
        return At(content, at, line);
    }

    private static string Go(string content)
    {
        if (Os().IsMatch(content)) return content;
        if (Package().Match(content) is not { Success: true } package) return content;
        return At(content, package.Index + package.Length, "\nimport \"os\"");
    }

    private static string Php(string content, string line)
    {
        var strict = Strict().Match(content);
        var start = strict.Success ? strict.Index + strict.Length : content.IndexOf("<?php", StringComparison.Ordinal) is >= 0 and var open ? Math.Max(0, content.IndexOf('\n', open)) + 1 : 0;
        return At(content, start, line);
    }

    private static int AfterComments(string content, string comment)
    {
        var at = 0;
        while (at < content.Length && content.AsSpan(at).StartsWith(comment, StringComparison.Ordinal))
        {
            var end = content.IndexOf('\n', at);
            if (end < 0) return content.Length;
            at = end + 1;
        }
        return at;
    }

    private static string At(string content, int at, string line)
    {
        var newline = content.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var before = at > 0 && content[at - 1] != '\n' ? newline : "";
        return content[..at] + before + line.Replace("\n", newline, StringComparison.Ordinal) + newline + content[at..];
    }

    [GeneratedRegex(@"^from __future__ import [^\n]*\n", RegexOptions.Multiline)]
    private static partial Regex Future();

    [GeneratedRegex("""^(?:import\s+|\s*)"os"\s*$""", RegexOptions.Multiline)]
    private static partial Regex Os();

    [GeneratedRegex(@"^package [^\n]*\n", RegexOptions.Multiline)]
    private static partial Regex Package();

    [GeneratedRegex(@"^\s*declare\(strict_types=1\);[^\n]*\n", RegexOptions.Multiline)]
    private static partial Regex Strict();
}
