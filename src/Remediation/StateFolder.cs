using System.Text;
using Stanch.Catalog;
using Stanch.Scanning;

namespace Stanch.Remediation;

/// <summary>Where journals and records are kept, one of each for a type and a value.</summary>
public sealed class StateFolder(string path)
{
    /// <param name="environment">A variable's value.</param>
    /// <returns>Null where the system names no place for it.</returns>
    public static string? Default(Func<string, string?> environment)
    {
        if (environment("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state)) return Path.Combine(state, "stanch");
        if (OperatingSystem.IsWindows()) return environment("LOCALAPPDATA") is { Length: > 0 } local ? Path.Combine(local, "stanch") : null;
        return environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "state", "stanch") : null;
    }

    /// <summary>The same as in reports of a repository without a salt of its own.</summary>
    public static string FingerprintOf(string value) => Fingerprint.Of(Encoding.UTF8.GetBytes(value), Fingerprint.DefaultSalt);

    /// <returns>Null when it can't be had; <paramref name="mistake"/> says why.</returns>
    public Journal? Open(Detector detector, string fingerprint, DateTimeOffset now, out string mistake)
    {
        try
        {
            var folder = Path.Combine(path, "revocations");
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return Journal.Open(Path.Combine(folder, $"{detector.Id.Replace('/', '.')}.{fingerprint}.jsonl"), now, out mistake);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            mistake = $"{path}: {e.Message}";
            return null;
        }
    }
}
