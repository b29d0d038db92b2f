using System.Text;
using Stanch.Sources;

namespace Stanch.Scanning.Reports;

/// <summary>Reasons of a skip, for machines and for people.</summary>
public static class SkipWords
{
    /// <summary><c>git-ignored</c>.</summary>
    public static string Id(SkipReason reason)
    {
        var id = new StringBuilder();
        foreach (var c in reason.ToString())
        {
            if (char.IsAsciiLetterUpper(c) && id.Length > 0) id.Append('-');
            id.Append(char.ToLowerInvariant(c));
        }
        return id.ToString();
    }

    /// <summary><c>3 symbolic links</c>.</summary>
    public static string Counted(SkipReason reason, long count)
    {
        var (one, many) = reason switch
        {
            SkipReason.Binary => ("binary", "binary"),
            SkipReason.GitIgnored => ("ignored by git", "ignored by git"),
            SkipReason.Excluded => ("excluded", "excluded"),
            SkipReason.Device => ("device, pipe or socket", "devices, pipes or sockets"),
            SkipReason.SymbolicLink => ("symbolic link", "symbolic links"),
            SkipReason.NestedRepository => ("nested repository", "nested repositories"),
            SkipReason.Empty => ("empty", "empty"),
            SkipReason.Unreadable => ("unreadable", "unreadable"),
            SkipReason.Missing => ("missing", "missing"),
            SkipReason.Corrupt => ("corrupt", "corrupt"),
            SkipReason.ShallowBoundary => ("commit where a shallow clone ends", "commits where a shallow clone ends"),
            SkipReason.PartialClone => ("not there: a partial clone", "not there: a partial clone"),
            SkipReason.TooLarge => ("too large", "too large"),
            SkipReason.TimeLimit => ("out of time", "out of time"),
            SkipReason.Changed => ("changed while being read", "changed while being read"),
            SkipReason.Unsupported => ("unsupported", "unsupported"),
            SkipReason.Interrupted => ("not reached before the interruption", "not reached before the interruption"),
            SkipReason.AlternateOutside => ("object store outside the target", "object stores outside the target"),
            SkipReason.Encrypted => ("encrypted", "encrypted"),
            SkipReason.TooDeep => ("nested too deep", "nested too deep"),
            SkipReason.TooManyEntries => ("container with too many entries", "containers with too many entries"),
            SkipReason.Inflation => ("inflates beyond the limit", "inflate beyond the limit"),
            _ => (Id(reason), Id(reason)),
        };
        return Units.Count(count, one, many);
    }
}
