using System.Security.Cryptography;

namespace Stanch.Scanning;

/// <summary>
/// Names a secret's value without giving it away, and without letting a reader test guesses cheaply.
/// <c>xxx-yyyyyyyyyyyyyyyyyyyyyyyy</c>: three hex digits of a plain hash (12 bits: enough to leave out 4095 of 4096 values at no cost, too
/// few to confirm a guess), then 24 hex digits of a slow, salted one, which is computed only when the first three are right.
/// </summary>
/// <remarks>
/// PBKDF2-HMAC-SHA-256, <see cref="Rounds"/> rounds: about 2 ms here. Same value, same salt: same fingerprint, so it joins
/// reports over time and over places.
/// </remarks>
public static class Fingerprint
{
    public const int Rounds = 10_000;
    /// <summary>The salt where a repository's own <c>.stanch.yaml</c> sets none.</summary>
    public static ReadOnlySpan<byte> DefaultSalt => "stanch/fingerprint/1"u8;

    /// <summary>The cheap first part: three lower-case hex digits.</summary>
    public static string Prefix(ReadOnlySpan<byte> value)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(value, hash);
        return Convert.ToHexStringLower(hash[..2])[..3];
    }

    public static string Of(ReadOnlySpan<byte> value, ReadOnlySpan<byte> salt)
    {
        Span<byte> slow = stackalloc byte[12];
        Rfc2898DeriveBytes.Pbkdf2(value, salt, slow, Rounds, HashAlgorithmName.SHA256);
        return $"{Prefix(value)}-{Convert.ToHexStringLower(slow)}";
    }
}
