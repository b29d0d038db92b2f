using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stanch.Tests.Images;

/// <summary>A request as it came.</summary>
internal sealed record Asked(string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    public string Authorization => Headers.GetValueOrDefault("Authorization", "");
}

/// <summary>What a server of a test answers.</summary>
/// <param name="Cut">So many bytes of the body, and the connection ends; negative: all of it.</param>
internal sealed record Answered(int Status, byte[] Body, string Headers = "", int Cut = -1)
{
    public static Answered Text(int status, string body, string headers = "") => new(status, Encoding.UTF8.GetBytes(body), headers);
}

/// <summary>Speaks HTTP on this machine, over TCP or a socket of a path, and remembers what it was asked.</summary>
internal sealed class RegistryDouble : IDisposable
{
    private readonly Socket listener;
    private readonly Func<Asked, Answered> answer;
    private readonly string? path;

    public RegistryDouble(Func<Asked, Answered> answer, string? path = null)
    {
        (this.answer, this.path) = (answer, path);
        listener = path is null ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(path is null ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(path));
        listener.Listen();
        _ = Task.Run(Serve);
    }

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;
    public ConcurrentQueue<Asked> Requests { get; } = new();

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync();
                _ = Task.Run(() => One(socket));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task One(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var first = await reader.ReadLineAsync();
            if (first?.Split(' ') is not [_, var target, "HTTP/1.1"])
            {
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
                return;
            }
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (await reader.ReadLineAsync() is { Length: > 0 } line) headers[line.Split(':', 2)[0]] = line.Split(':', 2)[1].Trim();
            var asked = new Asked(target.Split('?')[0], target.Contains('?') ? Uri.UnescapeDataString(target.Split('?', 2)[1]) : "", headers);
            Requests.Enqueue(asked);
            var said = answer(asked);
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {said.Status} X\r\nContent-Length: {said.Body.Length}\r\nConnection: close\r\n{said.Headers}\r\n"));
            await stream.WriteAsync(said.Cut < 0 ? said.Body : said.Body[..said.Cut]);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The other side went away.
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        if (path is not null) File.Delete(path);
    }
}
