using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stanch.Tests.Playbooks.Snippets;

/// <summary>A store on this machine that answers as it is told, and keeps what it was asked.</summary>
internal sealed class LoopbackStore : IDisposable
{
    private readonly HttpListener listener;
    private readonly Task serving;

    public LoopbackStore(Func<StoreRequest, (int Status, string Body)> answer)
    {
        (listener, Address) = Listen();
        serving = Serve(answer);
    }

    public string Address { get; }

    public List<StoreRequest> Requests { get; } = [];

    public void Dispose()
    {
        listener.Close();
        serving.GetAwaiter().GetResult();
    }

    private async Task Serve(Func<StoreRequest, (int Status, string Body)> answer)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var request = new StoreRequest(context.Request.HttpMethod, context.Request.RawUrl!, await reader.ReadToEndAsync(),
                context.Request.Headers.AllKeys.ToDictionary(k => k!, k => context.Request.Headers[k]!, StringComparer.OrdinalIgnoreCase));
            lock (Requests) Requests.Add(request);
            var (status, body) = answer(request);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            context.Response.KeepAlive = false;
            var bytes = Encoding.UTF8.GetBytes(body);
            context.Response.ContentLength64 = bytes.Length;
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
    }

    private static (HttpListener, string) Listen()
    {
        for (var tries = 1; ; tries++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            probe.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add(address + "/");
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (tries < 20)
            {
                // Somebody else took the port in between.
            }
        }
    }
}

/// <summary>What was asked; the path as it came, with its escapes.</summary>
internal sealed record StoreRequest(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}
