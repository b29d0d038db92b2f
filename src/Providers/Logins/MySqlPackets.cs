using System.Buffers.Binary;
using System.Text;

namespace Stanch.Providers.Logins;

/// <summary>Packets of MySQL: three bytes of length, a number that goes up, what is said.</summary>
internal sealed class MySqlPackets(LoginLine line)
{
    private byte next;

    public async Task<byte[]> Read(CancellationToken stop)
    {
        var head = await line.Read(4, stop);
        var length = head[0] | head[1] << 8 | head[2] << 16;
        if (head[3] != next || length == 0) throw new InvalidDataException("not the protocol of MySQL");
        next++;
        return await line.Read(length, stop);
    }

    public Task Write(byte[] said, CancellationToken stop)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, said.Length);
        head[3] = next++;
        return line.Write((byte[])[.. head, .. said], stop);
    }

    public Task Quit(CancellationToken stop)
    {
        next = 0;
        return Write([0x01], stop);
    }
}

/// <summary>What a server of MySQL says first, and when it wants another kind of login.</summary>
/// <param name="Salt">20 bytes that no two connections share.</param>
internal sealed record MySqlGreeting(uint Capabilities, byte[] Salt, string Plugin)
{
    private const int SaltLength = 20;

    /// <summary>Throws <see cref="InvalidDataException"/> when it is none.</summary>
    public static MySqlGreeting Read(ReadOnlySpan<byte> packet)
    {
        if (packet.IsEmpty || packet[0] != 10) throw Foreign();
        var at = packet.IndexOf((byte)0) + 1;
        // Connection id, 8 bytes of salt, filler, capabilities, character set, status, more capabilities, length of the salt, 10 of nothing.
        if (at == 0 || packet.Length < at + 31) throw Foreign();
        packet = packet[at..];
        var capabilities = BinaryPrimitives.ReadUInt16LittleEndian(packet[13..]) | (uint)BinaryPrimitives.ReadUInt16LittleEndian(packet[18..]) << 16;
        var more = packet[31..];
        if (more.Length < SaltLength - 8) throw Foreign();
        byte[] salt = [.. packet[4..12], .. more[..(SaltLength - 8)]];
        more = more[(SaltLength - 8)..];
        if (!more.IsEmpty && more[0] == 0) more = more[1..];
        return new MySqlGreeting(capabilities, salt, Name(more));
    }

    /// <summary>Throws <see cref="InvalidDataException"/> when it is none.</summary>
    public static (string Plugin, byte[] Salt) ReadSwitch(ReadOnlySpan<byte> packet)
    {
        var end = packet.IndexOf((byte)0);
        if (end < 0) throw Foreign();
        var salt = packet[(end + 1)..];
        // A plugin that is not known here may send whatever it likes.
        return (Name(packet[1..]), salt.Length >= SaltLength ? salt[..SaltLength].ToArray() : salt.ToArray());
    }

    private static string Name(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : bytes);

    private static InvalidDataException Foreign() => new("not the protocol of MySQL");
}
