using System.IO.MemoryMappedFiles;

namespace Stanch.Sources.Git;

/// <summary>A whole file mapped for reading. Its pages are the system's to keep or drop, so a pack of any size costs no memory of our own.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile? file;
    private readonly MemoryMappedViewAccessor? view;

    private MappedFile(MemoryMappedFile? file, MemoryMappedViewAccessor? view, byte* start, long length)
    {
        this.file = file;
        this.view = view;
        Start = start;
        Length = length;
    }

    public byte* Start { get; }
    public long Length { get; }
    public byte* End => Start + Length;

    /// <summary>Maps a regular file; null when it can't be opened, with the system's reason.</summary>
    public static MappedFile? TryOpen(string path, out string reason)
    {
        reason = "";
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = RandomAccess.GetLength(handle);
            if (length == 0) return new MappedFile(null, null, null, 0);
            var file = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            return new MappedFile(file, view, start + view.PointerOffset, length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            reason = e.Message;
            return null;
        }
    }

    public void Dispose()
    {
        view?.SafeMemoryMappedViewHandle.ReleasePointer();
        view?.Dispose();
        file?.Dispose();
    }
}
