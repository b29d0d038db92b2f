using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;
using Stanch.Providers.Checks;

namespace Stanch.Providers.Logins;

/// <summary>A private key against an SSH server: handshake, authentication by the key, goodbye. No channel is opened, so nothing is run.</summary>
internal sealed class SshLogin : ILogin
{
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(30);

    public int Port => 22;

    /// <summary>A key has many.</summary>
    public bool TakesLines => true;

    public string? MadeUp(string secret) => SshKey.LikeIt(secret);

    public async Task<LoginAnswer> Try(LoginLine line, LoginRequest request, CancellationToken stop)
    {
        if (line.Remote is not { } remote) return Unclear(line, "there is no address to connect to");
        using var key = SshKey.Read(request.Password);
        if (key is null) return Unclear(line, "it is no private key that can be read: cut off, of another kind, or with a passphrase");
        // The library makes a connection of its own, to the very address that was held against the rules.
        line.Dispose();
        var (known, refused) = (true, false);
        using var method = new PrivateKeyAuthenticationMethod(request.User, key);
        using var client = new SshClient(new ConnectionInfo(remote.Address.ToString(), remote.Port, request.User, method) { Timeout = longest, RetryAttempts = 1 });
        client.HostKeyReceived += (_, e) => e.CanTrust = known = request.Trusts(e.HostKey);
        try
        {
            // It waits in places without asking whether it was stopped; what is left of it then ends by its own limit.
            var connecting = Task.Run(() => client.ConnectAsync(stop), CancellationToken.None);
            _ = connecting.ContinueWith(t => t.Exception, TaskScheduler.Default);
            await connecting.WaitAsync(stop);
            client.Disconnect();
        }
        catch (SshAuthenticationException)
        {
            refused = true;
        }
        catch (SshOperationTimeoutException)
        {
            throw new OperationCanceledException();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            throw;
        }
        catch (Exception) when (!known)
        {
            return Unclear(line, "the server shows a host key that is not known, so the key was not tried; add it to known_hosts if it is yours");
        }
        catch (Exception e)
        {
            stop.ThrowIfCancellationRequested();
            // What a stranger may say to a parser that is not ours has no list of exceptions.
            throw e is SshConnectionException or IOException ? new IOException("the connection was cut off") : new InvalidDataException("not the protocol of SSH");
        }
        return refused ? new LoginAnswer(Meaning.Refused, "this server does not take the key; it may open others", [])
            : new LoginAnswer(Meaning.Live, "live: the server took the key", []);
    }

    private static LoginAnswer Unclear(LoginLine line, string text) => new(Meaning.Unclear, text, line.Said);
}
