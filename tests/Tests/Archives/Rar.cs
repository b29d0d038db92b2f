using System.Buffers.Binary;
using System.Text;

namespace Stanch.Tests.Archives;

/// <summary>Writes archives of RAR 5 without compression: nothing free makes them.</summary>
internal static class Rar
{
    public static byte[] Of(params (string Name, byte[] Content)[] files)
    {
        var archive = new List<byte>([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x01, 0x00]);
        Block(archive, [1, 0, 0]);
        foreach (var (name, content) in files)
        {
            var text = Encoding.UTF8.GetBytes(name);
            List<byte> header = [2, 2, .. Number(content.Length), 4, .. Number(content.Length), .. Number(0x1A4), .. Sum(content), 0, 1, .. Number(text.Length), .. text];
            Block(archive, [.. header]);
            archive.AddRange(content);
        }
        Block(archive, [5, 0, 0]);
        return [.. archive];
    }

    private static void Block(List<byte> archive, byte[] header)
    {
        byte[] sized = [.. Number(header.Length), .. header];
        archive.AddRange(Sum(sized));
        archive.AddRange(sized);
    }

    private static byte[] Sum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }
        var sum = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, ~crc);
        return sum;
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private static byte[] Number(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
