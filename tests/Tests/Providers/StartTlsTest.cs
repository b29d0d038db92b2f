using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Net.Security;
using Stanch.Providers.Checks;
using Stanch.Providers.Logins;

namespace Stanch.Tests.Providers;

/// <summary>Where a mail server is not on this machine, nothing of a login goes over a connection in clear.</summary>
public sealed class StartTlsTest
{
    private static async Task<LoginAnswer> Try(int port, string trusted, string password)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        chain.CustomTrustStore.ImportFromPem(trusted);
        using var line = new LoginLine(client.GetStream(), "127.0.0.1", plain: false, new SslClientAuthenticationOptions { CertificateChainPolicy = chain });
        return await new SmtpLogin().Try(line, new LoginRequest("ann", password, ""), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_connection_is_encrypted_first()
    {
        using var certificate = new TestCertificate();
        using var server = DatabaseServer.Smtp("ann", "right word", certificate);
        Assert.Equal(Meaning.Live, (await Try(server.Port, certificate.Pem, "right word")).Meaning);
        Assert.Equal(Meaning.Dead, (await Try(server.Port, certificate.Pem, "wrong")).Meaning);
        using var other = new TestCertificate();
        await Assert.ThrowsAsync<System.Security.Authentication.AuthenticationException>(() => Try(server.Port, other.Pem, "right word"));
    }

    [Fact]
    public async Task Without_encryption_nothing_is_sent()
    {
        using var certificate = new TestCertificate();
        using var server = DatabaseServer.Smtp("ann", "right word");
        var answer = await Try(server.Port, certificate.Pem, "right word");
        Assert.Equal(Meaning.Unclear, answer.Meaning);
        Assert.Contains("nothing was sent", answer.Text, StringComparison.Ordinal);
    }
}
