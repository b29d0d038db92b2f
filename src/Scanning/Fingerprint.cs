using System.Buffers;
using System.Security.Cryptography;
using Stanch.Sources;

namespace Stanch.Scanning;

/// <summary>
/// Names a secret's value without giving it away, and without letting a reader test guesses cheaply.
/// <c>x-yyyyyyyyyyyyyyyyyyyyyyyy</c>: one hex digit of a plain hash, then 24 hex digits of a slow, salted one, which need not be
/// computed where the first digit is wrong.
/// </summary>
/// <remarks>
/// <para>PBKDF2-HMAC-SHA-256, <see cref="Rounds"/> rounds: 2.3 ms. Same value, same salt: same fingerprint, so it joins
/// reports over time and over places.</para>
/// <para>The first part is only 4 bits because whoever guesses skips the slow hash with it too: with 12 bits a guess costs
/// 2.3 ms / 4096 and one SHA-256, 1 µs in all, as if there were no slow hash; with 4 bits it costs 0.14 ms.</para>
/// </remarks>
public static class Fingerprint
{
    public const int Rounds = 10_000;
    /// <summary>Characters of a whole fingerprint.</summary>
    public const int Length = 26;
    /// <summary>Characters of the shortest abbreviation that still names one value: 32 bits of the slow part.</summary>
    public const int ShortLength = 10;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The salt where a repository's own <c>.stanch.yaml</c> sets none.</summary>
    public static ReadOnlySpan<byte> DefaultSalt => "stanch/fingerprint/1"u8;

    /// <summary>The cheap first part: one lower-case hex digit.</summary>
    public static char Prefix(ReadOnlySpan<byte> value)
    {
        OpenSsl.Require();
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(value, hash);
        return "0123456789abcdef"[hash[0] >> 4];
    }

    public static string Of(ReadOnlySpan<byte> value, ReadOnlySpan<byte> salt)
    {
        OpenSsl.Require();
        Span<byte> slow = stackalloc byte[12];
        Rfc2898DeriveBytes.Pbkdf2(value, salt, slow, Rounds, HashAlgorithmName.SHA256);
        return $"{Prefix(value)}-{Convert.ToHexStringLower(slow)}";
    }

    /// <summary>A whole fingerprint, or an abbreviation of at least <see cref="ShortLength"/> characters.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text, bool whole = true) =>
        (whole ? text.Length == Length : text.Length is >= ShortLength and <= Length)
        && text[1] == '-' && HexDigits.Contains(text[0]) && !text[2..].ContainsAnyExcept(HexDigits);
}
