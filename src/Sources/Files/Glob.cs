using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Stanch.Sources.Files;

/// <summary>
/// A path pattern as gitignore knows them, for configuration: <c>*.pem</c> (a name in any folder), <c>**/.npmrc</c>,
/// <c>config/**</c> (from the root), <c>build/</c> (a folder and what is in it), <c>[a-z]</c>, <c>\*</c>.
/// </summary>
public sealed class Glob
{
    private readonly string text;

    private Glob(string text, IgnoreRule rule, bool ignoreCase) { this.text = text; Rule = rule; IgnoreCase = ignoreCase; }

    internal IgnoreRule Rule { get; }
    internal bool IgnoreCase { get; }

    /// <param name="ignoreCase">ASCII letters match in either case.</param>
    /// <param name="problem">Continues a sentence that names the pattern: <c>has a '[' without its ']'</c>.</param>
    public static bool TryParse(string pattern, bool ignoreCase, [NotNullWhen(true)] out Glob? glob, out string problem)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        glob = null;
        if (pattern.AsSpan().Trim("/ ").IsEmpty) { problem = "is empty"; return false; }
        if (pattern[0] == '!') { problem = "starts with '!', which has no meaning here (write '\\!' for the character)"; return false; }
        if (pattern.AsSpan().ContainsAny('\0', '\n')) { problem = "holds a line break or a NUL"; return false; }
        // '#' starts a comment in an ignore file alone.
        var line = Encoding.UTF8.GetBytes(pattern[0] == '#' ? "\\" + pattern : pattern);
        if (IgnoreRule.Parse(line, ignoreCase, out problem) is not { } rule) return false;
        glob = new Glob(pattern, rule, ignoreCase);
        return true;
    }

    /// <exception cref="FormatException">The pattern is malformed.</exception>
    public static Glob Parse(string pattern, bool ignoreCase = false) =>
        TryParse(pattern, ignoreCase, out var glob, out var problem)
            ? glob
            : throw new FormatException($"the pattern '{pattern}' {problem}");

    /// <summary>Whether the pattern names this file, or a folder that it is in.</summary>
    /// <param name="path">Of a file, relative to the root that the pattern is meant for, with forward slashes.</param>
    public bool IsMatch(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var most = Encoding.UTF8.GetMaxByteCount(path.Length);
        var bytes = most <= 1024 ? stackalloc byte[most] : new byte[most];
        return IsMatch(bytes[..Encoding.UTF8.GetBytes(path, bytes)]);
    }

    /// <summary>The same for a path as UTF-8.</summary>
    public bool IsMatch(ReadOnlySpan<byte> path)
    {
        for (int start = 0, slash; ; start += slash + 1)
        {
            slash = path[start..].IndexOf((byte)'/');
            if (slash < 0) return Rule.IsMatch(path, start, folder: false);
            if (Rule.IsMatch(path[..(start + slash)], start, folder: true)) return true;
        }
    }

    /// <summary>As it was written.</summary>
    public override string ToString() => text;
}
