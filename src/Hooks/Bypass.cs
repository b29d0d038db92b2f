using System.Globalization;
using System.Text;

namespace Stanch.Hooks;

/// <summary>One time that somebody went past a hook, with the reason.</summary>
public sealed record Bypass(DateTimeOffset At, string Hook, string By, string Reason)
{
    /// <summary>Holds the reason. Empty: no bypass, since nobody said why.</summary>
    public const string Variable = "STANCH_BYPASS";

    /// <summary>In the git folder that all work trees share. One line each: time, hook, who, reason, with tabs between; a shell can write it too.</summary>
    public const string File = "stanch/bypasses.log";

    /// <returns>Why it could not be recorded; null: it is.</returns>
    public string? Record(string gitFolder)
    {
        var path = Path.Combine(gitFolder, File);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            System.IO.File.AppendAllText(path, $"{At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\t{Hook}\t{Line(By)}\t{Line(Reason)}\n", new UTF8Encoding(false));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"{path}: {e.Message}";
        }
    }

    /// <summary>The newest last. Lines that make no sense are left out.</summary>
    public static IReadOnlyList<Bypass> Read(string gitFolder, int most)
    {
        try
        {
            var path = Path.Combine(gitFolder, File);
            return System.IO.File.Exists(path) ? [.. System.IO.File.ReadLines(path).TakeLast(most).Select(Parse).OfType<Bypass>()] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static Bypass? Parse(string line)
    {
        var fields = line.Split('\t', 4);
        return fields.Length == 4 && DateTimeOffset.TryParse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new Bypass(at, fields[1], fields[2], fields[3]) : null;
    }

    private static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
