namespace Stanch.Hooks;

/// <summary>What a hook starts.</summary>
/// <param name="Path">An absolute path.</param>
/// <param name="Library">What <paramref name="Path"/> runs, where it is .NET's own host; else empty.</param>
public sealed record HookProgram(string Path, string Library = "")
{
    public bool Exists => File.Exists(Path) && (Library.Length == 0 || File.Exists(Library));

    /// <summary>What is Stanch's own of it.</summary>
    public string Named => Library.Length > 0 ? Library : Path;

    /// <summary>As a command of a POSIX shell.</summary>
    public string Command => Library.Length == 0 ? Quote(Path) : $"{Quote(Path)} {Quote(Library)}";

    /// <summary>One word of a POSIX shell, whatever it holds. Git's own shell on Windows wants forward slashes.</summary>
    public static string Quote(string text)
    {
        if (OperatingSystem.IsWindows()) text = text.Replace('\\', '/');
        return $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    internal static string Unquote(string word) => word.Length >= 2 && word[0] == '\'' && word[^1] == '\'' ? word[1..^1].Replace("'\\''", "'", StringComparison.Ordinal) : word;
}
