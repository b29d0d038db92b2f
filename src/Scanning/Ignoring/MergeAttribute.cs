using System.Text;

namespace Stanch.Scanning.Ignoring;

/// <summary>
/// Tells git that a baseline is a set of lines: <c>/stanch.baseline merge=union</c> in the <c>.gitattributes</c> beside it. Without it two
/// branches that add values to the same gap between lines conflict, although both are simply right.
/// </summary>
public static class MergeAttribute
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Adds the line where the baseline lies in a git work tree and no line names it yet.</summary>
    /// <param name="error">Why it could not be done, or null.</param>
    /// <returns>The file that was changed, or null.</returns>
    public static string? Ensure(string baseline, out ConfigurationError? error)
    {
        error = null;
        var full = Path.GetFullPath(baseline);
        if (Path.GetDirectoryName(full) is not { } folder || !InWorkTree(folder)) return null;
        var attributes = Path.Combine(folder, ".gitattributes");
        var read = WholeFile.Read(attributes, MaxBytes, stranger: true);
        if (read.Errors.Count > 0) { error = read.Errors[0]; return null; }
        var name = Path.GetFileName(full);
        var pattern = name.Any(c => char.IsWhiteSpace(c) || c is '"' or '*' or '?' or '[' or '\\') ? null : name;
        // A name with such characters would have to be quoted in two ways at once; it is left to its owner.
        if (pattern is null) return null;
        var text = Encoding.UTF8.GetString(read.Value ?? []);
        if (text.Split('\n').Any(l => l.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries) is [var p, ..] && (p == pattern || p == "/" + pattern)))
            return null;
        var line = $"{(text.Length > 0 && !text.EndsWith('\n') ? "\n" : "")}/{pattern} merge=union\n";
        error = WholeFile.Replace(attributes, Encoding.UTF8.GetBytes(text + line));
        return error is null ? attributes : null;
    }

    private static bool InWorkTree(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Exists(Path.Combine(folder, ".git"))) return true;
        return false;
    }
}
