using System.Runtime.InteropServices;

namespace Stanch.Bench;

/// <summary>The peer for detection in memory: Debian's libhyperscan5, block mode.</summary>
internal sealed unsafe partial class Hyperscan : IDisposable
{
    private const string Library = "libhs.so.5";
    private const uint ModeBlock = 1;

    private readonly nint database;
    private readonly nint scratch;

    [LibraryImport(Library)]
    private static partial int hs_compile(byte* expression, uint flags, uint mode, nint platform, out nint database, out nint error);

    [LibraryImport(Library)]
    private static partial int hs_compile_multi(byte** expressions, uint* flags, uint* ids, uint count, uint mode, nint platform, out nint database, out nint error);

    [LibraryImport(Library)]
    private static partial int hs_alloc_scratch(nint database, ref nint scratch);

    [LibraryImport(Library)]
    private static partial int hs_free_database(nint database);

    [LibraryImport(Library)]
    private static partial int hs_free_scratch(nint scratch);

    [LibraryImport(Library)]
    private static partial int hs_free_compile_error(nint error);

    [LibraryImport(Library)]
    private static partial int hs_scan(nint database, byte* data, uint length, uint flags, nint scratch, delegate* unmanaged<uint, ulong, ulong, uint, nint, int> onMatch, nint context);

    public static bool Installed => NativeLibrary.TryLoad(Library, out _);

    /// <summary>True when the library compiles this pattern by itself.</summary>
    public static bool Takes(string pattern)
    {
        var text = Marshal.StringToCoTaskMemUTF8(pattern);
        try
        {
            if (hs_compile((byte*)text, 0, ModeBlock, 0, out var one, out var error) == 0)
            {
                _ = hs_free_database(one);
                return true;
            }
            _ = hs_free_compile_error(error);
            return false;
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    public Hyperscan(IReadOnlyList<string> patterns)
    {
        var texts = patterns.Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        var pointers = stackalloc byte*[patterns.Count];
        var flags = stackalloc uint[patterns.Count];
        var ids = stackalloc uint[patterns.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            pointers[i] = (byte*)texts[i];
            flags[i] = 0;
            ids[i] = (uint)i;
        }
        var code = hs_compile_multi(pointers, flags, ids, (uint)texts.Length, ModeBlock, 0, out database, out _);
        if (code != 0) throw new InvalidOperationException($"hs_compile_multi gave {code}");
        if (hs_alloc_scratch(database, ref scratch) != 0) throw new InvalidOperationException("hs_alloc_scratch failed");
        foreach (var text in texts) Marshal.FreeCoTaskMem(text);
    }

    /// <returns>Number of match events.</returns>
    public long Scan(ReadOnlySpan<byte> content)
    {
        long count = 0;
        fixed (byte* data = content)
        {
            var code = hs_scan(database, data, (uint)content.Length, 0, scratch, &OnMatch, (nint)(&count));
            if (code != 0) throw new InvalidOperationException($"hs_scan gave {code}");
        }
        return count;
    }

    [UnmanagedCallersOnly]
    private static int OnMatch(uint id, ulong from, ulong to, uint flags, nint context)
    {
        ++*(long*)context;
        return 0;
    }

    public void Dispose()
    {
        _ = hs_free_scratch(scratch);
        _ = hs_free_database(database);
    }
}
