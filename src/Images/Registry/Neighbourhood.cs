using System.Net;
using System.Net.Sockets;
using Stanch.Providers.Network;

namespace Stanch.Images.Registry;

/// <summary>How near an address is. What a registry leads to may be no nearer than the registry itself.</summary>
internal enum Nearness { Public, Private, Loopback, Never }

internal static class Neighbourhood
{
    public static Nearness Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return Nearness.Loopback;
        if (AddressRules.IsPublic(address)) return Nearness.Public;
        // Link-local addresses hold the metadata services of clouds; the others are no host's.
        if (address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Broadcast)) return Nearness.Never;
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork && (bytes is [169, 254, ..] or [>= 224, ..] or [0, ..]) ? Nearness.Never : Nearness.Private;
    }
}
