using Stanch.Playbooks.Site;

namespace Stanch.Cli.Output;

/// <summary>The folder that a site is written to: nothing in it is touched that the site did not write, and it holds a whole site or what it held before.</summary>
internal sealed class SiteFolder
{
    private readonly string asked;
    private readonly string path;

    public SiteFolder(string asked)
    {
        this.asked = asked;
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(asked));
        if (Directory.Exists(path) && Directory.ResolveLinkTarget(path, returnFinalTarget: true) is { } target) path = Path.TrimEndingDirectorySeparator(target.FullName);
    }

    /// <summary>Why nothing can be written there; null: it can.</summary>
    /// <exception cref="OutputFailed">What is there can't be looked at.</exception>
    public string? Objection()
    {
        try
        {
            if (File.Exists(path)) return "is a file";
            if (Path.GetDirectoryName(path) is not { } parent) return "is the root";
            if (!Directory.Exists(parent)) return $"there is no folder {parent}";
            if (IsIn(Directory.GetCurrentDirectory(), path)) return "is the folder that you stand in, or one above it; name another one";
            return Directory.Exists(path) ? Foreign() : null;
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw Failed(e);
        }
    }

    /// <summary>Writes all of it beside the folder and puts it in its place as a whole.</summary>
    /// <returns>How many files and bytes; null: it was stopped, and nothing has changed.</returns>
    /// <exception cref="OutputFailed">It did not get there.</exception>
    public (int Files, long Bytes)? Write(IEnumerable<SiteFile> files, SiteManifest manifest, CancellationToken stop)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(beside);
            var bytes = 0L;
            foreach (var file in files)
            {
                if (stop.IsCancellationRequested)
                {
                    Remove(beside);
                    return null;
                }
                Write(beside, file);
                manifest.Add(file);
                bytes += file.Content.Length;
            }
            Write(beside, new SiteFile(SiteManifest.FileName, manifest.Write()));
            PutInPlace(beside);
            return (manifest.Files.Count + 1, bytes);
        }
        catch (Exception e) when (IsFailure(e))
        {
            Remove(beside);
            throw Failed(e);
        }
    }

    private void PutInPlace(string beside)
    {
        if (!Directory.Exists(path))
        {
            Directory.Move(beside, path);
            return;
        }
        // What was put there in the meantime is as foreign as what was there before.
        if (Foreign() is { } objection) throw new IOException(objection);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(beside, File.GetUnixFileMode(path));
        var old = $"{path}.{Path.GetRandomFileName()}";
        Directory.Move(path, old);
        try
        {
            Directory.Move(beside, path);
        }
        catch
        {
            Directory.Move(old, path);
            throw;
        }
        Remove(old);
    }

    /// <summary>A file in the folder that is not the site's own, as it wrote it.</summary>
    private string? Foreign()
    {
        var entries = new DirectoryInfo(path).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
            .Where(e => e is not DirectoryInfo || e.LinkTarget is not null).ToDictionary(e => Path.GetRelativePath(path, e.FullName).Replace(Path.DirectorySeparatorChar, '/'), StringComparer.Ordinal);
        if (!entries.TryGetValue(SiteManifest.FileName, out var marker))
            return new DirectoryInfo(path).EnumerateFileSystemInfos().Any() ? $"is not empty, and no site of ours: there is no {SiteManifest.FileName} in it" : null;
        if (marker.LinkTarget is not null || SiteManifest.Read(File.ReadAllText(marker.FullName)) is not { } manifest) return $"its {SiteManifest.FileName} is none of ours";
        foreach (var (name, entry) in entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (name == SiteManifest.FileName) continue;
            if (!manifest.Files.TryGetValue(name, out var digest)) return $"{name} in it is not ours; take it away first";
            if (entry.LinkTarget is not null || SiteManifest.Digest(File.ReadAllBytes(entry.FullName)) != digest) return $"{name} in it was changed since we wrote it; take it away first";
        }
        return null;
    }

    private static void Write(string folder, SiteFile file)
    {
        var target = Path.Combine(folder, file.Path.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var stream = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write(file.Content);
    }

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (IsFailure(e))
        {
            // What is left bears a name that nobody takes for the site.
        }
    }

    private static bool IsIn(string inner, string outer) =>
        inner == outer || inner.StartsWith(Path.EndsInDirectorySeparator(outer) ? outer : outer + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // A file that grows beyond what the system allows (`ulimit -f`) is an argument out of range to .NET.
    private static bool IsFailure(Exception e) => e is IOException and not OutputFailed or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException { ParamName: "value" };

    private OutputFailed Failed(Exception e) => new($"--site {asked}: {e.Message}");
}
