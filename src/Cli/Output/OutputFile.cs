namespace Stanch.Cli.Output;

/// <summary>Where a report or an export goes.</summary>
internal static class OutputFile
{
    /// <param name="file">Null: standard output.</param>
    /// <exception cref="OutputFailed">It did not get where it was to go.</exception>
    public static void Write(string? file, Stream standardOutput, Action<Stream> write)
    {
        try
        {
            if (file is null) write(standardOutput);
            else if (OpenSpecial(Path.GetFullPath(file)) is { } special)
            {
                using (special) write(special);
            }
            else Replace(Path.GetFullPath(file), write);
        }
        // A file that grows beyond what the system allows (`ulimit -f`) is an argument out of range to .NET.
        catch (Exception e) when (e is IOException and not OutputFailed or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException { ParamName: "value" })
        {
            throw new OutputFailed($"{file ?? "standard output"}: {e.Message}");
        }
    }

    /// <summary>A pipe, <c>/dev/null</c>, <c>/dev/fd/3</c>: nothing can be renamed over it. Null: an ordinary file, or none yet.</summary>
    private static FileStream? OpenSpecial(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path) || new FileInfo(path).Length > 0) return null;
        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (!stream.CanSeek || path.StartsWith("/dev/", StringComparison.Ordinal)) return stream;
        stream.Dispose();
        return null;
    }

    /// <summary>The old report stays whole until the new one is: a full disk or a crash leaves one of the two.</summary>
    private static void Replace(string path, Action<Stream> write)
    {
        if (File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target) path = target.FullName;
        // A name that nobody can have put a link under, and CreateNew would not follow one.
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            // Whoever closed the old report to others wants the new one closed too, from its first byte on.
            UnixFileMode? mode = !OperatingSystem.IsWindows() && File.Exists(path) ? File.GetUnixFileMode(path) : null;
            if (!OperatingSystem.IsWindows() && mode is not null) create.UnixCreateMode = mode;
            using (var stream = new FileStream(beside, create))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows() && mode is { } same) File.SetUnixFileMode(beside, same);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            try { File.Delete(beside); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
            throw;
        }
    }
}
