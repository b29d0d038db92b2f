using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using Stanch.Providers.Checks;

namespace Stanch.Providers.Network;

/// <summary>Resolves each host once, holds it against what is allowed, and connects to what was resolved then and to nothing else.</summary>
internal sealed class Dialer
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IPAddress[]>>> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, IPAddress[]> admitted = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, IPAddress> connected = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="named">The user named this host: it may be a private one.</param>
    /// <param name="plain">Without TLS: only to this machine.</param>
    /// <returns>Null when it may be connected to.</returns>
    public Task<Reply?> Admit(string host, bool named, bool plain, CancellationToken stop) => Admit(
        host, a => plain ? IPAddress.IsLoopback(a) : named || AddressRules.IsPublic(a), $"{Bare(host)} is at an address of a private network; name it with --endpoint if it is yours", stop);

    /// <param name="fits">Whether it may be connected to at this address.</param>
    /// <param name="refusal">Said when it is at no other.</param>
    public async Task<Reply?> Admit(string host, Predicate<IPAddress> fits, string refusal, CancellationToken stop)
    {
        host = Bare(host);
        IPAddress[] all;
        try
        {
            all = IPAddress.TryParse(host, out var literal) ? [literal]
                : await known.GetOrAdd(host, h => new Lazy<Task<IPAddress[]>>(() => Dns.GetHostAddressesAsync(h))).Value.WaitAsync(stop);
        }
        catch (SocketException)
        {
            return Reply.None(Doubt.Network, $"the name {host} has no address");
        }
        var fit = Array.FindAll(all, fits);
        if (fit.Length == 0) return all.Length == 0 ? Reply.None(Doubt.Network, $"the name {host} has no address") : Reply.None(Doubt.HostNotAllowed, refusal);
        admitted.TryAdd(host, fit);
        return null;
    }

    /// <summary>Where the host was reached; empty: not yet.</summary>
    public string AddressOf(string host) => connected.TryGetValue(Bare(host), out var address) ? address.ToString() : "";

    /// <summary>An address of IPv6 stands in brackets in some places and not in others.</summary>
    private static string Bare(string host) => host.Trim('[', ']');

    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop) => await Open(context.DnsEndPoint.Host, context.DnsEndPoint.Port, stop);

    /// <summary>Whether the host was reached at an address of this machine.</summary>
    public bool IsLocal(string host) => connected.TryGetValue(Bare(host), out var address) && IPAddress.IsLoopback(address);

    public async Task<Stream> Open(string host, int port, CancellationToken stop)
    {
        host = Bare(host);
        if (!admitted.TryGetValue(host, out var addresses)) throw new IOException("a host that was not admitted");
        if (connected.TryGetValue(host, out var pinned)) addresses = [pinned];
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, stop);
                connected.TryAdd(host, address);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e)
            {
                socket.Dispose();
                if (e is not SocketException) throw;
                last = e;
            }
        }
        throw last!;
    }
}
