namespace Stanch.Sources.Files;

/// <summary>How a folder is read.</summary>
public sealed record FileTreeOptions
{
    /// <summary>
    /// Leaves out what git would: .gitignore files, in a repository or not, up to the root of the repository around the
    /// folder, .git/info/exclude and <see cref="UserIgnoreFile"/>. All that is left out is counted as <see cref="SkipReason.GitIgnored"/>.
    /// </summary>
    public bool HonourIgnore { get; init; } = true;

    /// <summary>Not read, and counted as <see cref="SkipReason.Excluded"/>; relative to the folder.</summary>
    public IReadOnlyList<Glob> Exclude { get; init; } = [];

    /// <summary>The user's own ignore file: <see cref="FindUserIgnoreFile"/>. Null = none.</summary>
    public string? UserIgnoreFile { get; init; }

    /// <summary>
    /// Whether git tracks a path although a rule ignores it: then it is scanned. Asked only about what a rule ignores, from any thread.
    /// Given the absolute path of a repository's work tree and a path in it with forward slashes, of a file or of a
    /// folder; a folder counts as tracked when something in it is.
    /// </summary>
    public Func<string, string, bool>? IsTracked { get; init; }

    /// <summary>ASCII letters in ignore files match in either case, as git has it where file systems are like that.</summary>
    public bool IgnoreCase { get; init; } = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    /// <summary>Reads by .NET's file API even where system calls would be faster.</summary>
    internal bool Portable { get; init; }

    /// <summary>
    /// Where git looks for a user's own ignore file unless told otherwise: <c>$XDG_CONFIG_HOME/git/ignore</c>, else
    /// <c>~/.config/git/ignore</c>. A file that <c>core.excludesFile</c> names is not considered.
    /// </summary>
    /// <param name="environment">The value of a variable, or null.</param>
    public static string? FindUserIgnoreFile(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (environment("XDG_CONFIG_HOME") is { Length: > 0 } config) return Path.Combine(config, "git", "ignore");
        var home = environment("HOME") is { Length: > 0 } unix ? unix : environment("USERPROFILE");
        return string.IsNullOrEmpty(home) ? null : Path.Combine(home, ".config", "git", "ignore");
    }
}
