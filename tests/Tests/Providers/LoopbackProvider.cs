using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Stanch.Tests.Providers;

/// <summary>A request as it came over the wire.</summary>
internal sealed record Received(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>All of it, with what is encoded in the usual ways decoded too: for looking a value up.</summary>
    public string Everything
    {
        get
        {
            var text = $"{Target}\n{Uri.UnescapeDataString(Target)}\n{string.Join('\n', Headers.Values)}\n{Text}\n{Uri.UnescapeDataString(Text)}\n{Text.Replace("\\u002B", "+", StringComparison.Ordinal)}";
            var basic = Header("Authorization");
            return basic.StartsWith("Basic ", StringComparison.Ordinal) ? text + "\n" + Encoding.UTF8.GetString(Convert.FromBase64String(basic[6..])) : text;
        }
    }
}

/// <summary>What a double says.</summary>
internal sealed record Said(int Status, string Body, string ContentType = "application/json")
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    /// <summary>So many bytes of the body, then the connection ends.</summary>
    public int? CutAfter { get; init; }
    /// <summary>A byte now and then of a body that is longer than anybody waits for.</summary>
    public bool Drips { get; init; }

    public static Said Page(int status) => new(status, "<!DOCTYPE html><html><head><title>Attention Required</title></head><body>blocked \"ok\" \"id\" token</body></html>", "text/html; charset=utf-8");
}

/// <summary>A server of one purpose on this machine: reads requests, keeps them, and answers as it is told.</summary>
internal sealed class LoopbackProvider : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Received, Said> answer;
    private readonly X509Certificate2? certificate;
    private readonly List<Received> received = [];

    public LoopbackProvider(Func<Received, Said> answer, X509Certificate2? certificate = null)
    {
        (this.answer, this.certificate) = (answer, certificate);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = Accept();
    }

    public int Port { get; }
    public string Address => $"{(certificate is null ? "http" : "https")}://127.0.0.1:{Port}";

    public IReadOnlyList<Received> Requests
    {
        get
        {
            lock (received) return [.. received];
        }
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(certificate);
                    stream = secure;
                }
                while (await Read(stream) is { } request)
                {
                    lock (received) received.Add(request);
                    if (!await Write(stream, answer(request))) return;
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The other side went away, as it may.
            }
        }
    }

    private async Task<Received?> Read(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, stop.Token) == 0) return null;
            head.Add(one[0]);
        }
        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1)) headers.Add(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"))];
        await stream.ReadExactlyAsync(body, stop.Token);
        var request = lines[0].Split(' ');
        return new Received(request[0], request[1], headers, body);
    }

    /// <returns>False: the connection is to end.</returns>
    private async Task<bool> Write(Stream stream, Said said)
    {
        var body = Encoding.UTF8.GetBytes(said.Body);
        var head = new StringBuilder($"HTTP/1.1 {said.Status} Said\r\nContent-Length: {(said.Drips ? Math.Max(body.Length, 100_000) : body.Length)}\r\n");
        if (said.ContentType.Length > 0) head.Append($"Content-Type: {said.ContentType}\r\n");
        foreach (var (name, value) in said.Headers) head.Append($"{name}: {value}\r\n");
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), stop.Token);
        if (said.Drips)
        {
            while (true)
            {
                await stream.WriteAsync(" "u8.ToArray(), stop.Token);
                await stream.FlushAsync(stop.Token);
                await Task.Delay(100, stop.Token);
            }
        }
        await stream.WriteAsync(body.AsMemory(0, Math.Min(said.CutAfter ?? body.Length, body.Length)), stop.Token);
        await stream.FlushAsync(stop.Token);
        return said.CutAfter is null;
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }
}
