using System.Text;

namespace Stanch.Catalog.Compiler.Export;

/// <summary>A glob of <c>paths</c> as a Go regular expression over a path with forward slashes.</summary>
internal static class PathText
{
    public static string Of(IEnumerable<string> globs) => string.Join('|', globs.Select(Of));

    private static string Of(string glob)
    {
        var text = new StringBuilder(glob.StartsWith("**/", StringComparison.Ordinal) ? "(?:^|/)" : "^");
        for (var i = glob.StartsWith("**/", StringComparison.Ordinal) ? 3 : 0; i < glob.Length; i++)
        {
            if (string.CompareOrdinal(glob, i, "**/", 0, 3) == 0)
            {
                text.Append("(?:.*/)?");
                i += 2;
            }
            else if (glob[i] == '*') text.Append("[^/]*");
            else if (glob[i] == '?') text.Append("[^/]");
            else if ("\\+|{}[]()^$.".Contains(glob[i])) text.Append('\\').Append(glob[i]);
            else text.Append(glob[i]);
        }
        return text.Append('$').ToString();
    }
}
