namespace Stanch.Sources.Files;

/// <summary>One line of an ignore file.</summary>
/// <param name="Negated">The line began with <c>!</c>: what matches is not ignored after all.</param>
/// <param name="FolderOnly">The line ended with a slash.</param>
/// <param name="Anchored">It had a slash elsewhere: it is matched against the path from the ignore file's folder, else against the name alone.</param>
internal sealed record IgnoreRule(GlobPattern Pattern, bool Negated, bool FolderOnly, bool Anchored)
{
    /// <param name="problem">Why a pattern can match nothing.</param>
    /// <returns>Null for such a pattern, a blank line and a comment.</returns>
    public static IgnoreRule? Parse(ReadOnlySpan<byte> line, bool fold, out string problem)
    {
        problem = "";
        if (line is [.., (byte)'\r']) line = line[..^1];
        // To git a line is a C string.
        var nul = line.IndexOf((byte)0);
        if (nul >= 0) line = line[..nul];
        if (line is [(byte)'#', ..]) return null;
        line = WithoutTrailingSpaces(line);
        var negated = line is [(byte)'!', ..];
        if (negated) line = line[1..];
        var folderOnly = line is [.., (byte)'/'];
        if (folderOnly) line = line[..^1];
        if (line.IsEmpty) return null;
        var anchored = line.Contains((byte)'/');
        if (line[0] == '/') line = line[1..];
        return GlobPattern.Compile(line, fold, out problem) is { } pattern ? new IgnoreRule(pattern, negated, folderOnly, anchored) : null;
    }

    /// <param name="path">From the ignore file's folder.</param>
    /// <param name="name">Where its last component starts.</param>
    public bool IsMatch(ReadOnlySpan<byte> path, int name, bool folder) =>
        (folder || !FolderOnly) && Pattern.IsMatch(Anchored ? path : path[name..]);

    private static ReadOnlySpan<byte> WithoutTrailingSpaces(ReadOnlySpan<byte> line)
    {
        var end = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\') i++;
            else if (line[i] == ' ') continue;
            end = Math.Min(i + 1, line.Length);
        }
        return line[..end];
    }
}
