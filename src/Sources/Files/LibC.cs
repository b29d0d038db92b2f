using System.Runtime.InteropServices;

namespace Stanch.Sources.Files;

/// <summary>The few system calls that reading many small files needs. Numbers and layouts are those of 64-bit Linux.</summary>
internal static unsafe partial class LibC
{
    public const int AtCwd = -100, EmptyPath = 0x1000, NoFollowStat = 0x100, TypeAndSize = 0x1 | 0x40 | 0x200;
    public const int NoEntry = 2, Interrupted = 4, NoDevice = 6, NotFolder = 20, Loop = 40;

    private static readonly bool arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>O_CLOEXEC, O_NOCTTY, O_NONBLOCK: should a FIFO or a terminal have taken a file's place, opening it neither blocks nor adopts it.</summary>
    public const int Plain = 0x80000 | 0x100 | 0x800;
    public static readonly int NoFollow = arm ? 0x8000 : 0x20000;
    public static readonly int Folder = arm ? 0x4000 : 0x10000;
    public const int PathOnly = 0x200000;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int OpenAt(int folder, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Read(int file, byte* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint OpenFolder(int folder);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial Entry* ReadFolder(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int CloseFolder(nint stream);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int StatX(int folder, byte* path, int flags, uint mask, Stat* stat);

    /// <summary>struct dirent; the name follows the type and ends with a NUL.</summary>
    [StructLayout(LayoutKind.Explicit)]
    public struct Entry
    {
        [FieldOffset(18)] public byte Type;
        [FieldOffset(19)] public byte Name;
    }

    /// <summary>struct statx, which unlike struct stat is the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct Stat
    {
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(40)] public long Size;
        [FieldOffset(112)] public long ModifiedSeconds;
        [FieldOffset(120)] public uint ModifiedNanoseconds;
    }

    /// <summary>The type in the upper four bits of a mode, which is also what a directory entry calls its type.</summary>
    public static EntryKind KindOf(int type) => type switch
    {
        8 => EntryKind.File,
        4 => EntryKind.Folder,
        10 => EntryKind.Link,
        1 => EntryKind.Fifo,
        12 => EntryKind.Socket,
        2 => EntryKind.CharacterDevice,
        6 => EntryKind.BlockDevice,
        _ => EntryKind.Unknown,
    };

    /// <summary>The system's own sentence for the last error.</summary>
    public static string Message(int error) => Marshal.GetPInvokeErrorMessage(error);
}
