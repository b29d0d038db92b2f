using System.Text;

namespace Stanch.Fixing;

/// <summary>A file as it is and as it is to be.</summary>
/// <param name="Before">Null: it is not there.</param>
public sealed record FileEdit(string Path, string? Before, string After)
{
    /// <summary>Its owner alone is to read it.</summary>
    public bool Private { get; init; }
}

/// <summary>Writes several files so that all of them are new or all are old.</summary>
public static class FileSet
{
    /// <returns>Why nothing was changed; null: all is written.</returns>
    public static string? Write(IReadOnlyList<FileEdit> edits)
    {
        var ready = new List<(FileEdit Edit, string Beside)>();
        var done = new List<FileEdit>();
        try
        {
            foreach (var edit in edits)
            {
                // Somebody may have saved it since it was read.
                if (Read(edit.Path) != edit.Before) return $"{edit.Path}: was changed in the meantime; nothing was written";
                ready.Add((edit, Beside(edit.Path, edit.After, edit.Private)));
            }
            foreach (var (edit, beside) in ready)
            {
                File.Move(beside, edit.Path, overwrite: true);
                done.Add(edit);
            }
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            var lost = done.AsEnumerable().Reverse().Where(d => !Restore(d)).Select(d => d.Path).ToList();
            return lost.Count == 0 ? $"{e.Message}; nothing was changed" : $"{e.Message}; {string.Join(", ", lost)} was written and could not be put back";
        }
        finally
        {
            foreach (var (_, beside) in ready) TryDelete(beside);
        }
    }

    /// <summary>Null: there is no such file.</summary>
    public static string? Read(string path) => File.Exists(path) ? Encoding.UTF8.GetString(File.ReadAllBytes(path)) : null;

    private static string Beside(string path, string content, bool secret)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}";
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            if (File.Exists(path)) create.UnixCreateMode = File.GetUnixFileMode(path);
            else if (secret) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var stream = new FileStream(beside, create);
        stream.Write(Encoding.UTF8.GetBytes(content));
        stream.Flush(flushToDisk: true);
        if (!OperatingSystem.IsWindows() && File.Exists(path)) File.SetUnixFileMode(beside, File.GetUnixFileMode(path));
        return beside;
    }

    private static bool Restore(FileEdit edit)
    {
        try
        {
            if (edit.Before is null) File.Delete(edit.Path);
            else File.Move(Beside(edit.Path, edit.Before, edit.Private), edit.Path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void TryDelete(string path)
    {
        try { File.Delete(path); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }
}
