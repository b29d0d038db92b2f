using System.Net;
using System.Net.Sockets;
using Stanch.Providers.Checks;
using Stanch.Providers.Logins;

namespace Stanch.Tests.Providers;

/// <summary>A server of no protocol on this machine: each connection is handed to what plays one.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();

    public LoopbackServer(Func<Stream, CancellationToken, Task> play)
    {
        listener.Start();
        _ = Accept(play);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    private async Task Accept(Func<Stream, CancellationToken, Task> play)
    {
        try
        {
            while (true) _ = Serve(await listener.AcceptTcpClientAsync(stop.Token), play);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client, Func<Stream, CancellationToken, Task> play)
    {
        using (client)
        {
            try
            {
                await play(client.GetStream(), stop.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The other side went away, as it may.
            }
        }
    }

    /// <summary>One login, without the engine around it.</summary>
    public async Task<LoginAnswer> Try(ILogin login, LoginRequest request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        using var line = new LoginLine(client.GetStream(), "127.0.0.1", plain: true, new());
        return await login.Try(line, request, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }
}
