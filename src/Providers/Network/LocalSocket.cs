using System.IO.Pipes;
using System.Net.Sockets;

namespace Stanch.Providers.Network;

/// <summary>A socket of this machine that a service listens on.</summary>
internal static class LocalSocket
{
    public static async Task<Stream> OpenUnix(string path, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A named pipe of Windows.</summary>
    public static async Task<Stream> OpenPipe(string name, CancellationToken stop)
    {
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(stop);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }
    }
}
