using System.Text;

namespace Stanch.Scanning;

/// <summary>
/// A secret's bytes, wrapped so that no log, exception, interpolation or serialiser shows them by accident:
/// <see cref="ToString"/> is the redacted form. Only a report with the user's flag calls <see cref="Reveal"/>.
/// </summary>
public sealed class SecretValue(byte[] bytes)
{
    public ReadOnlySpan<byte> Bytes => bytes;
    public int Length => bytes.Length;

    /// <summary>The value as text: UTF-8, bytes that are none as U+FFFD.</summary>
    public string Reveal() => Encoding.UTF8.GetString(bytes);

    /// <summary>
    /// Enough to recognise a value one holds, not enough to use or guess it: the documented prefix kinds stay readable,
    /// at most a quarter of the value and at most 4 characters at the start are shown, none at the end, and its length.
    /// </summary>
    public override string ToString()
    {
        var shown = Math.Min(4, bytes.Length / 4);
        var head = new string([.. bytes.AsSpan(0, shown).ToArray().Select(b => b is > 0x20 and < 0x7F ? (char)b : '.')]);
        return $"{head}…({bytes.Length})";
    }
}
