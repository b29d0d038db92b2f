using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Stanch.Providers.Logins;

/// <summary>A connection that can become an encrypted one. What is read is bounded, and kept for the evidence.</summary>
/// <param name="plain">It leads to this machine, so it need not be encrypted.</param>
/// <param name="whole">It is to be encrypted from the first byte on, also where the protocol could begin in clear.</param>
internal sealed class LoginLine(Stream stream, string host, bool plain, SslClientAuthenticationOptions trust, bool whole = false) : IDisposable
{
    private const int MaxRead = 64 * 1024;

    private readonly MemoryStream said = new();
    private Stream stream = stream;

    /// <summary>Where it leads.</summary>
    public IPEndPoint? Remote { get; } = (stream as NetworkStream)?.Socket.RemoteEndPoint as IPEndPoint;
    public bool Encrypted => stream is SslStream;
    public bool NeedsEncryption => !plain && !Encrypted;
    public bool Whole => whole;
    public byte[] Said => said.ToArray();

    public async Task Encrypt(CancellationToken stop)
    {
        var secure = new SslStream(stream);
        stream = secure;
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = trust.CertificateChainPolicy }, stop);
    }

    public Task Write(ReadOnlyMemory<byte> bytes, CancellationToken stop) => stream.WriteAsync(bytes, stop).AsTask();

    public async Task<byte[]> Read(int count, CancellationToken stop)
    {
        if (count < 0 || said.Length + count > MaxRead) throw new InvalidDataException("the server says more than a login needs");
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, stop);
        said.Write(bytes);
        return bytes;
    }

    /// <summary>Up to a line feed, without the line's end.</summary>
    public async Task<string> ReadLine(CancellationToken stop)
    {
        var line = new List<byte>();
        for (byte next; (next = (await Read(1, stop))[0]) != '\n';) line.Add(next);
        return System.Text.Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
    }

    public void Dispose()
    {
        stream.Dispose();
        said.Dispose();
    }
}
