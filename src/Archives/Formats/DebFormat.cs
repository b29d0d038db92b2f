using Stanch.Archives.Streams;
using Stanch.Sources.Files;

namespace Stanch.Archives.Formats;

/// <summary>Debian's packages: an ar archive of three members. Other ar archives are libraries of compiled code and stay binary.</summary>
internal sealed class DebFormat : Format
{
    private const int Header = 60;

    public override ReadOnlySpan<byte> FirstBytes => "!"u8;

    public override bool Fits(ReadOnlySpan<byte> head) => head.StartsWith("!<arch>\ndebian-binary"u8);

    public override void Read(Stream container, Opened opened)
    {
        var header = new byte[Header];
        long at = 8;
        if (container.CanSeek) container.Position = at;
        else container.ReadExactly(header.AsSpan(0, 8));
        while (true)
        {
            var n = container.ReadAtLeast(header, Header, throwOnEndOfStream: false);
            if (n == 0) return;
            if (n < Header || !header.AsSpan(58).SequenceEqual("`\n"u8) || !long.TryParse(header.AsSpan(48, 10).Trim((byte)' '), out var size) || size < 0)
                throw new DamagedException("a member's header is damaged; what follows was not read");
            at += Header;
            var content = new SliceStream(container, at, size);
            opened.Take(PathText.Decode(header.AsSpan(0, 16).TrimEnd((byte)' ').TrimEnd((byte)'/')), content);
            at += size + size % 2;
            if (container.CanSeek) container.Position = at;
            else
            {
                TarFormat.Drain(content);
                if (size % 2 != 0) container.ReadByte();
            }
        }
    }
}
