using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Stanch.Providers.Requests;

namespace Stanch.Providers.Signing;

/// <summary>A JSON Web Token signed with an RSA key.</summary>
internal static class SignedToken
{
    /// <param name="pem">Also as it stands in JSON, with <c>\n</c> for line breaks.</param>
    public static string Rs256(string claims, string pem)
    {
        using var key = Key(pem);
        var text = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims));
        return text + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>Throws <see cref="UnfitValueException"/> for what is no RSA key.</summary>
    public static RSA Key(string pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem.Replace("\\r", "", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal));
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new UnfitValueException("the value is no whole RSA private key");
        }
    }
}
