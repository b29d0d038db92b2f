using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Stanch.Sources.Git;

internal sealed unsafe partial class Inflater
{
    // For each distance below 16 a row of the indices 0, 1, ... modulo it; behind the rows, how far a copy of them moves on a step:
    // the largest multiple of the distance that a vector holds.
    private static byte* MakePatterns()
    {
        var rows = (byte*)NativeMemory.AlignedAlloc(17 * 16, 16);
        for (var distance = 0; distance < 16; distance++)
        {
            for (var i = 0; i < 16; i++) rows[distance * 16 + i] = (byte)(distance == 0 ? 0 : i % distance);
            rows[256 + distance] = (byte)(distance == 0 ? 16 : 16 - 16 % distance);
        }
        return rows;
    }

    /// <summary>Decodes the rest of a coded block; <see cref="Inflated.Done"/> at the block's end.</summary>
    /// <remarks>
    /// The next entry is looked up before a match is copied, so that the load is done when the copy is. <c>held</c> counts bits in its low byte only: what
    /// stands above is left over from subtracting whole entries.
    /// </remarks>
    private Inflated Decode(byte* limit)
    {
        var lengths = lengthTable;
        var distances = distanceTable;
        var lengthMask = (1u << lengthTableBits) - 1;
        var distanceMask = (1u << distanceTableBits) - 1;
        var fastEnd = inputEnd - 24;
        // Locals: the loop must keep them in registers.
        var from = input;
        var to = output;
        var hold = bits;
        var held = (uint)count;
        var start = window;
        var result = Inflated.Paused;
        if (from > fastEnd) return DecodeAtEnd(limit);

        hold |= Unsafe.ReadUnaligned<ulong>(from) << (int)held;
        from += (63 - held) >> 3;
        held |= 56;
        var entry = lengths[(uint)hold & lengthMask];
        while (to <= limit && from <= fastEnd)
        {
            if ((entry & HuffmanTable.Literal) != 0)
            {
                hold >>= (int)entry;
                held -= entry;
                Unsafe.WriteUnaligned(to, (ushort)(entry >> 16));
                to += (entry >> 12) & 3;
                entry = lengths[(uint)hold & lengthMask];
                if ((entry & HuffmanTable.Literal) != 0)
                {
                    hold >>= (int)entry;
                    held -= entry;
                    Unsafe.WriteUnaligned(to, (ushort)(entry >> 16));
                    to += (entry >> 12) & 3;
                    entry = lengths[(uint)hold & lengthMask];
                    if ((entry & HuffmanTable.Literal) != 0)
                    {
                        hold >>= (int)entry;
                        held -= entry;
                        Unsafe.WriteUnaligned(to, (ushort)(entry >> 16));
                        to += (entry >> 12) & 3;
                        entry = lengths[(uint)hold & lengthMask];
                        hold |= Unsafe.ReadUnaligned<ulong>(from) << (int)held;
                        from += (63 - (held & 0xFF)) >> 3;
                        held |= 56;
                        continue;
                    }
                }
            }
            var saved = hold;
            hold >>= (int)entry;
            held -= entry;
            if ((entry & HuffmanTable.Special) != 0)
            {
                if ((entry & HuffmanTable.Link) != 0)
                {
                    entry = lengths[(entry >> 16) + ((uint)hold & ((1u << (int)((entry >> 8) & 15)) - 1))];
                    saved = hold;
                    hold >>= (int)entry;
                    held -= entry;
                    if ((entry & HuffmanTable.Literal) != 0)
                    {
                        *to++ = (byte)(entry >> 16);
                        entry = lengths[(uint)hold & lengthMask];
                        hold |= Unsafe.ReadUnaligned<ulong>(from) << (int)held;
                        from += (63 - (held & 0xFF)) >> 3;
                        held |= 56;
                        continue;
                    }
                }
                if ((entry & HuffmanTable.Special) != 0)
                {
                    result = (entry & HuffmanTable.EndOfBlock) != 0 ? Inflated.Done : Inflated.Corrupt;
                    break;
                }
            }
            var length = (entry >> 16) + (uint)((saved & ((1UL << (int)entry) - 1)) >> (int)(entry >> 8));

            hold |= Unsafe.ReadUnaligned<ulong>(from) << (int)held;
            from += (63 - (held & 0xFF)) >> 3;
            held |= 56;
            entry = distances[(uint)hold & distanceMask];
            if ((entry & HuffmanTable.Special) != 0)
            {
                if ((entry & HuffmanTable.Link) == 0) { result = Inflated.Corrupt; break; }
                hold >>= (int)entry;
                held -= entry;
                entry = distances[(entry >> 16) + ((uint)hold & ((1u << (int)((entry >> 8) & 15)) - 1))];
                if ((entry & HuffmanTable.Special) != 0) { result = Inflated.Corrupt; break; }
            }
            saved = hold;
            hold >>= (int)entry;
            held -= entry;
            nuint distance = (entry >> 16) + (uint)((saved & ((1UL << (int)entry) - 1)) >> (int)(entry >> 8));
            if (distance > (nuint)(to - start)) { result = Inflated.Corrupt; break; }
            entry = lengths[(uint)hold & lengthMask];
            hold |= Unsafe.ReadUnaligned<ulong>(from) << (int)held;
            from += (63 - (held & 0xFF)) >> 3;
            held |= 56;

            var source = to - distance;
            var end = to + length;
            if (distance >= 16)
            {
                Vector128.Store(Vector128.Load(source), to);
                Vector128.Store(Vector128.Load(source + 16), to + 16);
                while (length > 32)
                {
                    source += 32;
                    to += 32;
                    length -= 32;
                    Vector128.Store(Vector128.Load(source), to);
                    Vector128.Store(Vector128.Load(source + 16), to + 16);
                    if ((int)length <= 0) break;
                }
                to = end;
            }
            else to = Repeat(to, distance, end);
        }
        input = from;
        output = to;
        bits = hold;
        count = (int)(held & 0xFF);
        return result == Inflated.Paused && to <= limit ? DecodeAtEnd(limit) : result;
    }

    /// <summary>The twin of the loop above for the last bytes of the input: one symbol at a time, every read checked.</summary>
    private Inflated DecodeAtEnd(byte* limit)
    {
        while (output <= limit)
        {
            RefillAtEnd();
            if (phantom > 8) return Inflated.Corrupt;
            var entry = Look(lengthTable, lengthTableBits);
            var saved = bits;
            Take((byte)entry);
            if ((entry & HuffmanTable.Literal) != 0)
            {
                Unsafe.WriteUnaligned(output, (ushort)(entry >> 16));
                output += (entry >> 12) & 3;
                continue;
            }
            if ((entry & HuffmanTable.Special) != 0) return (entry & HuffmanTable.EndOfBlock) != 0 ? Inflated.Done : Inflated.Corrupt;
            var length = (entry >> 16) + (uint)((saved & ((1UL << (int)entry) - 1)) >> (int)(entry >> 8));
            RefillAtEnd();
            entry = Look(distanceTable, distanceTableBits);
            if ((entry & HuffmanTable.Special) != 0) return Inflated.Corrupt;
            saved = bits;
            Take((byte)entry);
            nuint distance = (entry >> 16) + (uint)((saved & ((1UL << (int)entry) - 1)) >> (int)(entry >> 8));
            if (distance > (nuint)(output - window)) return Inflated.Corrupt;
            output = Copy(output, distance, length);
        }
        return Inflated.Paused;
    }

    private uint Look(uint* table, int tableBits)
    {
        var entry = table[(uint)bits & ((1u << tableBits) - 1)];
        if ((entry & (HuffmanTable.Link | HuffmanTable.Special | HuffmanTable.Literal)) != (HuffmanTable.Link | HuffmanTable.Special)) return entry;
        Take((byte)entry);
        return table[(entry >> 16) + ((uint)bits & ((1u << (int)((entry >> 8) & 15)) - 1))];
    }

    private byte* Copy(byte* to, nuint distance, uint length)
    {
        var end = to + length;
        if (distance < 16) return Repeat(to, distance, end);
        for (var from = to - distance; to < end; from += 16, to += 16) Vector128.Store(Vector128.Load(from), to);
        return end;
    }

    // A match that overlaps itself within a vector: a few bytes over and over.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Repeat(byte* to, nuint distance, byte* end)
    {
        var pattern = Vector128.ShuffleNative(Vector128.Load(to - distance), Vector128.LoadAligned(patterns + distance * 16));
        nuint step = patterns[256 + distance];
        do
        {
            Vector128.Store(pattern, to);
            to += step;
        }
        while (to < end);
        return end;
    }
}
