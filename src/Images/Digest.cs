using System.Buffers;
using System.Security.Cryptography;

namespace Stanch.Images;

/// <summary>The name of some bytes: <c>sha256:</c> or <c>sha512:</c> and their hash in lower-case hex.</summary>
internal readonly record struct Digest
{
    /// <summary>Hex digits that tell one blob from another for people.</summary>
    private const int Shown = 12;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private Digest(string text) => Text = text;

    public string Text { get; }
    public string Hex => Text[(Text.IndexOf(':', StringComparison.Ordinal) + 1)..];
    public string Short => Hex[..Shown];
    public HashAlgorithmName Algorithm => Text.StartsWith("sha512:", StringComparison.Ordinal) ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;

    public static bool TryParse(string? text, out Digest digest)
    {
        digest = default;
        if (text is null) return false;
        var length = text.StartsWith("sha256:", StringComparison.Ordinal) ? 64 : text.StartsWith("sha512:", StringComparison.Ordinal) ? 128 : 0;
        if (length == 0 || text.Length != 7 + length || text.AsSpan(7).ContainsAnyExcept(HexDigits)) return false;
        digest = new Digest(text);
        return true;
    }

    public static Digest Of(ReadOnlySpan<byte> bytes) => new("sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)));

    public static Digest OfHash(ReadOnlySpan<byte> hash) => new((hash.Length == 64 ? "sha512:" : "sha256:") + Convert.ToHexStringLower(hash));

    public bool IsOf(ReadOnlySpan<byte> bytes) =>
        Hex == Convert.ToHexStringLower(Algorithm == HashAlgorithmName.SHA512 ? SHA512.HashData(bytes) : SHA256.HashData(bytes));

    public override string ToString() => Text ?? "";
}
