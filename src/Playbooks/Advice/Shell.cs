using Stanch.Text;

namespace Stanch.Playbooks.Advice;

internal static class Shell
{
    /// <summary>One word for a POSIX shell. What a terminal would obey is made visible, so such a path names no file, which is better than one that it forges.</summary>
    public static string Quoted(string text)
    {
        var fit = Printable.Of(text);
        return $"'{fit.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
