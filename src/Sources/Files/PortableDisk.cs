using System.IO.Enumeration;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Stanch.Sources.Files;

/// <summary>Files by .NET's own API: Windows, macOS, and the twin that <see cref="LinuxDisk"/> is tested against.</summary>
/// <remarks>
/// .NET doesn't tell a FIFO or a device from a file, and opening one may block for ever. They all have length 0, so a
/// file of length 0 is never opened here.
/// </remarks>
internal sealed class PortableDisk : Disk
{
    private static readonly EnumerationOptions all = new()
    {
        AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false, ReturnSpecialDirectories = false,
    };

    private string folder = "";
    private SafeFileHandle? file;
    private long position;

    public override EntryKind Probe(string path)
    {
        if (Directory.Exists(path)) return EntryKind.Folder;
        var info = new FileInfo(path);
        if (!info.Exists) return EntryKind.Unknown;
        if (info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) info = target;
        return !info.Exists ? EntryKind.Unknown : info.Length == 0 ? EntryKind.EmptyFile : EntryKind.File;
    }

    public override Trouble Enter(ReadOnlySpan<byte> path, EntryList? entries)
    {
        folder = Encoding.UTF8.GetString(path) + '/';
        if (entries is null) return Trouble.None;
        try
        {
            foreach (var _ in new FileSystemEnumerable<bool>(folder, Take, all)) { }
            return Trouble.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Lost(e, folder);
        }

        bool Take(ref FileSystemEntry entry)
        {
            Add(entries, ref entry);
            return true;
        }
    }

    public override void Leave() { }

    public override bool Has(ReadOnlySpan<byte> path) => Path.Exists(folder + Encoding.UTF8.GetString(path));

    public override Trouble OpenFile(ReadOnlySpan<byte> name) => OpenFile(folder + Encoding.UTF8.GetString(name));

    public override Trouble OpenFile(string path)
    {
        try
        {
            const FileShare share = FileShare.ReadWrite | FileShare.Delete;
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, share, FileOptions.SequentialScan);
            position = 0;
            return Trouble.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Lost(e, path);
        }
    }

    public override int Read(Span<byte> buffer, out Trouble trouble)
    {
        trouble = Trouble.None;
        try
        {
            var n = RandomAccess.Read(file!, buffer, position);
            position += n;
            return n;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            trouble = Lost(e, "");
            return -1;
        }
    }

    public override FileState State()
    {
        try { return new FileState(true, RandomAccess.GetLength(file!), File.GetLastWriteTimeUtc(file!).Ticks); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException) { return default; }
    }

    public override Stream? Whole()
    {
        try { return file is null ? null : new FileStream(new SafeFileHandle(file.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, 64 << 10) { Position = 0 }; }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException) { return null; }
    }

    public override void CloseFile()
    {
        file?.Dispose();
        file = null;
    }

    public override void Dispose() => CloseFile();

    private static void Add(EntryList entries, ref FileSystemEntry entry)
    {
        var name = entry.FileName;
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(name.Length)];
        entries.Add(bytes[..Encoding.UTF8.GetBytes(name, bytes)], KindOf(ref entry));
    }

    private static EntryKind KindOf(ref FileSystemEntry entry)
    {
        try
        {
            var attributes = entry.Attributes;
            // Windows marks more than links so, placeholders of cloud folders for one: they are files like any other.
            if ((attributes & FileAttributes.ReparsePoint) != 0
                && (!OperatingSystem.IsWindows() || entry.ToFileSystemInfo().LinkTarget is not null))
                return EntryKind.Link;
            if ((attributes & FileAttributes.Directory) != 0) return EntryKind.Folder;
            if (entry.Length > 0) return EntryKind.File;
            // Also the length of what is gone, and of a name that .NET could not decode.
            return Path.Exists(entry.ToFullPath()) ? EntryKind.EmptyFile : EntryKind.Unknown;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return EntryKind.Unknown;
        }
    }

    /// <summary>.NET has already replaced the bytes of a name that is not UTF-8: the file is there and can't be named.</summary>
    private static Trouble Lost(Exception e, string path) =>
        e is not (FileNotFoundException or DirectoryNotFoundException) ? new Trouble(SkipReason.Unreadable, e.Message)
        : path.Contains('\uFFFD') ? new Trouble(SkipReason.Unreadable, "its name is not valid Unicode")
        : new Trouble(SkipReason.Changed, "No such file or directory");
}
