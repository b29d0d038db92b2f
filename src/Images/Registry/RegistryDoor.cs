using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Collections.Concurrent;
using Stanch.Images.Layers;
using Stanch.Providers.Network;
using Stanch.Sources;

namespace Stanch.Images.Registry;

/// <summary>Sends one request to where it may go, and follows nothing by itself.</summary>
internal sealed class RegistryDoor : IDisposable
{
    private readonly ImageAccess access;
    private readonly Dialer dialer = new();
    private readonly HttpMessageInvoker client;
    private readonly ConcurrentDictionary<string, Nearness> nearness = new(StringComparer.OrdinalIgnoreCase);

    public RegistryDoor(ImageAccess access)
    {
        this.access = access;
        var trusted = Wire.Trust(access.Authorities);
        trusted.RemoteCertificateValidationCallback = (_, _, _, errors) =>
        {
            SpokeTls = true;
            return errors == SslPolicyErrors.None;
        };
        client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = access.Proxy is not null, Proxy = access.Proxy is null ? null : new WebProxy(access.Proxy),
            AutomaticDecompression = DecompressionMethods.None, ConnectCallback = dialer.Connect, MaxResponseHeadersLength = 64, ActivityHeadersPropagator = null, SslOptions = trusted,
            ConnectTimeout = access.Timeout,
        });
    }

    /// <summary>A server showed a certificate, good or not: plain HTTP is then out of the question.</summary>
    public bool SpokeTls { get; private set; }

    /// <summary>Of a host that something was sent to.</summary>
    public Nearness NearnessOf(string host) => nearness.GetValueOrDefault(host, Nearness.Public);

    /// <param name="named">The user named this host.</param>
    /// <param name="near">How near any other may be.</param>
    /// <param name="fault">Why there is no answer.</param>
    public HttpResponseMessage? Send(HttpRequestMessage request, bool named, Nearness near, CancellationToken stop, out StoreFault? fault)
    {
        fault = null;
        request.Headers.TryAddWithoutValidation("User-Agent", access.Agent);
        using var limit = new CancellationTokenSource(access.Timeout, access.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            if (Admit(request.RequestUri!, named, near, both.Token) is { } refusal)
            {
                fault = new StoreFault(SkipReason.Unreadable, refusal);
                return null;
            }
            return client.SendAsync(request, both.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            fault = stop.IsCancellationRequested ? new StoreFault(SkipReason.Interrupted, "stopped") : new StoreFault(SkipReason.Unreadable, $"{request.RequestUri!.Authority} gave no answer within {access.Timeout.TotalSeconds:0} s");
        }
        catch (HttpRequestException e)
        {
            fault = new StoreFault(SkipReason.Unreadable, Words(e, request.RequestUri!.Authority), e);
        }
        return null;
    }

    /// <returns>Null when it may be sent.</returns>
    private string? Admit(Uri address, bool named, Nearness near, CancellationToken stop)
    {
        if (address.Scheme is not ("https" or "http")) return $"the registry leads to an address of the kind {address.Scheme}";
        var plain = address.Scheme == "http";
        if (plain && near != Nearness.Loopback) return $"the registry leads to {address.Authority} without TLS";
        if (access.Proxy is { } proxy)
        {
            // The name is the proxy's to resolve; a private address that is written out is still ours to judge.
            if (plain) return "plain HTTP is not sent through a proxy";
            if (!named && (address.IsLoopback || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var literal) && Neighbourhood.Of(literal) != Nearness.Public))) return $"the registry leads to {address.Authority}, which is not of the public network";
            return dialer.Admit(proxy.Host, named: true, plain: false, stop).GetAwaiter().GetResult()?.Detail;
        }
        return dialer.Admit(address.Host, Fits, $"the registry leads to {address.Authority}, at an address that it may not lead to", stop).GetAwaiter().GetResult()?.Detail;

        bool Fits(IPAddress at)
        {
            var here = Neighbourhood.Of(at);
            var fits = plain ? here == Nearness.Loopback : named || (here <= near && here != Nearness.Never);
            if (fits) nearness.AddOrUpdate(address.Host, here, (_, before) => before < here ? before : here);
            return fits;
        }
    }

    private static string Words(HttpRequestException e, string where) => e.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => $"no trusted TLS connection to {where}: its certificate is not valid for it, or it speaks no TLS; --ca names certificates of your own",
        HttpRequestError.NameResolutionError => $"the name {where} has no address",
        HttpRequestError.ProxyTunnelError => "the proxy refused the connection",
        HttpRequestError.ConnectionError => $"no connection to {where}",
        _ => $"{where} does not answer as it should",
    };

    public void Dispose() => client.Dispose();
}
