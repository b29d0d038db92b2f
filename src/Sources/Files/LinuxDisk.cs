using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Stanch.Sources.Files;

/// <summary>Files by system calls: open, read to the end, close, relative to the open folder.</summary>
internal sealed unsafe class LinuxDisk : Disk
{
    /// <summary>Linux's PATH_MAX: a longer path is opened a stretch at a time.</summary>
    private const int LongestPath = 4096;

    private nint stream;
    private int folder = -1, file = -1;

    public static bool IsSupported { get; } = Works();

    public override EntryKind Probe(string path) => Kind(LibC.AtCwd, Terminated(path), 0);

    public override Trouble Enter(ReadOnlySpan<byte> path, EntryList? entries)
    {
        Leave();
        var fd = OpenFolder(path, out var error);
        if (fd < 0) return Lost(error);
        if (entries is null) { folder = fd; return Trouble.None; }
        stream = LibC.OpenFolder(fd);
        if (stream == 0)
        {
            error = Marshal.GetLastPInvokeError();
            _ = LibC.Close(fd);
            return Lost(error);
        }
        folder = fd;
        while (true)
        {
            var entry = LibC.ReadFolder(stream);
            if (entry is null)
            {
                error = Marshal.GetLastPInvokeError();
                return error == 0 ? Trouble.None : Lost(error);
            }
            var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(&entry->Name);
            if (name is [(byte)'.'] or [(byte)'.', (byte)'.']) continue;
            // Some file systems leave the type out.
            var kind = entry->Type == 0 ? Kind(folder, &entry->Name, LibC.NoFollowStat) : LibC.KindOf(entry->Type);
            entries.Add(name, kind);
        }
    }

    public override void Leave()
    {
        if (stream != 0) _ = LibC.CloseFolder(stream);
        else if (folder >= 0) _ = LibC.Close(folder);
        stream = 0;
        folder = -1;
    }

    public override bool Has(ReadOnlySpan<byte> path)
    {
        fixed (byte* p = Terminated(path)) return Kind(folder, p, LibC.NoFollowStat) != EntryKind.Unknown;
    }

    public override Trouble OpenFile(ReadOnlySpan<byte> name)
    {
        // Names have at most 255 bytes on the file systems that there are, but nothing promises so.
        Span<byte> terminated = name.Length < 512 ? stackalloc byte[name.Length + 1] : new byte[name.Length + 1];
        name.CopyTo(terminated);
        terminated[name.Length] = 0;
        fixed (byte* p = terminated) return OpenFile(folder, p, LibC.NoFollow);
    }

    public override Trouble OpenFile(string path)
    {
        fixed (byte* p = Terminated(Encoding.UTF8.GetBytes(path))) return OpenFile(LibC.AtCwd, p, 0);
    }

    public override int Read(Span<byte> buffer, out Trouble trouble)
    {
        trouble = Trouble.None;
        fixed (byte* p = buffer)
        {
            while (true)
            {
                var n = LibC.Read(file, p, buffer.Length);
                if (n >= 0) return (int)n;
                var error = Marshal.GetLastPInvokeError();
                if (error == LibC.Interrupted) continue;
                trouble = Lost(error);
                return -1;
            }
        }
    }

    public override FileState State()
    {
        LibC.Stat stat;
        byte none = 0;
        if (LibC.StatX(file, &none, LibC.EmptyPath, LibC.TypeAndSize, &stat) != 0) return default;
        var modified = stat.ModifiedSeconds * 1_000_000_000 + stat.ModifiedNanoseconds;
        return new FileState(LibC.KindOf(stat.Mode >> 12) == EntryKind.File, stat.Size, modified);
    }

    public override Stream? Whole()
    {
        try
        {
            // Reads by position, so that this reader and the stream don't move each other's.
            return new FileStream(new SafeFileHandle(file, ownsHandle: false), FileAccess.Read, 64 << 10) { Position = 0 };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException) { return null; }
    }

    public override void CloseFile()
    {
        if (file >= 0) _ = LibC.Close(file);
        file = -1;
    }

    public override void Dispose()
    {
        CloseFile();
        Leave();
    }

    private Trouble OpenFile(int from, byte* path, int flags)
    {
        do file = LibC.OpenAt(from, path, LibC.Plain | flags);
        while (file < 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted);
        return file >= 0 ? Trouble.None : Lost(Marshal.GetLastPInvokeError());
    }

    private static int OpenFolder(ReadOnlySpan<byte> path, out int error)
    {
        Span<byte> stretch = stackalloc byte[LongestPath];
        var from = LibC.AtCwd;
        if (path.IsEmpty) path = "/"u8;
        while (true)
        {
            var cut = path.Length < LongestPath ? path.Length : path[..(LongestPath - 1)].LastIndexOf((byte)'/');
            path[..cut].CopyTo(stretch);
            stretch[cut] = 0;
            var last = cut == path.Length;
            int next;
            fixed (byte* p = stretch) next = LibC.OpenAt(from, p, LibC.Plain | LibC.NoFollow | LibC.Folder | (last ? 0 : LibC.PathOnly));
            error = next < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (from >= 0) _ = LibC.Close(from);
            if (last || next < 0) return next;
            path = path[(cut + 1)..];
            from = next;
        }
    }

    private static EntryKind Kind(int from, byte* path, int flags)
    {
        LibC.Stat stat;
        return LibC.StatX(from, path, flags, LibC.TypeAndSize, &stat) == 0 ? LibC.KindOf(stat.Mode >> 12) : EntryKind.Unknown;
    }

    private static EntryKind Kind(int from, byte[] path, int flags)
    {
        fixed (byte* p = path) return Kind(from, p, flags);
    }

    private static byte[] Terminated(string path) => Terminated(Encoding.UTF8.GetBytes(path));
    private static byte[] Terminated(ReadOnlySpan<byte> path) => [.. path, 0];

    /// <summary>What was listed a moment ago and is now gone, or now a link, has changed under the scan.</summary>
    private static Trouble Lost(int error) =>
        new(error is LibC.NoEntry or LibC.Loop or LibC.NoDevice or LibC.NotFolder ? SkipReason.Changed : SkipReason.Unreadable,
            LibC.Message(error));

    private static bool Works()
    {
        if (!OperatingSystem.IsLinux()) return false;
        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64)) return false;
        try { return Kind(LibC.AtCwd, "/\0"u8.ToArray(), 0) == EntryKind.Folder; }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException) { return false; } // a C library without statx
    }
}
