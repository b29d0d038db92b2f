namespace Stanch.Catalog.Compiler.Examples;

/// <summary>Writes checksums for examples; the engine reads them.</summary>
internal static class Checksums
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <returns>Null when the verb has no checksum that could be written, or it doesn't fit the length.</returns>
    public static string? Of(string verb, ReadOnlySpan<byte> body, int length)
    {
        var crc = Crc32(body);
        var text = verb switch
        {
            "crc32-base62" => InBase62(crc).PadLeft(length, '0'),
            "crc32-hex" => crc.ToString("x8", System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
        return text?.Length == length ? text : null;
    }

    private static string InBase62(uint number)
    {
        var digits = "";
        for (; number > 0; number /= 62) digits = Base62[(int)(number % 62)] + digits;
        return digits;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
