using System.Collections.Concurrent;
using System.Text;

namespace Stanch.Sources.Files;

/// <summary>
/// A folder and what is below it. Links are never followed, devices never opened, and what a <c>.git</c> folder holds is
/// left to <c>Sources.Git</c>.
/// </summary>
/// <param name="root">A link given here is followed; a file given here is read as <see cref="SingleFile"/> does.</param>
public sealed class FileTree(string root, FileTreeOptions options) : ISource
{
    private readonly ConcurrentQueue<string> nested = new();

    public string Target => root;

    /// <summary>
    /// Absolute paths of the repositories found below the root, work trees and bare ones, in order: their files were read,
    /// their histories were not. Complete when <see cref="Read"/> has returned.
    /// </summary>
    public IReadOnlyList<string> NestedRepositories => [.. nested.Order(StringComparer.Ordinal)];

    public void Read(Func<IBlobSink> open, Coverage coverage, int workers, int context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(coverage);
        using var disk = Disk.Open(options.Portable);
        if (disk.Probe(root) != EntryKind.Folder)
        {
            new SingleFile(root).Read(open, coverage, workers, context, stop);
            return;
        }

        if (Resolve(root) is not { } path)
        {
            coverage.Skip(SkipReason.Missing, root, "No such file or directory");
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(path);
        var ignores = options.HonourIgnore ? new RepositoryIgnores(options, disk) : null;
        string? repository = null;
        var scope = RepositoryIgnores.IsRepository(path) ? null : ignores?.Around(path, disk, out repository);
        var walk = new Walk(root, options, coverage, ignores, nested.Enqueue, bytes.Length, context, stop);
        walk.Crew = new(Math.Max(1, workers), () => new FolderReader(walk, open()), static (reader, work) => reader.Do(work), stop);
        var around = repository is null ? -1 : Encoding.UTF8.GetByteCount(repository);
        var whole = walk.Crew.Run(new FolderWork(new Folder(bytes, scope, around, Ignored: false), Files: null));
        if (!whole || walk.Stopped) coverage.Skip(SkipReason.Interrupted, root, "stopped before the folder was read whole");
    }

    /// <summary>Absolute, with forward slashes and none at the end; null when it vanished just now.</summary>
    private static string? Resolve(string root)
    {
        var path = Path.GetFullPath(root);
        try
        {
            if (new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true) is { } target) path = target.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return null; }
        if (Path.DirectorySeparatorChar == '\\') path = path.Replace('\\', '/');
        return path.TrimEnd('/');
    }
}
