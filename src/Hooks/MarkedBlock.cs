using System.Text;

namespace Stanch.Hooks;

/// <summary>Lines of ours in a file that somebody else keeps: put in and taken out so that every other byte stays as it was.</summary>
internal static class MarkedBlock
{
    private const string First = "# >>> stanch", Last = "# <<< stanch";

    /// <param name="lines">Without the marks.</param>
    public static string Of(string lines) => $"{First}: put here by 'stanch install', taken away by 'stanch uninstall'\n{lines.TrimEnd('\n')}\n{Last}\n";

    public static bool IsIn(string text) => Find(text) is not null;

    /// <summary>The text with the block in it once: in the place of the one that is there, else at <paramref name="at"/>.</summary>
    public static string Put(string text, string block, int at) =>
        Find(text) is { } old ? text[..old.Start] + block + text[old.End..] : text[..at] + block + text[at..];

    public static string Remove(string text) => Find(text) is { } old ? text[..old.Start] + text[old.End..] : text;

    private static (int Start, int End)? Find(string text)
    {
        var start = text.StartsWith(First, StringComparison.Ordinal) ? 0 : text.IndexOf("\n" + First, StringComparison.Ordinal) + 1;
        if (start == 0 && !text.StartsWith(First, StringComparison.Ordinal)) return null;
        var end = text.IndexOf("\n" + Last, start, StringComparison.Ordinal);
        if (end < 0) return null;
        end = text.IndexOf('\n', end + 1);
        return (start, end < 0 ? text.Length : end + 1);
    }

    /// <summary>Each byte a character of its own, so that what is no UTF-8 comes out as it went in.</summary>
    public static string Read(string path) => File.Exists(path) ? Encoding.Latin1.GetString(File.ReadAllBytes(path)) : "";

    /// <summary>Whole or not at all; keeps who may run it.</summary>
    public static void Write(string path, string text, UnixFileMode? created = null)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            File.WriteAllBytes(beside, Encoding.Latin1.GetBytes(text));
            if (!OperatingSystem.IsWindows())
            {
                if (File.Exists(path)) File.SetUnixFileMode(beside, File.GetUnixFileMode(path));
                else if (created is { } mode) File.SetUnixFileMode(beside, mode);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
