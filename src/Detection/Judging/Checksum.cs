using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Stanch.Detection.Judging;

/// <summary>The checksum verbs that a provider file may name. Neutral names: several providers share each.</summary>
public static class Checksum
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static IReadOnlyList<string> Verbs { get; } = ["crc32-base62", "crc32-base36", "crc32-hex", "crc32-hex-le", "base64-json", "base64"];

    /// <summary>True when the verb computes a value that group <c>check</c> is compared with.</summary>
    public static bool IsComputed(string verb) => verb is "crc32-base62" or "crc32-base36" or "crc32-hex" or "crc32-hex-le";

    /// <summary>What group <c>check</c> must be for <paramref name="body"/>.</summary>
    /// <param name="length">Length of the check in characters; used by the bases.</param>
    public static string Compute(string verb, ReadOnlySpan<byte> body, int length) => verb switch
    {
        "crc32-base62" => InBase(62, Crc32(body), length),
        "crc32-base36" => InBase(36, Crc32(body), length).ToLowerInvariant(),
        "crc32-hex" => Crc32(body).ToString("x8"),
        "crc32-hex-le" => BinaryPrimitives.ReverseEndianness(Crc32(body)).ToString("x8"),
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "not a computed checksum"),
    };

    public static bool Holds(string verb, ReadOnlySpan<byte> body, ReadOnlySpan<byte> check) => verb switch
    {
        "crc32-base62" or "crc32-base36" => Compute(verb, body, check.Length) == Encoding.Latin1.GetString(check),
        "crc32-hex" or "crc32-hex-le" => Compute(verb, body, 8).Equals(Encoding.Latin1.GetString(check), StringComparison.OrdinalIgnoreCase),
        "base64-json" => Decode(body) is [(byte)'{', .., (byte)'}'] json && json.AsSpan().Contains((byte)'"'),
        "base64" => Decode(body) is not null,
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "unknown checksum"),
    };

    private static string InBase(uint number, uint value, int length)
    {
        var text = new char[length];
        for (var i = length - 1; i >= 0; i--)
        {
            text[i] = Base62[(int)(value % number)];
            value /= number;
        }
        return new string(text);
    }

    private static byte[]? Decode(ReadOnlySpan<byte> body)
    {
        var text = new byte[body.Length];
        for (var i = 0; i < text.Length; i++)
            text[i] = body[i] switch { (byte)'+' => (byte)'-', (byte)'/' => (byte)'_', var b => b };
        var end = text.Length;
        while (end > 0 && text[end - 1] == '=') end--;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(end) + 3];
        return Base64Url.DecodeFromUtf8(text.AsSpan(0, end), bytes, out _, out var written) == OperationStatus.Done ? bytes[..written] : null;
    }

    // One CRC of some forty bytes a match: a table would be larger than all of its uses.
    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = crc >> 1 ^ (0xEDB88320 & (0 - (crc & 1)));
        }
        return ~crc;
    }
}
