using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Stanch.Sources.Git;

/// <summary>
/// Builds the two-level decode tables of <see cref="Inflater"/>. One entry is 32 bits:
/// 0–7 bits to consume (code and extra bits), 8–11 length of the code alone, 12 end of block, 13 link to a second-level table, 14 not a plain
/// length or distance, 15 literal (then 12–13 is how many), 16–31 the literal(s), base length, base distance or start of the second-level table.
/// </summary>
internal static unsafe class HuffmanTable
{
    public const uint Literal = 0x8000, Special = 0x4000, Link = 0x2000, EndOfBlock = 0x1000, OneLiteral = 0x1000, TwoLiterals = 0x2000;
    public const int LengthSymbols = 288, DistanceSymbols = 32, LongestCode = 15;
    // Second levels included; the largest that a complete code of so many symbols can need is 2,342.
    public const int Capacity = 4096;

    /// <summary>What each symbol puts into an entry, before its code's length is known.</summary>
    public static readonly uint* LengthParts = MakeLengthParts();
    public static readonly uint* DistanceParts = MakeDistanceParts();

    /// <summary>Builds a table from code lengths; false when they make no code that deflate allows.</summary>
    /// <param name="wanted">Bits of the first level; fewer are used when no code is that long.</param>
    /// <param name="bits">Bits of the first level.</param>
    public static bool Build(byte* lengths, int symbols, uint* parts, int wanted, uint* table, out int bits)
    {
        var count = stackalloc int[16];
        var next = stackalloc int[16];
        var sorted = stackalloc ushort[LengthSymbols];
        Unsafe.InitBlockUnaligned(count, 0, 16 * sizeof(int));
        for (var i = 0; i < symbols; i++) count[lengths[i]]++;
        var longest = LongestCode;
        while (longest > 0 && count[longest] == 0) longest--;
        bits = Math.Min(wanted, Math.Max(longest, 1));

        var left = 1;
        next[0] = 0;
        var position = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            left = (left << 1) - count[length];
            if (left < 0) return false;
            next[length] = position;
            position += count[length];
        }
        // Only a code of one symbol may be incomplete (a block with one distance), or of none (a block without matches).
        if (left > 0 && longest > 1) return false;
        if (left > 0) new Span<uint>(table, 1 << bits).Fill(Special);
        if (longest == 0) return true;

        for (var i = 0; i < symbols; i++)
        {
            if (lengths[i] != 0) sorted[next[lengths[i]]++] = (ushort)i;
        }
        Fill(count, sorted, position, parts, bits, table);
        return true;
    }

    // Codes are written bit-reversed, shortest first; for one more bit the table so far is copied behind itself.
    private static void Fill(int* count, ushort* sorted, int total, uint* parts, int bits, uint* table)
    {
        var length = 1;
        while (count[length] == 0) length++;
        uint code = 0;
        var size = 1u << length;
        var end = sorted + total;
        while (length <= bits)
        {
            for (var n = count[length]; n > 0; n--)
            {
                table[code] = parts[*sorted++] + (uint)length * 0x101;
                code = Next(code, size);
            }
            if (sorted == end) return;
            do
            {
                if (++length > bits) break;
                Unsafe.CopyBlockUnaligned(table + size, table, size * sizeof(uint));
                size <<= 1;
            }
            while (count[length] == 0);
        }
        FillSecondLevel(count, sorted, end, parts, bits, table, code, length);
    }

    private static void FillSecondLevel(int* count, ushort* sorted, ushort* end, uint* parts, int bits, uint* table, uint code, int length)
    {
        var mask = (1u << bits) - 1;
        var prefix = uint.MaxValue;
        var free = 1u << bits;
        uint start = 0;
        var more = 0;
        while (sorted < end)
        {
            while (count[length] == 0) length++;
            for (var n = count[length]; n > 0; n--)
            {
                if ((code & mask) != prefix)
                {
                    prefix = code & mask;
                    start = free;
                    more = length - bits;
                    for (var used = n; used < 1 << more;) used = (used << 1) + count[bits + ++more];
                    free += 1u << more;
                    table[prefix] = start << 16 | Special | Link | (uint)more << 8 | (uint)bits;
                }
                var entry = parts[*sorted++] + (uint)(length - bits) * 0x101;
                for (var i = code >> bits; i < 1u << more; i += 1u << (length - bits)) table[start + i] = entry;
                code = Next(code, 1u << length);
            }
            length++;
        }
    }

    /// <summary>Lets one entry yield two literals where both codes fit the first level: worth its pass over the table for long outputs.</summary>
    public static void PairLiterals(uint* table, int bits)
    {
        // Downwards, because the entry of the second literal stands at a lower place and must still be a single one.
        for (var i = (1 << bits) - 1; i >= 0; i--)
        {
            var entry = table[i];
            if ((entry & Literal) == 0) continue;
            var length = (int)(entry & 0xFF);
            var second = table[i >> length];
            if ((second & (Literal | TwoLiterals)) != Literal || length + (int)(second & 0xFF) > bits) continue;
            table[i] = (entry & 0x00FF0000) | (second & 0x00FF0000) << 8 | Literal | TwoLiterals | (uint)(length + (int)(second & 0xFF));
        }
    }

    // Adds one to a code whose bits are stored in reverse.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Next(uint code, uint size)
    {
        var zeros = code ^ (size - 1);
        if (zeros == 0) return code;
        var bit = 1u << BitOperations.Log2(zeros);
        return code & (bit - 1) | bit;
    }

    private static uint* MakeLengthParts()
    {
        var parts = (uint*)NativeMemory.Alloc(LengthSymbols, sizeof(uint));
        for (uint i = 0; i < 256; i++) parts[i] = i << 16 | Literal | OneLiteral;
        parts[256] = Special | EndOfBlock;
        uint length = 3;
        for (var i = 257; i < 285; i++)
        {
            var extra = i < 265 ? 0 : (i - 261) / 4;
            parts[i] = length << 16 | (uint)extra;
            length += 1u << extra;
        }
        parts[285] = 258 << 16;
        parts[286] = parts[287] = Special;
        return parts;
    }

    private static uint* MakeDistanceParts()
    {
        var parts = (uint*)NativeMemory.Alloc(DistanceSymbols, sizeof(uint));
        uint distance = 1;
        for (var i = 0; i < 30; i++)
        {
            var extra = i < 4 ? 0 : (i - 2) / 2;
            parts[i] = distance << 16 | (uint)extra;
            distance += 1u << extra;
        }
        parts[30] = parts[31] = Special;
        return parts;
    }
}
