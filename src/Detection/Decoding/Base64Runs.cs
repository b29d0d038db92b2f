using System.Buffers;

namespace Stanch.Detection.Decoding;

/// <summary>Long runs of base64 or hex characters whose decoded bytes read as text are scanned as text.</summary>
internal static class Base64Runs
{
    /// <summary>Shortest run that is decoded: twenty bytes, as long as an AWS key id; shorter ones hardly hold a secret together with the name that goes with it.</summary>
    internal const int MinRun = 27;
    /// <summary>So many of its first characters have to read as text.</summary>
    private const int Tried = 24;
    private const int MaxRun = 1 << 20;

    private static readonly sbyte[] Digit = BuildDigits();

    private static sbyte[] BuildDigits()
    {
        var digit = new sbyte[256];
        Array.Fill(digit, (sbyte)-1);
        for (var i = 0; i < 26; i++)
        {
            digit['A' + i] = (sbyte)i;
            digit['a' + i] = (sbyte)(26 + i);
        }
        for (var i = 0; i < 10; i++) digit['0' + i] = (sbyte)(52 + i);
        digit['+'] = digit['-'] = 62;
        digit['/'] = digit['_'] = 63;
        return digit;
    }

    /// <summary>The characters of both alphabets.</summary>
    internal static readonly SearchValues<byte> Alphabets = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8);

    public static void Scan(Scanner scanner, PatternRun patterns, ReadOnlySpan<byte> content, ByteRange own, Unchanged known, Frame frame)
    {
        // A run that begins in the owned stretch may be noticed only behind it.
        var to = Math.Min(content.Length, own.End + MinRun);
        var places = new RunPlaces(content);
        for (var at = own.Start; (at = places.Next(at, to)) < to;)
        {
            // Few steps: had the run begun a block earlier, that is where it would have been noticed.
            var start = at;
            while (start > 0 && Digit[content[start - 1]] >= 0) start--;
            if (start >= own.End) break;
            var length = content[at..].IndexOfAnyExcept(Alphabets);
            var end = length < 0 ? content.Length : at + length;
            var run = new ByteRange(start, end);
            at = end;
            if (run.Length < MinRun || start < own.Start || known.Covers(new ByteRange(start - 1, end + 1))) continue;
            if (LooksLikeText(content[start..end])) Decode(scanner, patterns, content, run, frame, hex: false);
            else if (run.Length >= 32 && run.Length % 2 == 0 && HexText(content[start..end])) Decode(scanner, patterns, content, run, frame, hex: true);
        }
    }

    private static bool IsText(int b) => b is >= 0x20 and < 0x7F or '\t' or '\n' or '\r';

    /// <summary>The first characters decode to text, or to text as UTF-16 (what PowerShell's encoded commands hold).</summary>
    private static bool LooksLikeText(ReadOnlySpan<byte> run)
    {
        int text = 0, zero = 0;
        for (var i = 0; i < Tried; i += 4)
        {
            var bits = Digit[run[i]] << 18 | Digit[run[i + 1]] << 12 | Digit[run[i + 2]] << 6 | (int)Digit[run[i + 3]];
            for (var shift = 16; shift >= 0; shift -= 8)
            {
                var b = bits >> shift & 0xFF;
                if (IsText(b)) text++;
                else if (b == 0) zero++;
                else return false;
            }
        }
        return zero == 0 || zero == text;
    }

    private static bool HexText(ReadOnlySpan<byte> run)
    {
        for (var i = 0; i < 32; i += 2)
        {
            if (!char.IsAsciiHexDigit((char)run[i]) || !char.IsAsciiHexDigit((char)run[i + 1])) return false;
            if (!IsText(HexValue(run[i]) << 4 | HexValue(run[i + 1]))) return false;
        }
        return run.IndexOfAnyExcept(HexDigits) < 0;
    }

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static int HexValue(byte b) => b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;

    private static void Decode(Scanner scanner, PatternRun patterns, ReadOnlySpan<byte> content, ByteRange run, Frame frame, bool hex)
    {
        if (run.Length > MaxRun)
        {
            patterns.LimitHit?.Invoke($"encoded run above {MaxRun} bytes");
            run = new ByteRange(run.Start, run.Start + MaxRun);
        }
        if (!patterns.MayDecode(run.Length)) return;
        var encoded = content[run.Start..run.End];
        var decoded = hex ? FromHex(encoded) : FromBase64(encoded);
        var wide = decoded.Length > 1 && decoded[1] == 0;
        var text = wide ? Utf16.ToUtf8(decoded, bigEndian: false) : decoded;
        var found = new List<Match>();
        scanner.ScanDecoded(text, frame.Depth + 1, found);
        var utf16 = wide ? new Utf16.Mapping(decoded, bigEndian: false) : null;
        foreach (var match in found)
        {
            frame.Matches.Add(match.Map(Back, new ByteRange(run.Start - 1, run.End + 1)) with
            {
                Decoded = (hex ? "hex" : "base64") + (wide ? ">utf16" : "") + (match.Decoded is null ? "" : ">" + match.Decoded),
            });
        }

        ByteRange Back(ByteRange range)
        {
            if (utf16 is not null) range = utf16.Range(range);
            return hex
                ? new ByteRange(run.Start + 2 * range.Start, run.Start + 2 * range.End)
                : new ByteRange(run.Start + range.Start / 3 * 4, Math.Min(run.End, run.Start + (range.End + 2) / 3 * 4));
        }
    }

    private static byte[] FromHex(ReadOnlySpan<byte> run)
    {
        var bytes = new byte[run.Length / 2];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(HexValue(run[2 * i]) << 4 | HexValue(run[2 * i + 1]));
        return bytes;
    }

    /// <summary>Both alphabets, no padding in the run; a last lone character is left out.</summary>
    private static byte[] FromBase64(ReadOnlySpan<byte> run)
    {
        var bytes = new byte[run.Length / 4 * 3 + Math.Max(0, run.Length % 4 - 1)];
        var bits = 0;
        var n = 0;
        var have = 0;
        foreach (var c in run)
        {
            bits = bits << 6 | (int)Digit[c];
            if ((have += 6) < 8) continue;
            have -= 8;
            bytes[n++] = (byte)(bits >> have);
            bits &= (1 << have) - 1;
        }
        return bytes;
    }
}
