using System.Globalization;
using Stanch.Archives.Streams;
using Stanch.Sources;
using Stanch.Sources.Files;

namespace Stanch.Archives.Formats;

/// <summary>cpio in its newer portable form: what rpm packages and initial RAM disks hold.</summary>
internal sealed class CpioFormat : Format
{
    private const int Header = 110, LongestName = 64 << 10;

    public override ReadOnlySpan<byte> FirstBytes => "0"u8;
    public override bool JoinsCompression => true;

    public override bool Fits(ReadOnlySpan<byte> head) => head.Length >= Header && (head.StartsWith("070701"u8) || head.StartsWith("070702"u8)) && Number(head, 11) is > 0 and < LongestName;

    public override void Read(Stream container, Opened opened)
    {
        var header = new byte[Header];
        var name = new byte[LongestName];
        var at = container.CanSeek ? container.Position : 0;
        while (true)
        {
            var n = container.ReadAtLeast(header, Header, throwOnEndOfStream: false);
            if (n == 0) return;
            if (n < Header || !(header.AsSpan().StartsWith("07070"u8) && header[5] is (byte)'1' or (byte)'2') || Number(header, 6) is not { } size || Number(header, 1) is not { } mode
                || Number(header, 11) is not (> 0 and < LongestName and var length))
                throw new DamagedException("a header is damaged; what follows was not read");
            // Names and contents end at a multiple of four.
            var padded = (int)((Header + length + 3 & ~3) - Header);
            if (container.ReadAtLeast(name.AsSpan(0, padded), padded, throwOnEndOfStream: false) < padded) throw new DamagedException("ends too early");
            var path = PathText.Decode(name.AsSpan(0, (int)length - 1));
            if (path == "TRAILER!!!") return;
            at += Header + padded;
            var content = new SliceStream(container, at, size);
            Hand(mode, path, size, content, opened);
            at += size + 3 & ~3L;
            if (container.CanSeek) container.Position = at;
            else
            {
                TarFormat.Drain(content);
                var padding = (int)(-size & 3);
                container.ReadAtLeast(name.AsSpan(0, padding), padding, throwOnEndOfStream: false);
            }
        }
    }

    private static void Hand(long mode, string path, long size, SliceStream content, Opened opened)
    {
        switch (mode >> 12)
        {
            case 8 or 0:
                // All names of a file but the last have no content.
                if (size > 0) opened.Take(path, content);
                else opened.Skip(SkipReason.Empty, path);
                break;
            case 4: break;
            case 10: opened.Skip(SkipReason.SymbolicLink, path); break;
            default: opened.Skip(SkipReason.Device, path); break;
        }
    }

    /// <summary>The field of this number, of eight hexadecimal digits each.</summary>
    private static long? Number(ReadOnlySpan<byte> header, int field) =>
        long.TryParse(header.Slice(6 + 8 * field, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;
}
