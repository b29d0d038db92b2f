using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stanch.Tests.Providers;

/// <summary>A certificate of this run for servers on this machine, which nobody vouches for but itself.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 certificate;

    public TestCertificate()
    {
        var request = new CertificateRequest("CN=Stanch test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Server = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>With its key.</summary>
    public X509Certificate2 Server { get; }
    public string Pem => certificate.ExportCertificatePem();
    public string KeyPem => key.ExportPkcs8PrivateKeyPem();

    public void Dispose()
    {
        Server.Dispose();
        certificate.Dispose();
        key.Dispose();
    }
}
