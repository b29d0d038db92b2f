using System.Text;

namespace Stanch.Sources.Git;

/// <summary>Reads git's own small text files: whole, up to a limit, and only when they are plain files.</summary>
internal static class SmallFile
{
    /// <summary>Null when there is no such plain file, or it can't be read or is longer.</summary>
    public static byte[]? TryRead(string path, int longest)
    {
        try
        {
            // Asked for first: a missing file is common, and an exception costs more than the reading.
            var info = new FileInfo(path);
            if (!info.Exists || info.LinkTarget is not null || info.Length > longest) return null;
            if (!OperatingSystem.IsWindows() && info.Length == 0) return [];
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Math.Min(longest, RandomAccess.GetLength(handle))];
            var length = 0;
            while (length < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(length), length) is > 0 and var n) length += n;
            return length == bytes.Length ? bytes : bytes[..length];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    public static string? TryReadText(string path, int longest) => TryRead(path, longest) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
