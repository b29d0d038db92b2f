using System.Runtime.CompilerServices;

namespace Stanch.Sources.Git;

internal sealed unsafe partial class Inflater
{
    private static ReadOnlySpan<byte> LengthCodeOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private bool UseFixedTables()
    {
        if (tablesAreFixed) return true;
        for (var i = 0; i < 288; i++) codeLengths[i] = (byte)(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
        HuffmanTable.Build(codeLengths, 288, HuffmanTable.LengthParts, 9, lengthTable, out lengthTableBits);
        new Span<byte>(codeLengths, 32).Fill(5);
        HuffmanTable.Build(codeLengths, 32, HuffmanTable.DistanceParts, 5, distanceTable, out distanceTableBits);
        return tablesAreFixed = true;
    }

    private bool ReadDynamicTables()
    {
        tablesAreFixed = false;
        var lengths = (int)Take(5) + 257;
        var distances = (int)Take(5) + 1;
        var codes = (int)Take(4) + 4;
        if (lengths > 286 || distances > 30) return false;
        if (!ReadLengthCode(codes) || !ReadCodeLengths(lengths + distances) || codeLengths[256] == 0) return false;
        var small = expected <= Small;
        if (!HuffmanTable.Build(codeLengths, lengths, HuffmanTable.LengthParts, small ? SmallLengthBits : LengthBits, lengthTable, out lengthTableBits)
            || !HuffmanTable.Build(codeLengths + lengths, distances, HuffmanTable.DistanceParts, small ? SmallDistanceBits : DistanceBits,
                distanceTable, out distanceTableBits)) return false;
        if (expected >= Large) HuffmanTable.PairLiterals(lengthTable, lengthTableBits);
        return true;
    }

    // The code that the code lengths are written in: at most 7 bits, so one table of 128 entries (symbol, length << 8).
    private bool ReadLengthCode(int codes)
    {
        Refill();
        var lengths = stackalloc byte[19];
        new Span<byte>(lengths, 19).Clear();
        var counts = stackalloc byte[8];
        *(ulong*)counts = 0;
        for (var i = 0; i < codes; i++)
        {
            if (count < 3) Refill();
            var length = (byte)Take(3);
            lengths[LengthCodeOrder[i]] = length;
            counts[length]++;
        }
        if (phantom > 8) return false;
        counts[0] = 0;
        var left = 1;
        var next = stackalloc byte[8];
        byte code = 0;
        var used = 0;
        for (var n = 1; n <= 7; n++)
        {
            left = (left << 1) - counts[n];
            if (left < 0) return false;
            code = (byte)((code + counts[n - 1]) << 1);
            next[n] = code;
            used += counts[n];
        }
        if (left > 0) return false;
        for (var symbol = 0; symbol < 19; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0) continue;
            var reversed = Reverse7[next[length]++ << (7 - length) & 0x7F];
            var entry = (ushort)(symbol | length << 8);
            for (int i = reversed; i < 128; i += 1 << length) lengthCodeTable[i] = entry;
        }
        return used > 0;
    }

    private static ReadOnlySpan<byte> Reverse7 =>
    [
        0, 64, 32, 96, 16, 80, 48, 112, 8, 72, 40, 104, 24, 88, 56, 120, 4, 68, 36, 100, 20, 84, 52, 116, 12, 76, 44, 108, 28, 92, 60, 124,
        2, 66, 34, 98, 18, 82, 50, 114, 10, 74, 42, 106, 26, 90, 58, 122, 6, 70, 38, 102, 22, 86, 54, 118, 14, 78, 46, 110, 30, 94, 62, 126,
        1, 65, 33, 97, 17, 81, 49, 113, 9, 73, 41, 105, 25, 89, 57, 121, 5, 69, 37, 101, 21, 85, 53, 117, 13, 77, 45, 109, 29, 93, 61, 125,
        3, 67, 35, 99, 19, 83, 51, 115, 11, 75, 43, 107, 27, 91, 59, 123, 7, 71, 39, 103, 23, 87, 55, 119, 15, 79, 47, 111, 31, 95, 63, 127,
    ];

    private bool ReadCodeLengths(int total)
    {
        var at = 0;
        while (at < total)
        {
            // One round takes at most 7 + 7 bits.
            if (count < 14)
            {
                Refill();
                if (phantom > 8) return false;
            }
            var entry = lengthCodeTable[(uint)bits & 127];
            Take(entry >> 8);
            var symbol = (byte)entry;
            if (symbol < 16)
            {
                codeLengths[at++] = symbol;
                continue;
            }
            byte value = 0;
            int run;
            if (symbol == 16)
            {
                if (at == 0) return false;
                value = codeLengths[at - 1];
                run = 3 + (int)Take(2);
            }
            else run = symbol == 17 ? 3 + (int)Take(3) : 11 + (int)Take(7);
            if (run > total - at) return false;
            Unsafe.InitBlockUnaligned(codeLengths + at, value, (uint)run);
            at += run;
        }
        return true;
    }
}
