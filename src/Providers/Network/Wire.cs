using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Stanch.Providers.Checks;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Network;

/// <summary>One request, one answer: no redirects, no cookies, no proxy that nobody named, a bounded body within a bounded time.</summary>
internal sealed class Wire : IDisposable
{
    private const int MaxBody = 1 << 20;

    private readonly CheckPolicy policy;
    private readonly Dialer dialer = new();
    private readonly HttpMessageInvoker client;

    public Wire(CheckPolicy policy)
    {
        this.policy = policy;
        Trusted = Trust(policy.Authorities);
        client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = policy.Proxy is not null, Proxy = policy.Proxy is null ? null : new WebProxy(policy.Proxy),
            AutomaticDecompression = DecompressionMethods.All, ConnectCallback = dialer.Connect, MaxResponseHeadersLength = 64, MaxResponseDrainSize = 0,
            ActivityHeadersPropagator = null, SslOptions = Trusted,
        });
    }

    public SslClientAuthenticationOptions Trusted { get; }

    public Task<Reply?> Admit(string host, bool named, CancellationToken stop) => dialer.Admit(host, named, plain: false, stop);

    /// <returns>The connection, and whether it leads to this machine.</returns>
    public async Task<(Stream Stream, bool Local)> Open(string host, int port, CancellationToken stop)
    {
        var stream = await dialer.Open(host, port, stop);
        return (stream, dialer.IsLocal(host));
    }

    public string AddressOf(string host) => policy.Proxy is null ? dialer.AddressOf(host) : "";

    public async Task<Reply> Send(OutgoingRequest request, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(policy.Timeout, policy.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            using var message = Message(request);
            using var response = await client.SendAsync(message, both.Token);
            return await Read(response, both.Token);
        }
        catch (OperationCanceledException)
        {
            return Stopped(stop);
        }
        catch (HttpRequestException e)
        {
            return Failure(e.HttpRequestError);
        }
        catch (HttpIOException e)
        {
            return Failure(e.HttpRequestError);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // What was compressed and can't be read is an IOException or an InvalidDataException.
            return Failure(HttpRequestError.ResponseEnded);
        }
    }

    /// <summary>Whether the request may go where it is to go, before anything is sent; null: it may.</summary>
    public async Task<Reply?> Admit(OutgoingRequest request, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(policy.Timeout, policy.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await Resolve(request, both.Token);
        }
        catch (OperationCanceledException)
        {
            return Stopped(stop);
        }
    }

    private Reply Stopped(CancellationToken stop) => stop.IsCancellationRequested
        ? Reply.None(Doubt.Interrupted, "stopped before an answer came") : Reply.None(Doubt.Timeout, $"no whole answer within {policy.Timeout.TotalSeconds:0.#} s");

    /// <summary>Behind a proxy the name is the proxy's to resolve; what it is written as is still ours to judge.</summary>
    private Task<Reply?> Resolve(OutgoingRequest request, CancellationToken stop)
    {
        if (policy.Proxy is not { } proxy) return dialer.Admit(request.Address.Host, request.Named, request.Address.Scheme == "http", stop);
        if (!request.Named && (IPAddress.TryParse(request.Address.Host.Trim('[', ']'), out var literal) ? !AddressRules.IsPublic(literal) : request.Address.IsLoopback))
            return Task.FromResult<Reply?>(Reply.None(Doubt.HostNotAllowed, "an address of a private network"));
        return dialer.Admit(proxy.Host, named: true, plain: false, stop);
    }

    private HttpRequestMessage Message(OutgoingRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (request.Body is not null || request.Method is "POST" or "PUT" or "PATCH")
        {
            message.Content = new ByteArrayContent(request.Body ?? []);
            if (request.ContentType.Length > 0) message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }
        foreach (var (name, value) in request.Headers) message.Headers.TryAddWithoutValidation(name, value);
        if (request.Header("User-Agent") is null) message.Headers.TryAddWithoutValidation("User-Agent", policy.Agent);
        if (request.Header("Accept") is null) message.Headers.TryAddWithoutValidation("Accept", "application/json, */*;q=0.5");
        return message;
    }

    private async Task<Reply> Read(HttpResponseMessage response, CancellationToken stop)
    {
        using var body = new MemoryStream();
        var cut = false;
        await using (var stream = await response.Content.ReadAsStreamAsync(stop))
        {
            var buffer = new byte[16 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, stop)) > 0;)
            {
                var room = MaxBody - (int)body.Length;
                body.Write(buffer, 0, Math.Min(read, room));
                cut = read > room;
                if (cut) break;
            }
        }
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)) headers[name] = string.Join(", ", values);
        return new Reply(new Answer((int)response.StatusCode, headers, body.ToArray(), cut, policy.Clock.GetUtcNow()), Doubt.None, "");
    }

    private static Reply Failure(HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError => Reply.None(Doubt.Network, "no trusted TLS connection: the certificate is not valid for this host, or something stands between"),
        HttpRequestError.ProxyTunnelError => Reply.None(Doubt.Blocked, "the proxy refused the connection"),
        HttpRequestError.ResponseEnded => Reply.None(Doubt.Network, "the answer was cut off"),
        HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => Reply.None(Doubt.Network, "the answer is not HTTP as it should be"),
        _ => Reply.None(Doubt.Network, "no connection"),
    };

    public static SslClientAuthenticationOptions Trust(string authorities)
    {
        var options = new SslClientAuthenticationOptions();
        if (authorities.Length == 0) return options;
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        chain.CustomTrustStore.ImportFromPem(authorities);
        foreach (var location in new[] { StoreLocation.LocalMachine, StoreLocation.CurrentUser })
        {
            using var store = new X509Store(StoreName.Root, location);
            store.Open(OpenFlags.ReadOnly);
            chain.CustomTrustStore.AddRange(store.Certificates);
        }
        options.CertificateChainPolicy = chain;
        return options;
    }

    public void Dispose() => client.Dispose();
}
