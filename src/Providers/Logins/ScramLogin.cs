using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stanch.Providers.Logins;

/// <summary>SCRAM (RFC 5802, RFC 7677): neither side shows the password, and each proves that it knows it.</summary>
internal sealed class ScramLogin
{
    /// <summary>A server that asks for more only wants to keep us busy.</summary>
    private const int MostRounds = 1_000_000;

    private readonly string password;
    private readonly string own, bare;
    private readonly HashAlgorithmName hash;
    private byte[] expected = [];

    /// <param name="user">Empty where the login has named it already.</param>
    /// <param name="hash">SHA-256, unless the server knows an older one only.</param>
    public ScramLogin(string password, string user = "", string? nonce = null, HashAlgorithmName? hash = null)
    {
        (this.password, own, this.hash) = (password, nonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)), hash ?? HashAlgorithmName.SHA256);
        bare = $"n={user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={own}";
    }

    public string First => "n,," + bare;

    /// <summary>Fewer could make the proof a means to guess the password.</summary>
    public int LeastRounds { get; init; } = 1;

    /// <summary>The answer to the server's first message. Throws <see cref="InvalidDataException"/> when that is none.</summary>
    public string Proof(string server)
    {
        var fields = server.Split(',').Where(f => f.Length > 2 && f[1] == '=').DistinctBy(f => f[0]).ToDictionary(f => f[0], f => f[2..]);
        if (!fields.TryGetValue('r', out var nonce) || !nonce.StartsWith(own, StringComparison.Ordinal) || !fields.TryGetValue('s', out var salt)
            || !fields.TryGetValue('i', out var text) || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) || rounds < LeastRounds || rounds is < 1 or > MostRounds)
            throw new InvalidDataException("not SCRAM");
        var key = new byte[salt.Length];
        if (!Convert.TryFromBase64String(salt, key, out var length)) throw new InvalidDataException("not SCRAM");
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), key.AsSpan(0, length), rounds, hash, hash == HashAlgorithmName.SHA256 ? 32 : 20);
        var without = $"c=biws,r={nonce}";
        var signed = Encoding.UTF8.GetBytes($"{bare},{server},{without}");
        var client = Mac(salted, "Client Key"u8);
        var signature = Mac(CryptographicOperations.HashData(hash, client), signed);
        expected = Mac(Mac(salted, "Server Key"u8), signed);
        return $"{without},p={Convert.ToBase64String([.. client.Zip(signature, (a, b) => (byte)(a ^ b))])}";
    }

    public bool Knows(string server) => expected.Length > 0 && server.Split(',')[0] == "v=" + Convert.ToBase64String(expected);

    private byte[] Mac(byte[] key, ReadOnlySpan<byte> text) => CryptographicOperations.HmacData(hash, key, text);
}
