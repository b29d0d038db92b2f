using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Stanch.Detection.Decoding;

/// <summary>Long runs of base64 or hex characters whose decoded bytes read as text are scanned as text.</summary>
internal static class Base64Runs
{
    /// <summary>Shortest run that is decoded: 18 bytes, too short for most secrets with the name that goes with them.</summary>
    private const int MinRun = 24;
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

    private static readonly SearchValues<byte> Alphabets = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8);

    /// <summary>0x80 for the characters of both alphabets.</summary>
    private static readonly byte[] Members = [.. Digit.Take(128).Select(d => (byte)(d >= 0 ? 0x80 : 0))];

    public static void Scan(Scanner scanner, PatternRun patterns, ReadOnlySpan<byte> content, ByteRange own, Unchanged known, Frame frame)
    {
        // A run that begins in the owned stretch may be noticed only behind it.
        var to = Math.Min(content.Length, own.End + MinRun);
        var lookup = new Lookup();
        for (var at = own.Start; (at = NextRun(content, at, to, lookup)) < to;)
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

    /// <summary>
    /// Some place within the next run of at least <see cref="MinRun"/> characters at or after <paramref name="from"/>; <paramref name="to"/> when there is none.
    /// Such a run fills five neighbouring blocks of four, however they are aligned; runs below 20 never do.
    /// </summary>
    private static int NextRun(ReadOnlySpan<byte> content, int from, int to, in Lookup lookup)
    {
        ref var start = ref MemoryMarshal.GetReference(content);
        var i = from;
        // Neighbours share four blocks, so that none of them has to know about the one before.
        for (; i + 256 <= content.Length && i < to; i += 240)
        {
            var five = Five(lookup.Blocks(ref start, i) | lookup.Blocks(ref start, i + 64) << 16 | lookup.Blocks(ref start, i + 128) << 32 | lookup.Blocks(ref start, i + 192) << 48);
            if (five != 0) return Math.Min(to, i + 4 * BitOperations.TrailingZeroCount(five));
        }
        for (; i + 64 <= content.Length && i < to; i += 48)
        {
            var five = Five(lookup.Blocks(ref start, i));
            if (five != 0) return Math.Min(to, i + 4 * BitOperations.TrailingZeroCount(five));
        }
        if (i >= to) return to;
        // What may begin up to three bytes before was not seen, being cut by another alignment.
        var rest = Math.Max(from, i - 3);
        if (content.Length >= 64)
        {
            var last = content.Length - 64;
            var five = Five(lookup.Blocks(ref start, last)) & ~0UL << (Math.Max(0, rest - last) + 3) / 4;
            return five == 0 ? to : Math.Min(to, last + 4 * BitOperations.TrailingZeroCount(five));
        }
        var length = 0;
        for (i = rest; i < content.Length && (i < to || length > 0); i++)
        {
            length = Digit[content[i]] >= 0 ? length + 1 : 0;
            if (length >= 20) return Math.Min(to, i - 8);
        }
        return to;
    }

    /// <summary>Bit set: it and the four above it were.</summary>
    private static ulong Five(ulong blocks)
    {
        var two = blocks & blocks >> 1;
        return two & two >> 2 & blocks >> 4;
    }

    /// <summary>Tells the blocks of four that are all of the alphabets. Its tables stay in registers.</summary>
    private readonly struct Lookup()
    {
        private readonly Vector512<byte> low = Vector512.Create<byte>(Members.AsSpan(0, 64));
        private readonly Vector512<byte> high = Vector512.Create<byte>(Members.AsSpan(64, 64));

        /// <returns>16 bits, the lowest for the first of 64 bytes.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Blocks(ref byte start, int at)
        {
            ref var from = ref Unsafe.Add(ref start, at);
            if (Avx512Vbmi.IsSupported)
            {
                // The low seven bits of a byte pick one of 128; those with the eighth bit are none of ours.
                var v = Vector512.LoadUnsafe(ref from);
                return Vector512.Equals((Avx512Vbmi.PermuteVar64x8x2(low, v, high) & ~v).AsUInt32(), Vector512.Create(0x80808080)).ExtractMostSignificantBits();
            }
            if (Vector256.IsHardwareAccelerated) return Full(Vector256.LoadUnsafe(ref from)) | (ulong)Full(Vector256.LoadUnsafe(ref from, 32)) << 8;
            return Full(Vector128.LoadUnsafe(ref from)) | (ulong)Full(Vector128.LoadUnsafe(ref from, 16)) << 4
                | (ulong)Full(Vector128.LoadUnsafe(ref from, 32)) << 8 | (ulong)Full(Vector128.LoadUnsafe(ref from, 48)) << 12;
        }
    }

    private static uint Full(Vector128<byte> v)
    {
        var letter = Vector128.LessThan((v | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)26));
        var digit = Vector128.LessThan(v - Vector128.Create((byte)'0'), Vector128.Create((byte)10));
        var other = Vector128.Equals(v, Vector128.Create((byte)'+')) | Vector128.Equals(v, Vector128.Create((byte)'/'))
            | Vector128.Equals(v, Vector128.Create((byte)'-')) | Vector128.Equals(v, Vector128.Create((byte)'_'));
        return Vector128.Equals((letter | digit | other).AsUInt32(), Vector128<uint>.AllBitsSet).ExtractMostSignificantBits();
    }

    private static uint Full(Vector256<byte> v)
    {
        var letter = Vector256.LessThan((v | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        var digit = Vector256.LessThan(v - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var other = Vector256.Equals(v, Vector256.Create((byte)'+')) | Vector256.Equals(v, Vector256.Create((byte)'/'))
            | Vector256.Equals(v, Vector256.Create((byte)'-')) | Vector256.Equals(v, Vector256.Create((byte)'_'));
        return Vector256.Equals((letter | digit | other).AsUInt32(), Vector256<uint>.AllBitsSet).ExtractMostSignificantBits();
    }

    private static bool IsText(int b) => b is >= 0x20 and < 0x7F or '\t' or '\n' or '\r';

    /// <summary>The first 24 characters decode to text, or to text as UTF-16 (what PowerShell's encoded commands hold).</summary>
    private static bool LooksLikeText(ReadOnlySpan<byte> run)
    {
        int text = 0, zero = 0;
        for (var i = 0; i + 4 <= MinRun; i += 4)
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
