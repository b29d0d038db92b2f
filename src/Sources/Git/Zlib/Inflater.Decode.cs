using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Stanch.Sources.Git;

internal sealed unsafe partial class Inflater
{
    // What is left of a vector after whole repetitions of a distance below 16: how far the copy moves on a step.
    private static ReadOnlySpan<byte> PatternStep => [16, 16, 16, 15, 16, 15, 12, 14, 16, 9, 10, 11, 12, 13, 14, 15];

    // Row d: byte i is i modulo d.
    private static readonly byte* PatternIndices = MakePatternIndices();

    private static byte* MakePatternIndices()
    {
        var rows = (byte*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc(256, 16);
        for (var distance = 0; distance < 16; distance++)
        {
            for (var i = 0; i < 16; i++) rows[distance * 16 + i] = (byte)(distance == 0 ? 0 : i % distance);
        }
        return rows;
    }

    /// <summary>Decodes the rest of a coded block; <see cref="Inflated.Done"/> at the block's end.</summary>
    private Inflated Decode(byte* limit)
    {
        var lengths = lengthTable;
        var distances = distanceTable;
        var lengthMask = (1u << lengthTableBits) - 1;
        var distanceMask = (1u << distanceTableBits) - 1;
        var fastEnd = inputEnd - 16;
        // Locals: the loop must keep them in registers.
        var from = input;
        var to = output;
        var hold = bits;
        var held = count;
        var start = window;
        var result = Inflated.Paused;

        while (to <= limit)
        {
            if (from > fastEnd) goto Slow;
            hold |= Unsafe.ReadUnaligned<ulong>(from) << held;
            from += (63 - held) >> 3;
            held |= 56;
            var entry = lengths[(uint)hold & lengthMask];
            if ((entry & HuffmanTable.Literal) != 0)
            {
                hold >>= (int)entry;
                held -= (byte)entry;
                Unsafe.WriteUnaligned(to, (ushort)(entry >> 16));
                to += 1 + ((entry >> 12) & 1);
                entry = lengths[(uint)hold & lengthMask];
                if ((entry & HuffmanTable.Literal) != 0)
                {
                    hold >>= (int)entry;
                    held -= (byte)entry;
                    Unsafe.WriteUnaligned(to, (ushort)(entry >> 16));
                    to += 1 + ((entry >> 12) & 1);
                    entry = lengths[(uint)hold & lengthMask];
                    if ((entry & HuffmanTable.Literal) != 0)
                    {
                        hold >>= (int)entry;
                        held -= (byte)entry;
                        Unsafe.WriteUnaligned(to, (ushort)(entry >> 16));
                        to += 1 + ((entry >> 12) & 1);
                        continue;
                    }
                }
            }
            var saved = hold;
            hold >>= (int)entry;
            held -= (byte)entry;
            if ((entry & HuffmanTable.Special) != 0)
            {
                if ((entry & HuffmanTable.Link) != 0)
                {
                    entry = lengths[(entry >> 16) + ((uint)hold & ((1u << (int)((entry >> 8) & 15)) - 1))];
                    saved = hold;
                    hold >>= (int)entry;
                    held -= (byte)entry;
                    if ((entry & HuffmanTable.Literal) != 0)
                    {
                        *to++ = (byte)(entry >> 16);
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

            hold |= Unsafe.ReadUnaligned<ulong>(from) << held;
            from += (63 - held) >> 3;
            held |= 56;
            entry = distances[(uint)hold & distanceMask];
            if ((entry & HuffmanTable.Special) != 0)
            {
                if ((entry & HuffmanTable.Link) == 0) { result = Inflated.Corrupt; break; }
                hold >>= (int)entry;
                held -= (byte)entry;
                entry = distances[(entry >> 16) + ((uint)hold & ((1u << (int)((entry >> 8) & 15)) - 1))];
                if ((entry & HuffmanTable.Special) != 0) { result = Inflated.Corrupt; break; }
            }
            saved = hold;
            hold >>= (int)entry;
            held -= (byte)entry;
            nuint distance = (entry >> 16) + (uint)((saved & ((1UL << (int)entry) - 1)) >> (int)(entry >> 8));
            if (distance > (nuint)(to - start)) { result = Inflated.Corrupt; break; }
            to = Copy(to, distance, length);
            continue;

        Slow:
            input = from;
            output = to;
            bits = hold;
            count = held;
            return DecodeAtEnd(limit);
        }
        input = from;
        output = to;
        bits = hold;
        count = held;
        return result;
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
                output += 1 + ((entry >> 12) & 1);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Copy(byte* to, nuint distance, uint length)
    {
        var end = to + length;
        var from = to - distance;
        if (distance >= 16)
        {
            Vector128.Store(Vector128.Load(from), to);
            Vector128.Store(Vector128.Load(from + 16), to + 16);
            if (length > 32)
            {
                do
                {
                    from += 32;
                    to += 32;
                    Vector128.Store(Vector128.Load(from), to);
                    Vector128.Store(Vector128.Load(from + 16), to + 16);
                }
                while (to + 32 < end);
            }
            return end;
        }
        var pattern = Vector128.ShuffleNative(Vector128.Load(from), Vector128.LoadAligned(PatternIndices + distance * 16));
        nuint step = PatternStep[(int)distance];
        do
        {
            Vector128.Store(pattern, to);
            to += step;
        }
        while (to < end);
        return end;
    }
}
