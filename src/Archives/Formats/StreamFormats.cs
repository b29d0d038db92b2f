using System.IO.Compression;
using System.Text;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;
using Stanch.Archives.Streams;

namespace Stanch.Archives.Formats;

/// <summary>One compressed stream, which may be a whole archive.</summary>
internal abstract class StreamFormat : Format
{
    public override void Read(Stream container, Opened opened)
    {
        var input = new CountingStream(container, opened.Budget);
        var (head, whole) = PeekedStream.Peek(input, Head);
        using var inflated = opened.Inflated(Foreign.Call(() => Decoder(whole)), () => input.Count);
        opened.TakeInner(NameIn(head), inflated);
        inflated.Drain(always: false);
    }

    protected abstract Stream Decoder(Stream input);

    /// <summary>The name that the stream itself gives to what it holds; empty: none.</summary>
    protected virtual string NameIn(ReadOnlySpan<byte> head) => "";
}

internal sealed class GzipFormat : StreamFormat
{
    private const int HasExtra = 4, HasName = 8;

    public override ReadOnlySpan<byte> FirstBytes => [0x1F];

    public override bool Fits(ReadOnlySpan<byte> head) => head.Length >= 18 && head is [0x1F, 0x8B, 8, < 0x20, ..];

    protected override Stream Decoder(Stream input) => new GZipStream(input, CompressionMode.Decompress, leaveOpen: true);

    protected override string NameIn(ReadOnlySpan<byte> head)
    {
        var flags = head[3];
        if ((flags & HasName) == 0) return "";
        var at = 10;
        if ((flags & HasExtra) != 0) at += 2 + (head[10] | head[11] << 8);
        if (at >= head.Length) return "";
        var end = head[at..].IndexOf((byte)0);
        return end < 0 ? "" : Sources.Files.PathText.Decode(head.Slice(at, end));
    }
}

internal sealed class Bzip2Format : StreamFormat
{
    public override ReadOnlySpan<byte> FirstBytes => "B"u8;

    public override bool Fits(ReadOnlySpan<byte> head) =>
        head.Length >= 14 && head.StartsWith("BZh"u8) && head[3] is >= (byte)'1' and <= (byte)'9'
        && (head[4..].StartsWith("1AY&SY"u8) || head[4..].StartsWith<byte>([0x17, 0x72, 0x45, 0x38, 0x50, 0x90]));

    protected override Stream Decoder(Stream input) => BZip2Stream.Create(input, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true, leaveOpen: true);
}

internal sealed class XzFormat : StreamFormat
{
    public override ReadOnlySpan<byte> FirstBytes => [0xFD];

    public override bool Fits(ReadOnlySpan<byte> head) => head.Length >= 32 && head.StartsWith<byte>([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]);

    protected override Stream Decoder(Stream input) => new XzStreams(input);
}

internal sealed class ZstandardFormat : StreamFormat
{
    public override ReadOnlySpan<byte> FirstBytes => [0x28];

    public override bool Fits(ReadOnlySpan<byte> head) => head.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD]);

    protected override Stream Decoder(Stream input) => new DecompressionStream(input, 0, checkEndOfStream: true, leaveOpen: true);
}
