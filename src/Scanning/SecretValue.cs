using System.Text;

namespace Stanch.Scanning;

/// <summary>
/// A secret's bytes, wrapped so that no log, exception, interpolation or serialiser shows them by accident:
/// <see cref="ToString"/> is the redacted form. Only a report with the user's flag calls <see cref="Reveal"/>.
/// </summary>
public sealed class SecretValue(byte[] bytes)
{
    /// <summary>Shorter values are mostly chosen by people: their start and their exact length would narrow a guess down to a few words.</summary>
    private const int ShownFrom = 16;

    public ReadOnlySpan<byte> Bytes => bytes;
    public int Length => bytes.Length;

    /// <summary>The value as text: UTF-8, bytes that are none as U+FFFD.</summary>
    public string Reveal() => Encoding.UTF8.GetString(bytes);

    /// <summary>
    /// Enough to recognise a value one holds, not enough to use or guess it. From 16 bytes on: the first 4 characters (a provider's prefix
    /// such as the kind of token stays readable) and the length, which the format fixes anyway. Below that nothing but <c>…(&lt;16)</c>: two
    /// characters and the length of an eight-character password are most of what a guesser needs. Never anything of the end.
    /// </summary>
    public override string ToString()
    {
        if (bytes.Length < ShownFrom) return $"…(<{ShownFrom})";
        var head = new string([.. bytes.AsSpan(0, 4).ToArray().Select(b => b is > 0x20 and < 0x7F ? (char)b : '.')]);
        return $"{head}…({bytes.Length})";
    }
}
