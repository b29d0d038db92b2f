using System.Buffers.Binary;
using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Deflate64;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Compressors.PPMd;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;
using Stanch.Archives.Streams;
using Stanch.Sources;

namespace Stanch.Archives.Formats;

/// <summary>zip and all that is one: jar, war, apk, ipa, whl, nupkg, Office and OpenDocument files. Deflate is .NET's own, three times as fast as a managed one; the rarer methods are SharpCompress'.</summary>
internal sealed class ZipFormat : Format
{
    private const int LocalHeader = 30;

    public override ReadOnlySpan<byte> FirstBytes => "P"u8;
    public override bool Seeks => true;

    public override bool Fits(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8) && head.Length >= LocalHeader && head[4] < 100 || head.StartsWith("PK\x05\x06"u8) && head.Length >= 22;

    public override void Read(Stream container, Opened opened)
    {
        var directory = ZipDirectory.Find(container);
        foreach (var entry in directory is null ? ZipDirectory.Walk(container) : directory.Entries())
        {
            if (entry.Name.EndsWith('/') && entry.Size == 0) continue;
            if (entry.IsEncrypted) opened.Skip(SkipReason.Encrypted, entry.Name);
            else if (entry.Size == 0 && entry.Compressed == 0) opened.Skip(SkipReason.Empty, entry.Name);
            else Take(container, directory?.Shift ?? 0, entry, opened);
        }
        if (directory is null) throw new DamagedException("its directory is missing; entries were read as far as they could be told without it");
    }

    private static void Take(Stream container, long shift, ZipEntry entry, Opened opened)
    {
        try
        {
            opened.Budget.CheckRatio(entry.Size, entry.Compressed);
            using var content = Open(container, shift, entry, opened);
            if (opened.Take(entry.Name, content)) OfficeText.Take(entry.Name, () => Open(container, shift, entry, opened), opened);
        }
        catch (DamagedException e)
        {
            opened.Skip(e.Reason, entry.Name, e.Message);
        }
        catch (SpentException e) when (!e.Whole)
        {
            opened.Skip(e.Reason, entry.Name, e.Message);
        }
    }

    private static InflatedStream Open(Stream container, long shift, ZipEntry entry, Opened opened)
    {
        var header = new byte[LocalHeader];
        container.Position = entry.Header + shift;
        if (container.ReadAtLeast(header, LocalHeader, throwOnEndOfStream: false) < LocalHeader || !header.AsSpan().StartsWith("PK\x03\x04"u8)) throw new DamagedException("not where the directory says");
        // Name and extra field may differ in length from those of the directory.
        var start = container.Position + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (start > container.Length || entry.Compressed > container.Length - start) throw new DamagedException("ends too early");
        var input = new CountingStream(new SliceStream(container, start, entry.Compressed), opened.Budget);
        return opened.Inflated(Foreign.Call(() => Decoder(entry, input)), () => entry.Compressed, entry.Size);
    }

    private static Stream Decoder(ZipEntry entry, Stream input)
    {
        switch (entry.Method)
        {
            case 0: return input;
            case 8: return new DeflateStream(input, CompressionMode.Decompress);
            case 9: return new Deflate64Stream(input, SharpCompress.Compressors.CompressionMode.Decompress);
            case 12: return BZip2Stream.Create(input, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true);
            case 14:
                var intro = new byte[4];
                input.ReadExactly(intro);
                var properties = new byte[BinaryPrimitives.ReadUInt16LittleEndian(intro.AsSpan(2)) is var n and <= 64 ? n : throw new DamagedException("damaged")];
                input.ReadExactly(properties);
                return LzmaStream.Create(properties, input, entry.Compressed - 4 - n, entry.Size, leaveOpen: true);
            case 20 or 93: return new DecompressionStream(input, 0, checkEndOfStream: true, leaveOpen: true);
            case 95: return new XZStream(input);
            case 98:
                var ppmd = new byte[2];
                input.ReadExactly(ppmd);
                return PpmdStream.Create(new PpmdProperties(ppmd), input, compress: false);
            default: throw new DamagedException($"compression method {entry.Method}", SkipReason.Unsupported);
        }
    }
}
