using System.Security.Cryptography;
using System.Text;

namespace Stanch.Providers.Logins;

/// <summary>A password in the forms in which servers of MySQL ask for it.</summary>
/// <param name="Proof">Shows that the password is known, and not what it is.</param>
/// <param name="Hashed">It is <c>caching_sha2_password</c>, which may ask for the password itself besides.</param>
internal sealed record MySqlPassword(string Plugin, byte[] Proof, bool Hashed)
{
    private string Clear { get; init; } = "";
    private byte[] Salt { get; init; } = [];

    /// <returns>Null: a kind of login that is not tried here.</returns>
    public static MySqlPassword? Of(string plugin, string password, byte[] salt)
    {
        var clear = Encoding.UTF8.GetBytes(password);
        return plugin switch
        {
            "mysql_native_password" => new(plugin, clear.Length == 0 ? [] : Native(clear, salt), false),
            "caching_sha2_password" => new(plugin, clear.Length == 0 ? [] : Sha2(clear, salt), true) { Clear = password, Salt = salt },
            _ => null,
        };
    }

    /// <summary>The password, sealed for the server's key. Throws <see cref="InvalidDataException"/> when that is none.</summary>
    public byte[] Sealed(string key)
    {
        if (Salt.Length == 0) throw new InvalidDataException("not the protocol of MySQL");
        byte[] clear = [.. Encoding.UTF8.GetBytes(Clear), 0];
        for (var i = 0; i < clear.Length; i++) clear[i] ^= Salt[i % Salt.Length];
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(key);
            return rsa.Encrypt(clear, RSAEncryptionPadding.OaepSHA1);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException("the server's key is none");
        }
    }

    // Both forms are the server's own, not ours to choose.
    private static byte[] Native(byte[] password, byte[] salt)
    {
        var once = CryptographicOperations.HashData(HashAlgorithmName.SHA1, password);
        return Xor(once, CryptographicOperations.HashData(HashAlgorithmName.SHA1, (byte[])[.. salt, .. CryptographicOperations.HashData(HashAlgorithmName.SHA1, once)]));
    }

    private static byte[] Sha2(byte[] password, byte[] salt)
    {
        var once = SHA256.HashData(password);
        return Xor(once, SHA256.HashData([.. SHA256.HashData(once), .. salt]));
    }

    private static byte[] Xor(byte[] a, byte[] b) => [.. a.Zip(b, (x, y) => (byte)(x ^ y))];
}
