using System.Text;

namespace Stanch.Archives.Formats.Mail;

/// <summary>The two ways in which mail writes bytes as lines of text.</summary>
internal static class TransferEncoding
{
    /// <summary>Whatever is no digit of it is passed over; what follows the padding is the next one.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var bytes = new MemoryStream(text.Length / 4 * 3 + 3);
        int bits = 0, count = 0;
        foreach (var c in text)
        {
            var digit = c switch
            {
                >= (byte)'A' and <= (byte)'Z' => c - 'A',
                >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
                >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
                (byte)'+' or (byte)'-' => 62,
                (byte)'/' or (byte)'_' => 63,
                (byte)'=' => -2,
                _ => -1,
            };
            if (digit == -2) (bits, count) = (0, 0);
            if (digit < 0) continue;
            bits = bits << 6 | digit;
            count += 6;
            if (count < 8) continue;
            count -= 8;
            bytes.WriteByte((byte)(bits >> count));
            bits &= (1 << count) - 1;
        }
        return bytes.ToArray();
    }

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text)
    {
        var bytes = new MemoryStream(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.WriteByte(text[i]);
                continue;
            }
            var rest = text[(i + 1)..];
            if (rest.Length >= 2 && char.IsAsciiHexDigit((char)rest[0]) && char.IsAsciiHexDigit((char)rest[1]))
            {
                bytes.WriteByte((byte)(Convert.ToInt32(Encoding.ASCII.GetString(rest[..2]), 16)));
                i += 2;
            }
            // A line that goes on; some writers leave blanks there.
            else if (rest.TrimStart(" \t\r"u8) is [(byte)'\n', ..] after) i += rest.Length - after.Length + 1;
            else bytes.WriteByte((byte)'=');
        }
        return bytes.ToArray();
    }
}
