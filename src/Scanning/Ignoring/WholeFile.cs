namespace Stanch.Scanning.Ignoring;

/// <summary>Files that people keep: read with a limit, replaced as a whole.</summary>
internal static class WholeFile
{
    /// <param name="stranger">
    /// The file lies in what is being scanned and may be anything: a link (out of the repository), a device, a pipe that never ends.
    /// </param>
    /// <returns>An empty value with no error: there is no such file.</returns>
    public static ConfigurationResult<byte[]> Read(string path, int most, bool stranger)
    {
        try
        {
            var info = new FileInfo(path);
            // Before Exists: that is true for a link that leads somewhere, and false for one that leads nowhere.
            if (stranger && info.LinkTarget is not null) return Unreadable(path, "is a symbolic link, which is not followed");
            if (Directory.Exists(path)) return Unreadable(path, "is a folder");
            if (!info.Exists) return new ConfigurationResult<byte[]>(null, []);
            // Pipes and devices have no length either, and opening them may wait for ever.
            if (stranger && info.Length == 0) return Array.Empty<byte>();
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            var buffer = new byte[16 * 1024];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                content.Write(buffer, 0, read);
                if (content.Length > most) return Unreadable(path, $"is larger than {most / (1024 * 1024)} MiB");
            }
            return content.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Unreadable(path, $"cannot be read: {e.Message}");
        }
    }

    /// <summary>
    /// Leaves either the old file or the new one, whatever happens in between: the content is written beside it and renamed over it. A link
    /// is replaced and not followed: it may have come with the repository. Null: done.
    /// </summary>
    public static ConfigurationError? Replace(string path, ReadOnlySpan<byte> content)
    {
        var full = Path.GetFullPath(path);
        // A name that nobody can have put a link under, and CreateNew would not follow one.
        var beside = $"{full}.{Path.GetRandomFileName()}";
        try
        {
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            UnixFileMode? mode = !OperatingSystem.IsWindows() && File.Exists(full) ? File.GetUnixFileMode(full) : null;
            if (!OperatingSystem.IsWindows() && mode is not null) create.UnixCreateMode = mode;
            using (var stream = new FileStream(beside, create))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows() && mode is { } same) File.SetUnixFileMode(beside, same);
            File.Move(beside, full, overwrite: true);
            return null;
        }
        // A file that grows beyond what the system allows (`ulimit -f`) is an argument out of range to .NET.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException { ParamName: "value" })
        {
            TryDelete(beside);
            return Unreadable(path, $"cannot be written: {e.Message}");
        }
    }

    private static void TryDelete(string path)
    {
        try { File.Delete(path); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    private static ConfigurationError Unreadable(string path, string what) => new(path, 0, 0, "CFG001", what);
}
