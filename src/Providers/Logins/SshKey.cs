using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Renci.SshNet;
using Renci.SshNet.Security;

namespace Stanch.Providers.Logins;

/// <summary>A private key as it stood in a file, a string of source code or a variable; held in memory only.</summary>
internal static partial class SshKey
{
    private const string OpenSsh = "openssh-key-v1\0";

    /// <returns>Null: it is none that can be used.</returns>
    public static PrivateKeyFile? Read(string text)
    {
        try
        {
            if (Pem(text) is not { } pem) return null;
            return new PrivateKeyFile(new MemoryStream(Encoding.ASCII.GetBytes(pem)));
        }
        catch (Exception)
        {
            // A key that was cut off or altered fails in the library in every way that there is.
            return null;
        }
    }

    /// <summary>Another key of the same kind: a server that takes it takes any. Null: the text is no key.</summary>
    public static string? LikeIt(string text)
    {
        using var key = Read(text);
        switch (key?.Key)
        {
            case RsaKey rsa:
                using (var other = RSA.Create((int)rsa.KeyLength)) return other.ExportPkcs8PrivateKeyPem();
            case EcdsaKey ecdsa:
                using (var other = ECDsa.Create(ecdsa.KeyLength switch { 384 => ECCurve.NamedCurves.nistP384, 521 => ECCurve.NamedCurves.nistP521, _ => ECCurve.NamedCurves.nistP256 })) return other.ExportPkcs8PrivateKeyPem();
            case ED25519Key:
                // RFC 8410: a head that is always the same, and 32 bytes of chance.
                return PemEncoding.WriteString("PRIVATE KEY", [.. Convert.FromHexString("302E020100300506032B657004220420"), .. RandomNumberGenerator.GetBytes(32)]);
            default:
                return null;
        }
    }

    /// <summary>Detectors take the body alone, in which escapes, quotes and breaks of source code may stand; a person hands in the whole file.</summary>
    private static string? Pem(string text)
    {
        var plain = text.Replace("\\r", "", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
        if (PemEncoding.TryFind(plain, out var whole)) return plain[whole.Location] + "\n";
        var body = Noise().Replace(Seam().Replace(plain, ""), "");
        var bytes = new byte[body.Length];
        if (!Convert.TryFromBase64String(body.PadRight((body.Length + 3) / 4 * 4, '='), bytes, out var length)) return null;
        var content = bytes.AsSpan(0, length);
        return PemEncoding.WriteString(Label(content), content) + "\n";
    }

    private static string Label(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith(Encoding.ASCII.GetBytes(OpenSsh))) return "OPENSSH PRIVATE KEY";
        using var rsa = RSA.Create();
        using var ecdsa = ECDsa.Create();
        foreach (var (import, label) in new (Action<byte[]>, string)[] { (c => rsa.ImportRSAPrivateKey(c, out _), "RSA PRIVATE KEY"), (c => ecdsa.ImportECPrivateKey(c, out _), "EC PRIVATE KEY") })
        {
            try
            {
                import(content.ToArray());
                return label;
            }
            catch (CryptographicException)
            {
                // Then it is another one.
            }
        }
        return "PRIVATE KEY";
    }

    /// <summary>Where a string of source code ends and goes on.</summary>
    [GeneratedRegex("""["'][\s\\]*[+.]?[\s\\]*["']""", RegexOptions.CultureInvariant)]
    private static partial Regex Seam();

    [GeneratedRegex("""[\s"',\\>|]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Noise();
}
