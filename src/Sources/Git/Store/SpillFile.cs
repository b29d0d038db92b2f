using System.IO.MemoryMappedFiles;

namespace Stanch.Sources.Git;

/// <summary>
/// Memory backed by a temporary file: what doesn't fit the budget for memory of our own is put here, and the system writes it to disk
/// when it needs the pages. The file has no name on systems that allow that and is gone with the process on the others.
/// </summary>
internal sealed unsafe class SpillFile : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    private SpillFile(MemoryMappedFile file, MemoryMappedViewAccessor view, byte* start)
    {
        this.file = file;
        this.view = view;
        Start = start;
    }

    public byte* Start { get; }

    /// <summary>Null when the disk has no room or no temporary folder can be written.</summary>
    public static SpillFile? TryCreate(long length)
    {
        // On many systems /tmp is itself memory.
        var folder = OperatingSystem.IsLinux() && Directory.Exists("/var/tmp") ? "/var/tmp" : Path.GetTempPath();
        var path = Path.Combine(folder, "stanch-" + Path.GetRandomFileName());
        try
        {
            using var stream = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.DeleteOnClose, PreallocationSize = length, BufferSize = 0,
            });
            stream.SetLength(length);
            var file = MemoryMappedFile.CreateFromFile(stream, null, length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
            var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.ReadWrite);
            if (!OperatingSystem.IsWindows()) File.Delete(path);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            return new SpillFile(file, view, start + view.PointerOffset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }
}
