using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Stanch.Images.Layers;

internal enum Form { Empty, Tar, Gzip, Zstd, Other, Unknown }

/// <summary>How a blob is packed, from its first bytes: media types are often wrong.</summary>
internal static class Compression
{
    public const int Sniffed = 512;

    /// <summary>What zstd itself reads unless it is asked for more; its memory is that of the window.</summary>
    private const int LargestWindow = 27;

    public static Form Of(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty) return Form.Empty;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return Form.Gzip;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD])) return Form.Zstd;
        if (start.Length > 3 && (start[0] & 0xF0) == 0x50 && start[1..4].SequenceEqual((ReadOnlySpan<byte>)[0x2A, 0x4D, 0x18])) return Form.Zstd;
        if (start.Length >= 262 && start.Slice(257, 5).SequenceEqual("ustar"u8)) return Form.Tar;
        // A tar file without a single entry.
        if (start.Length == Sniffed && !start.ContainsAnyExcept((byte)0)) return Form.Tar;
        return NameOfOther(start) is null ? Form.Unknown : Form.Other;
    }

    /// <summary>A compression that is not read.</summary>
    public static string? NameOfOther(ReadOnlySpan<byte> start) =>
        start.StartsWith("BZh"u8) ? "bzip2" : start.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]) ? "xz"
        : start.StartsWith((ReadOnlySpan<byte>)[0x04, 0x22, 0x4D, 0x18]) ? "lz4" : start.StartsWith((ReadOnlySpan<byte>)[0x5D, 0, 0]) ? "lzma" : null;

    public static Stream Open(Stream stored, Form form)
    {
        if (form == Form.Gzip) return new GZipStream(stored, CompressionMode.Decompress, leaveOpen: true);
        if (form != Form.Zstd) return stored;
        var zstd = new DecompressionStream(stored, bufferSize: 128 * 1024, checkEndOfStream: true, leaveOpen: true);
        zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, LargestWindow);
        return zstd;
    }
}
