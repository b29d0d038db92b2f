using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Stanch.Providers.Network;

/// <summary>Which addresses are of the public internet.</summary>
internal static class AddressRules
{
    // Net and length of its prefix: special-purpose registries of IANA.
    private static readonly (uint Net, int Length)[] Special4 =
    [
        (0x00000000, 8), (0x0A000000, 8), (0x64400000, 10), (0x7F000000, 8), (0xA9FE0000, 16), (0xAC100000, 12), (0xC0000000, 24), (0xC0000200, 24), (0xC0586300, 24),
        (0xC0A80000, 16), (0xC6120000, 15), (0xC6336400, 24), (0xCB007100, 24), (0xE0000000, 4), (0xF0000000, 4),
    ];

    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return IsPublic4(BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes()));
        if (address.IsIPv4MappedToIPv6) return IsPublic(address.MapToIPv4());
        var bytes = address.GetAddressBytes();
        // An IPv4 address within: NAT64, 6to4.
        if (bytes.AsSpan(0, 12).SequenceEqual((ReadOnlySpan<byte>)[0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0])) return IsPublic4(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(12)));
        if (bytes[0] == 0x20 && bytes[1] == 0x02) return IsPublic4(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(2)));
        var documentation = bytes[0] == 0x20 && bytes[1] == 0x01 && ((bytes[2] == 0x0D && bytes[3] == 0xB8) || bytes[2] < 2);
        return (bytes[0] & 0xE0) == 0x20 && !documentation;
    }

    private static bool IsPublic4(uint address) => !Array.Exists(Special4, s => (address ^ s.Net) >> (32 - s.Length) == 0);
}
