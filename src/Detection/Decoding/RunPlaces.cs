using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Stanch.Detection.Decoding;

/// <summary>
/// Finds long runs of base64 characters by blocks of four: a run of 27 fills six neighbouring ones, however they are aligned, and one below 24 never does. 256 bytes at a
/// time; what was seen of them is kept for the next question.
/// </summary>
internal ref struct RunPlaces(ReadOnlySpan<byte> content)
{
    private const int Window = 256;
    /// <summary>Neighbours share five blocks, so that none of them has to know about the one before.</summary>
    private const int Step = Window - 20;

    /// <summary>0x80 for the characters of both alphabets.</summary>
    private static readonly byte[] Members = [.. Enumerable.Range(0, 128).Select(c => (byte)(Base64Runs.Alphabets.Contains((byte)c) ? 0x80 : 0))];

    private readonly ReadOnlySpan<byte> content = content;
    private readonly Vector512<byte> low = Vector512.Create<byte>(Members.AsSpan(0, 64));
    private readonly Vector512<byte> high = Vector512.Create<byte>(Members.AsSpan(64, 64));
    /// <summary>Where the blocks of <see cref="six"/> begin.</summary>
    private int window;
    /// <summary>Of 64 blocks those that are full with the five behind them.</summary>
    private ulong six;
    /// <summary>Where to go on.</summary>
    private int next;

    /// <summary>Some place within the next run that begins, or goes on, at or after <paramref name="from"/>; <paramref name="to"/> when there is none.</summary>
    public int Next(int from, int to)
    {
        var behind = Math.Max(0, from - window + 3) / 4;
        six = behind < 64 ? six & ~0UL << behind : 0;
        if (six != 0) return Math.Min(to, window + 4 * BitOperations.TrailingZeroCount(six));
        ref var start = ref MemoryMarshal.GetReference(content);
        var i = Math.Max(from, next);
        for (; i + Window <= content.Length && i < to; i += Step)
        {
            six = Six(Blocks(ref start, i) | Blocks(ref start, i + 64) << 16 | Blocks(ref start, i + 128) << 32 | Blocks(ref start, i + 192) << 48);
            if (six != 0) return Found(i, Step, to);
        }
        for (; i + 64 <= content.Length && i < to; i += 44)
        {
            six = Six(Blocks(ref start, i));
            if (six != 0) return Found(i, 44, to);
        }
        return i < to ? Rest(from, i, to) : to;
    }

    private int Found(int at, int step, int to)
    {
        (window, next) = (at, at + step);
        return Math.Min(to, at + 4 * BitOperations.TrailingZeroCount(six));
    }

    /// <summary>The last bytes, fewer than 64.</summary>
    private int Rest(int from, int i, int to)
    {
        // What may begin up to three bytes before was not seen, being cut by another alignment.
        i = Math.Max(from, i - 3);
        if (content.Length >= 64)
        {
            var last = content.Length - 64;
            six = Six(Blocks(ref MemoryMarshal.GetReference(content), last)) & ~0UL << (Math.Max(0, i - last) + 3) / 4;
            if (six != 0) return Found(last, 64, to);
            next = content.Length;
            return to;
        }
        var length = 0;
        for (; i < content.Length && (i < to || length > 0); i++)
        {
            length = Base64Runs.Alphabets.Contains(content[i]) ? length + 1 : 0;
            if (length >= 24) return Math.Min(to, i - 8);
        }
        return to;
    }

    private static ulong Six(ulong blocks)
    {
        var two = blocks & blocks >> 1;
        return two & two >> 2 & two >> 4;
    }

    /// <summary>Which of the 16 blocks in 64 bytes are full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong Blocks(ref byte start, int at)
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
}
